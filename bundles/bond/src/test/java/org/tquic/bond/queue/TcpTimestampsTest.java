package org.tquic.bond.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tquic.bond.queue.TcpPackets.ACK;

import io.netty.buffer.ByteBuf;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TcpTimestampsTest {
  private static final int VALUE_AT = 44;

  private TcpTimestamps timestamps = new TcpTimestamps();

  private static ByteBuf segment(int value) {
    return TcpPackets.packet(5_000, ACK, TcpPackets.timestamps(value, 77), 101);
  }

  private void overtake(int value) {
    ByteBuf again = segment(value);
    timestamps.onOvertake(FlowClassifier.flowHash(again), again);
  }

  private int raised(int value) {
    ByteBuf packet = segment(value);
    timestamps.raise(packet);
    assertThat(TcpPackets.isIntact(packet)).isTrue();
    return packet.getInt(VALUE_AT);
  }

  @Test
  void whoWasOvertakenTakesTheTimeOfTheLatestWhoDid() {
    overtake(1_000);
    overtake(990);
    assertThat(raised(900)).isEqualTo(1_000);
    assertThat(raised(1_000)).isEqualTo(1_000);
    assertThat(raised(1_001)).isEqualTo(1_001);
  }

  @Property
  void checksumsStayRight(@ForAll int before, @ForAll @IntRange(min = 1) int later) {
    timestamps = new TcpTimestamps();
    overtake(before + later);
    assertThat(raised(before)).isEqualTo(before + later);
  }

  @Test
  void otherFlowsKeepTheirTime() {
    overtake(1_000);
    ByteBuf other = segment(900).setShort(20, 4_711);
    timestamps.raise(other);
    assertThat(other.getInt(VALUE_AT)).isEqualTo(900);
  }

  @Test
  void nothingElseIsTouched() {
    overtake(1_000);
    ByteBuf packet = segment(900);
    ByteBuf before = packet.copy();
    timestamps.raise(packet);
    for (int i = 0; i < packet.readableBytes(); i++) {
      boolean value = i >= VALUE_AT && i < VALUE_AT + 4;
      boolean checksum = i == 36 || i == 37;
      assertThat(value || checksum || packet.getByte(i) == before.getByte(i)).as("%d", i).isTrue();
    }
  }

  /** RFC 2385 and RFC 5925 sign the header. */
  @Test
  void whatIsSignedKeepsItsPlace() {
    byte[] signed = new byte[32];
    System.arraycopy(TcpPackets.timestamps(1, 2), 0, signed, 0, 12);
    signed[12] = 19;
    signed[13] = 18;
    assertThat(TcpTimestamps.mayOvertake(TcpPackets.packet(1, ACK, signed, 9))).isFalse();
    signed[12] = 29;
    signed[13] = 16;
    assertThat(TcpTimestamps.mayOvertake(TcpPackets.packet(1, ACK, signed, 9))).isFalse();
    signed[12] = 1;
    signed[13] = 0;
    assertThat(TcpTimestamps.mayOvertake(TcpPackets.packet(1, ACK, signed, 9))).isTrue();
  }

  @Test
  void withoutTimestampsAnythingMayOvertake() {
    ByteBuf plain = TcpPackets.packet(1, ACK, new byte[0], 9);
    assertThat(TcpTimestamps.mayOvertake(plain)).isTrue();
    timestamps.onOvertake(FlowClassifier.flowHash(plain), plain);
    assertThat(raised(900)).isEqualTo(900);
  }

  @Test
  void aTimeAtAnOddPlaceStays() {
    byte[] odd = {1, 8, 10, 0, 0, 0, 1, 0, 0, 0, 2, 0};
    assertThat(TcpTimestamps.mayOvertake(TcpPackets.packet(1, ACK, odd, 9))).isFalse();
  }
}
