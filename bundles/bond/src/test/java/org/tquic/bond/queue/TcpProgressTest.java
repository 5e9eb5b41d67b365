package org.tquic.bond.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TcpProgressTest {
  private final TcpProgress progress = new TcpProgress();

  private static ByteBuf segment(boolean ipv6, long sequence, int data, int flags) {
    int ip = ipv6 ? 40 : 20;
    ByteBuf packet = Unpooled.buffer().writeZero(ip + 20 + data);
    packet.setByte(0, ipv6 ? 0x60 : 0x45).setByte(ipv6 ? 6 : 9, 6);
    packet.setInt(ip + 4, (int) sequence).setByte(ip + 12, 0x50).setByte(ip + 13, flags);
    return packet;
  }

  private boolean repeats(long sequence, int data) {
    return progress.repeats(7, segment(false, sequence, data, 0x10));
  }

  @Test
  void tellWhatWasSentBefore() {
    assertThat(repeats(1_000, 100)).isFalse();
    assertThat(repeats(1_100, 100)).isFalse();
    assertThat(repeats(1_100, 100)).isTrue();
    assertThat(repeats(1_000, 200)).isTrue();
    assertThat(repeats(1_100, 101)).as("with something new").isFalse();
    assertThat(repeats(1_200, 0)).as("an acknowledgement").isFalse();
    assertThat(repeats(900, 0)).as("an old acknowledgement").isFalse();
  }

  @Test
  void followSequenceNumbersThroughTheirWrap() {
    assertThat(repeats(0xffff_ff00L, 0x200)).isFalse();
    assertThat(repeats(0xffff_ff00L, 0x200)).isTrue();
    assertThat(repeats(0x100, 50)).isFalse();
    assertThat(repeats(0x100, 50)).isTrue();
  }

  @Test
  void startAnewWithAnotherFlowOrAnotherConnection() {
    assertThat(repeats(5_000, 100)).isFalse();
    assertThat(progress.repeats(8, segment(false, 10, 100, 0x10))).isFalse();
    assertThat(progress.repeats(8, segment(false, 10, 100, 0x10))).isTrue();
    assertThat(progress.repeats(8, segment(false, 1, 0, 0x02))).as("SYN").isFalse();
    assertThat(progress.repeats(8, segment(false, 2, 100, 0x10))).isFalse();
    assertThat(progress.repeats(8, segment(false, 2, 100, 0x10))).isTrue();
  }

  @Test
  void readIpv6AsWell() {
    assertThat(progress.repeats(1, segment(true, 1, 100, 0x10))).isFalse();
    assertThat(progress.repeats(1, segment(true, 1, 100, 0x10))).isTrue();
  }

  @Test
  void leaveFragmentsAndOtherProtocolsAlone() {
    for (int i = 0; i < 2; i++) {
      assertThat(progress.repeats(1, segment(false, 1, 100, 0x10).setShort(6, 0x2000))).isFalse();
      assertThat(progress.repeats(2, segment(false, 1, 100, 0x10).setByte(9, 17))).isFalse();
    }
  }

  @Property
  void anyBytesWillDo(@ForAll byte[] bytes) {
    TcpProgress any = new TcpProgress();
    any.repeats(0, Unpooled.wrappedBuffer(bytes));
    any.repeats(0, Unpooled.wrappedBuffer(bytes));
  }
}
