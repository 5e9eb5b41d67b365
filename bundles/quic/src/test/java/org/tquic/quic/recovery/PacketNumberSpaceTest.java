package org.tquic.quic.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.quic.QuicException;
import org.tquic.quic.TransportError;

class PacketNumberSpaceTest {
  private final Flow flow = new Flow();

  private static void assertViolation(Runnable what) {
    assertThatThrownBy(what::run)
        .isInstanceOfSatisfying(
            QuicException.class,
            e -> assertThat(e.code()).isEqualTo(TransportError.PROTOCOL_VIOLATION));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 99})
  void numbersAscendAndFewAreLeftOut(long seed) {
    PacketNumberSpace space = new PacketNumberSpace(SpaceKind.APPLICATION, 0, seed);
    List<Long> used = LongStream.range(0, 10_000).mapToObj(i -> space.nextPacketNumber()).toList();
    assertThat(used).isSorted().doesNotHaveDuplicates().startsWith(0L, 1L, 2L, 3L);
    long leftOut = used.getLast() - 9_999;
    assertThat(leftOut).isBetween(3L, 12L);
  }

  /** RFC 9000 section 13.1: an acknowledgement of what was not sent is a PROTOCOL_VIOLATION. */
  @Test
  void whatWasNotSentCannotBeAcknowledged() {
    flow.send(3, 0);
    assertViolation(() -> flow.ack(10, 0, 3));
    assertThat(flow.acked).isEmpty();
    flow.ack(10, 0, 2);
    assertThat(flow.acked).containsExactly(0L, 1L, 2L);
  }

  @Test
  void nothingSentNothingAcknowledged() {
    assertViolation(() -> flow.ack(10, 0, 0));
  }

  /** RFC 9000 section 21.4: who acknowledges blindly is found out. */
  @Test
  void optimisticAcknowledgementsAreFoundOut() {
    List<Long> sent = new ArrayList<>();
    long last = -1;
    while (sent.isEmpty() || last == sent.size() - 1) {
      last = flow.send(0);
      sent.add(last);
      flow.ack(1, last, last);
    }
    long leftOut = last - 1;
    assertThat(sent).doesNotContain(leftOut);
    long after = last;
    assertViolation(() -> flow.ack(10, leftOut, after));
    assertViolation(() -> flow.ack(10, 0, after));
    flow.frame(after, after, 0, leftOut - 1);
    flow.path.onAck(flow.space, flow.ack, 0, 10, flow);
  }

  @Test
  void packetsWithOnlyAcknowledgementsAreBounded() {
    for (int i = 0; i < 10 * SentPacketLog.UNREQUITED_LIMIT; i++) {
      flow.sendAckOnly(i);
    }
    assertThat(flow.space.log.tail() - flow.space.log.head())
        .isEqualTo(SentPacketLog.UNREQUITED_LIMIT);
    long number = flow.send(20_000);
    flow.ack(20_010, number, number);
    assertThat(flow.space.log.tail() - flow.space.log.head()).as("one PING frees them").isZero();
  }

  @Test
  void aFullLogTakesNothingInFlight() {
    for (int i = 0; i < SentPacketLog.LIMIT; i++) {
      flow.send(0);
    }
    assertThat(flow.space.isFull()).isTrue();
    assertThat(flow.path.windowOpen(1)).isFalse();
    assertThatThrownBy(() -> flow.send(0)).isInstanceOf(IllegalStateException.class);
    flow.sendAckOnly(0);
  }

  @Test
  void theOldestThatNeedsAnAnswerIsFound() {
    assertThat(flow.space.oldestAckEliciting()).isNull();
    flow.sendAckOnly(0);
    flow.send(2, 0);
    assertThat(flow.space.oldestAckEliciting().packetNumber).isEqualTo(1);
    flow.ack(5, 1, 1);
    assertThat(flow.space.oldestAckEliciting().packetNumber).isEqualTo(2);
    List<Long> seen = new ArrayList<>();
    flow.space.visitUnsettled(packet -> seen.add(packet.packetNumber));
    assertThat(seen).containsExactly(0L, 2L);
  }

  @Test
  void aPacketKeepsItsFrames() {
    SentPacket packet = flow.pool.acquire();
    for (int i = 0; i < 100; i++) {
      packet.addFrame(i, i + 1L, i + 2L, i + 3L);
    }
    assertThat(packet.frameCount()).isEqualTo(100);
    assertThat(packet.frameKind(77)).isEqualTo(77);
    assertThat(packet.frameA(77)).isEqualTo(78);
    assertThat(packet.frameB(77)).isEqualTo(79);
    assertThat(packet.frameC(77)).isEqualTo(80);
    flow.pool.release(packet);
    assertThat(flow.pool.acquire().frameCount()).isZero();
  }

  @Test
  void aPoolTakesNothingTwiceAndKeepsNoMoreThanItsLimit() {
    SentPacketPool small = new SentPacketPool(1);
    SentPacket a = small.acquire();
    SentPacket b = small.acquire();
    small.release(a);
    small.release(b);
    assertThat(small.available()).isOne();
    assertThatThrownBy(() -> small.release(a)).isInstanceOf(IllegalStateException.class);
  }
}
