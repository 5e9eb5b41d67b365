package org.tquic.bond.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.tquic.bond.PacketSink;

class DataHeaderTest {
  @Property(edgeCases = EdgeCasesMode.NONE)
  void thePeerReadsWhatWasWrittenAndThePacketStaysWhole(
      @ForAll @LongRange(min = 0) long carrierSequence,
      @ForAll @IntRange(max = DataHeader.UNORDERED) int bucket,
      @ForAll @LongRange(min = 0) long sequence,
      @ForAll @NotEmpty @Size(max = 100) byte[] inner) {
    ByteBuf packet = Unpooled.buffer().writeZero(PacketSink.HEADROOM).writeBytes(inner);
    packet.readerIndex(PacketSink.HEADROOM);
    DataHeader.prepend(packet, carrierSequence, bucket, sequence);

    assertThat(DataHeader.isWhole(packet)).isTrue();
    assertThat(DataHeader.carrierSequence(packet)).isEqualTo((int) carrierSequence);
    assertThat(DataHeader.bucket(packet)).isEqualTo(bucket);
    assertThat(DataHeader.sequence(packet)).isEqualTo((int) sequence);
    assertThat(ByteBufUtil.getBytes(packet.skipBytes(DataHeader.SIZE))).isEqualTo(inner);
  }

  @Test
  void theBytesAreAsTheFormatSays() {
    ByteBuf packet = Unpooled.buffer().writeZero(12).writeByte(0x45).readerIndex(12);
    DataHeader.prepend(packet, 0x1_0203_0405L, 0x3fe, 0xf_0607_0809L);
    assertThat(ByteBufUtil.hexDump(packet)).isEqualTo("02030405" + "03fe" + "06070809" + "45");
  }

  @Test
  void aDatagramWithoutInnerPacketOrWithAnUnknownBucketIsNotWhole() {
    for (int size = 0; size <= DataHeader.SIZE; size++) {
      assertThat(DataHeader.isWhole(Unpooled.buffer().writeZero(size))).isFalse();
    }
    ByteBuf datagram = Unpooled.buffer().writeZero(20);
    assertThat(DataHeader.isWhole(datagram)).isTrue();
    assertThat(DataHeader.isWhole(datagram.setShort(4, 1024))).isTrue();
    assertThat(DataHeader.isWhole(datagram.setShort(4, 1025))).isFalse();
    assertThat(DataHeader.isWhole(datagram.setShort(4, 0xffff))).isFalse();
  }
}
