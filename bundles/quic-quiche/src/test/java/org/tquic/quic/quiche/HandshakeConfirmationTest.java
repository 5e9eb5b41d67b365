package org.tquic.quic.quiche;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HandshakeConfirmationTest {
  private static ByteBuf initial(int token, int payload) {
    ByteBuf out = longHeader(0xC0);
    out.writeByte(token).writeZero(token);
    return out.writeShort(0x4000 | payload).writeZero(payload);
  }

  private static ByteBuf handshake(int payload) {
    return longHeader(0xE0).writeShort(0x4000 | payload).writeZero(payload);
  }

  private static ByteBuf longHeader(int first) {
    return Unpooled.buffer()
        .writeByte(first)
        .writeInt(1)
        .writeByte(8)
        .writeZero(8)
        .writeByte(16)
        .writeZero(16);
  }

  private static ByteBuf oneRtt() {
    return Unpooled.buffer().writeByte(0x43).writeZero(30);
  }

  private static boolean holds(ByteBuf... packets) {
    return HandshakeConfirmation.holdsOneRttPacket(Unpooled.wrappedBuffer(packets));
  }

  @Test
  void aShortHeaderIsFoundAloneAndBehindLongOnes() {
    assertThat(holds(oneRtt())).isTrue();
    assertThat(holds(handshake(50), oneRtt())).isTrue();
    assertThat(holds(initial(20, 100), handshake(50), oneRtt())).isTrue();
  }

  @Test
  void longHeadersAloneDoNotConfirm() {
    assertThat(holds(handshake(50))).isFalse();
    assertThat(holds(initial(0, 100), handshake(50))).isFalse();
    assertThat(holds(longHeader(0xF0).writeZero(40))).as("Retry").isFalse();
  }

  @Test
  void paddingBehindAPacketIsNoPacket() {
    assertThat(holds(handshake(50), Unpooled.wrappedBuffer(new byte[100]))).isFalse();
  }

  @Test
  void otherVersionsAreNotRead() {
    ByteBuf negotiation = Unpooled.buffer().writeByte(0xC0).writeInt(0).writeZero(40);
    assertThat(holds(negotiation)).isFalse();
  }

  @Property
  void anyBytesAreSurvived(@ForAll byte[] bytes) {
    ByteBuf datagram = Unpooled.wrappedBuffer(bytes);
    HandshakeConfirmation.holdsOneRttPacket(datagram);
    assertThat(datagram.readerIndex()).isZero();
  }
}
