package org.tquic.bond.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CongestionMarkTest {
  private static final int DSCP_AF41 = 34 << 2;

  @ParameterizedTest
  @CsvSource({"0,false,0", "1,true,3", "2,true,3", "3,true,3"})
  void onlyWhatAsksForItIsMarked(int field, boolean marked, int after) {
    ByteBuf v4 = v4(DSCP_AF41 | field);
    assertThat(CongestionMark.set(v4)).isEqualTo(marked);
    assertThat(v4.getUnsignedByte(1)).isEqualTo((short) (DSCP_AF41 | after));
    assertThat(headerSum(v4)).isEqualTo(0xffff);
    ByteBuf v6 = Unpooled.buffer(60).writeInt(6 << 28 | (DSCP_AF41 | field) << 20 | 0xabcde);
    v6.writeZero(56);
    assertThat(CongestionMark.set(v6)).isEqualTo(marked);
    assertThat(v6.getInt(0)).isEqualTo(6 << 28 | (DSCP_AF41 | after) << 20 | 0xabcde);
  }

  @Test
  void aPacketInTheMiddleOfABufferIsMarkedThere() {
    ByteBuf packet = Unpooled.buffer(64).writeZero(4).writeBytes(v4(1)).readerIndex(4);
    assertThat(CongestionMark.set(packet)).isTrue();
    assertThat(packet.getUnsignedByte(5)).isEqualTo((short) 3);
    assertThat(headerSum(packet.slice())).isEqualTo(0xffff);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 19})
  void whatIsTooShortIsLeftAlone(int length) {
    assertThat(CongestionMark.set(v4(1).slice(0, length))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 15})
  void whatIsNoIpPacketIsLeftAlone(int version) {
    ByteBuf packet = Unpooled.buffer(40).writeInt(version << 28 | 0x0fff_0000).writeZero(36);
    ByteBuf before = packet.copy();
    assertThat(CongestionMark.set(packet)).isFalse();
    assertThat(packet).isEqualTo(before);
  }

  private static ByteBuf v4(int trafficClass) {
    ByteBuf packet = Unpooled.buffer(40).writeZero(40);
    packet.setByte(0, 0x45).setByte(1, trafficClass).setShort(2, 40).setShort(4, 0xbeef);
    packet.setByte(8, 64).setByte(9, 6).setInt(12, 0x0a000001).setInt(16, 0xc6336402);
    return packet.setShort(10, ~headerSum(packet) & 0xffff);
  }

  private static int headerSum(ByteBuf packet) {
    int sum = 0;
    for (int i = 0; i < 20; i += 2) {
      sum += packet.getUnsignedShort(i);
    }
    return (sum & 0xffff) + (sum >>> 16);
  }
}
