package org.tquic.bond.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tquic.bond.queue.TcpPackets.ACK;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TcpSegmentTest {
  private static final int TCP = 20;
  private static final byte[] NONE = {};

  private static boolean isPure(int flags, int data) {
    return TcpSegment.isPureAcknowledgement(
        TcpPackets.packet(1, flags, TcpPackets.timestamps(1, 2), data));
  }

  @Test
  void anAcknowledgementIsPureWithoutDataAndSigns() {
    assertThat(isPure(ACK, 0)).isTrue();
    assertThat(isPure(ACK, 1)).as("data").isFalse();
    assertThat(isPure(ACK | 0x01, 0)).as("FIN").isFalse();
    assertThat(isPure(ACK | 0x02, 0)).as("SYN").isFalse();
    assertThat(isPure(ACK | 0x04, 0)).as("RST").isFalse();
    assertThat(isPure(0, 0)).as("no acknowledgement").isFalse();
    ByteBuf fragment = TcpPackets.packet(1, ACK, NONE, 0).setShort(6, 0x2000);
    assertThat(TcpSegment.isPureAcknowledgement(fragment)).as("fragment").isFalse();
    ByteBuf datagram = TcpPackets.packet(1, ACK, NONE, 0).setByte(9, 17);
    assertThat(TcpSegment.isPureAcknowledgement(datagram)).as("UDP").isFalse();
  }

  @Test
  void optionsAreFoundBehindOthers() {
    byte[] options = {2, 4, 5, (byte) 180, 1, 3, 3, 7, 4, 2, 0, 8};
    ByteBuf packet = TcpPackets.packet(1, ACK, options, 10);
    assertThat(TcpSegment.option(packet, TCP, 2, 4)).isEqualTo(20);
    assertThat(TcpSegment.option(packet, TCP, 3, 3)).isEqualTo(25);
    assertThat(TcpSegment.option(packet, TCP, 4, 2)).isEqualTo(28);
    assertThat(TcpSegment.option(packet, TCP, 4, 3)).as("too short").isEqualTo(-1);
    assertThat(TcpSegment.option(packet, TCP, 8, 2)).as("behind the end").isEqualTo(-1);
  }

  @Test
  void optionsThatDoNotAddUpHideTheRest() {
    byte[] empty = {5, 0, 1, 1, 8, 10, 0, 0, 0, 1, 0, 0, 0, 2, 1, 1};
    assertThat(TcpSegment.option(TcpPackets.packet(1, ACK, empty, 4), TCP, 8, 10)).isEqualTo(-1);
    byte[] long12 = {1, 1, 8, 10, 0, 0, 0, 1};
    assertThat(TcpSegment.option(TcpPackets.packet(1, ACK, long12, 40), TCP, 8, 10)).isEqualTo(-1);
  }

  @Property
  void anyBytesCanBeRead(@ForAll @Size(max = 80) byte[] bytes, @ForAll boolean looksLikeTcp) {
    ByteBuf packet = Unpooled.wrappedBuffer(bytes);
    if (looksLikeTcp && bytes.length > 9) {
      packet.setByte(0, 0x45).setByte(9, 6).setShort(6, 0);
    }
    TcpSegment.isPureAcknowledgement(packet);
    TcpTimestamps.mayOvertake(packet);
    TcpTimestamps timestamps = new TcpTimestamps();
    timestamps.onOvertake(FlowClassifier.flowHash(packet), packet);
    timestamps.raise(packet);
    assertThat(packet.readableBytes()).isEqualTo(bytes.length);
  }
}
