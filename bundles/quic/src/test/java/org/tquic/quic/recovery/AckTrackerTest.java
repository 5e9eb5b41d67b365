package org.tquic.quic.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.tquic.quic.Ecn;
import org.tquic.quic.wire.AckFrame;

/** RFC 9000 section 13.2. */
class AckTrackerTest {
  private static final long MS = 1_000_000;

  private final AckTracker tracker = new AckTracker(false, 25 * MS);
  private final AckFrame frame = new AckFrame();

  private void receive(long... numbers) {
    for (long number : numbers) {
      tracker.onReceived(number, true, Ecn.NOT_ECT, 0);
    }
  }

  private void sendAck() {
    tracker.fill(frame, 0, 3);
    tracker.onAckSent(frame.largest, 0);
  }

  @Test
  void nothingReceivedIsNothingToTell() {
    assertThat(tracker.hasUnsent()).isFalse();
    assertThat(tracker.ackDue(Long.MAX_VALUE - 1)).isFalse();
    assertThat(tracker.ackDeadlineNs()).isEqualTo(PathRecovery.NEVER);
    assertThat(tracker.largest()).isEqualTo(-1);
    assertThatThrownBy(this::sendAck).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void oneAckElicitingPacketWaits() {
    tracker.onReceived(0, true, Ecn.NOT_ECT, 5);
    assertThat(tracker.ackDue(5)).isFalse();
    assertThat(tracker.ackDeadlineNs()).isEqualTo(5 + 25 * MS);
    assertThat(tracker.ackDue(5 + 25 * MS)).isTrue();
    sendAck();
    assertThat(tracker.ackDue(PathRecovery.NEVER - 1)).isFalse();
    assertThat(tracker.hasUnsent()).isFalse();
  }

  @Test
  void theSecondDoesNot() {
    receive(0, 1);
    assertThat(tracker.ackDue(0)).isTrue();
    assertThat(tracker.ackDeadlineNs()).isZero();
    sendAck();
    receive(2);
    assertThat(tracker.ackDue(0)).isFalse();
  }

  @Test
  void soonAfterAnAckDataGoesFirst() {
    tracker.setSparse(true);
    receive(0, 1);
    assertThat(tracker.ackDue(0)).as("long after the last").isTrue();
    sendAck();
    receive(2, 3);
    assertThat(tracker.ackDue(2 * MS - 1)).isFalse();
    assertThat(tracker.ackDeadlineNs()).isEqualTo(2 * MS);
    tracker.onReceived(4, true, Ecn.NOT_ECT, 2 * MS);
    assertThat(tracker.ackDue(2 * MS)).isTrue();
  }

  @Test
  void tenPacketsAreToldAtOnceWhateverElseGoes() {
    tracker.setSparse(true);
    receive(0, 1);
    sendAck();
    receive(2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(tracker.ackDue(0)).isFalse();
    receive(11);
    assertThat(tracker.ackDue(0)).isTrue();
  }

  @Test
  void noAckWaitsLongerThanTheLongestDelay() {
    AckTracker eager = new AckTracker(false, MS);
    eager.setSparse(true);
    eager.onAckSent(-1, 0);
    eager.onReceived(0, true, Ecn.NOT_ECT, 0);
    eager.onReceived(1, true, Ecn.NOT_ECT, 0);
    assertThat(eager.ackDeadlineNs()).isEqualTo(MS);
  }

  @Test
  void troubleIsToldAtOnceWhateverElseGoes() {
    tracker.setSparse(true);
    receive(0, 1);
    sendAck();
    receive(3);
    assertThat(tracker.ackDue(0)).as("a gap").isTrue();
    sendAck();
    receive(2);
    assertThat(tracker.ackDue(0)).as("a late packet").isTrue();
    sendAck();
    tracker.onReceived(4, true, Ecn.CE, 0);
    assertThat(tracker.ackDue(0)).as("a mark").isTrue();
  }

  @Test
  void packetsThatElicitNoneNeverMakeOneDue() {
    for (int number = 0; number < 10; number++) {
      tracker.onReceived(2 * number, false, Ecn.NOT_ECT, 0);
    }
    assertThat(tracker.ackDue(1000 * MS)).isFalse();
    assertThat(tracker.hasUnsent()).isTrue();
  }

  @Test
  void handshakePacketsAreAcknowledgedAtOnce() {
    AckTracker handshake = new AckTracker(true, 25 * MS);
    handshake.onReceived(0, true, Ecn.NOT_ECT, 0);
    assertThat(handshake.ackDue(0)).isTrue();
  }

  @Test
  void aGapIsToldAtOnce() {
    receive(0);
    sendAck();
    receive(2);
    assertThat(tracker.ackDue(0)).isTrue();
    sendAck();
    receive(3);
    assertThat(tracker.ackDue(0)).as("the gap is known").isFalse();
  }

  @Test
  void aLatePacketIsToldAtOnce() {
    receive(0, 2);
    sendAck();
    receive(1);
    assertThat(tracker.ackDue(0)).isTrue();
  }

  @Test
  void aMarkIsToldAtOnce() {
    tracker.onReceived(0, true, Ecn.CE, 0);
    assertThat(tracker.ackDue(0)).isTrue();
  }

  @Test
  void theDelayIsOfTheLargestAndScaled() {
    tracker.onReceived(5, true, Ecn.NOT_ECT, 10 * MS);
    tracker.onReceived(3, true, Ecn.NOT_ECT, 14 * MS);
    tracker.fill(frame, 18 * MS, 3);
    assertThat(frame.delay).isEqualTo(1000);
    tracker.fill(frame, 18 * MS, 0);
    assertThat(frame.delay).isEqualTo(8000);
  }

  @Test
  void ecnCountsAreKeptPerCodepoint() {
    tracker.onReceived(0, true, Ecn.NOT_ECT, 0);
    tracker.fill(frame, 0, 3);
    assertThat(frame.hasEcn).isFalse();
    tracker.onReceived(1, true, Ecn.ECT_0, 0);
    tracker.onReceived(2, true, Ecn.ECT_0, 0);
    tracker.onReceived(3, true, Ecn.ECT_1, 0);
    tracker.onReceived(4, true, Ecn.CE, 0);
    tracker.fill(frame, 0, 3);
    assertThat(frame.hasEcn).isTrue();
    assertThat(new long[] {frame.ect0, frame.ect1, frame.ce}).containsExactly(2, 1, 1);
  }

  @Test
  void whatThePeerKnowsIsNotTold() {
    receive(0, 1, 5, 6);
    tracker.onAckAcked(6);
    receive(8);
    tracker.fill(frame, 0, 3);
    assertThat(frame.rangeCount()).isOne();
    assertThat(frame.rangeLow(0)).isEqualTo(8);
    assertThat(tracker.isDuplicate(5)).as("still known").isTrue();
    assertThat(tracker.isDuplicate(3)).as("may still come").isFalse();
  }

  @Test
  void aPacketThatComesVeryLateIsToldAlthoughThePeerKnowsLaterOnes() {
    receive(0, 5);
    tracker.onAckAcked(5);
    receive(3, 8);
    tracker.fill(frame, 0, 3);
    assertThat(frame.rangeHigh(0)).isEqualTo(8);
    assertThat(frame.rangeLow(frame.rangeCount() - 1)).isEqualTo(3);
  }

  @Test
  void afterEverythingIsKnownTheLargestIsStillTold() {
    receive(0, 1);
    tracker.onAckAcked(1);
    tracker.fill(frame, 0, 3);
    assertThat(frame.largest).isEqualTo(1);
    assertThat(frame.rangeCount()).isOne();
  }

  /** A peer that skips every second number cannot make us remember more than a limit. */
  @Test
  void rangesAreBounded() {
    for (long number = 0; number < 100_000; number += 2) {
      receive(number);
    }
    tracker.fill(frame, 0, 3);
    assertThat(frame.rangeCount()).isEqualTo(AckTracker.MAX_RANGES);
    assertThat(frame.largest).isEqualTo(99_998);
    assertThat(tracker.isDuplicate(1)).as("too old to tell").isTrue();
    assertThat(tracker.isDuplicate(99_997)).isFalse();
  }

  @Test
  void aPacketBelowAFullTrackerIsDroppedAndNeverTakenTwice() {
    for (long number = 1000; number < 1000 + 2 * AckTracker.MAX_RANGES; number += 2) {
      tracker.onReceived(number, false, Ecn.NOT_ECT, 0);
    }
    assertThat(tracker.isDuplicate(5)).isFalse();
    receive(5);
    assertThat(tracker.isDuplicate(5)).isTrue();
    assertThat(tracker.ackDue(0)).isTrue();
    assertThat(tracker.largest()).isEqualTo(1000 + 2 * AckTracker.MAX_RANGES - 2);
  }

  @Property
  void itKnowsWhatASetKnows(@ForAll @Size(max = 200) List<@IntRange(max = 300) Integer> numbers) {
    AckTracker any = new AckTracker(false, 25 * MS);
    TreeSet<Long> model = new TreeSet<>();
    long largestForgotten = -1;
    for (long number : numbers) {
      if (number <= largestForgotten || model.contains(number)) {
        assertThat(any.isDuplicate(number)).isTrue();
        continue;
      }
      assertThat(any.isDuplicate(number)).isFalse();
      any.onReceived(number, true, Ecn.NOT_ECT, number);
      model.add(number);
      while (ranges(model) > AckTracker.MAX_RANGES) {
        largestForgotten = model.pollFirst();
        while (model.contains(largestForgotten + 1)) {
          largestForgotten = model.pollFirst();
        }
      }
    }
    if (model.isEmpty()) {
      return;
    }
    any.fill(frame, 0, 3);
    TreeSet<Long> told = new TreeSet<>();
    long below = Long.MAX_VALUE;
    for (int i = 0; i < frame.rangeCount(); i++) {
      assertThat(frame.rangeHigh(i)).isLessThan(below - 1);
      below = frame.rangeLow(i);
      for (long n = frame.rangeLow(i); n <= frame.rangeHigh(i); n++) {
        told.add(n);
      }
    }
    assertThat(told).isEqualTo(model);
    assertThat(any.largest()).isEqualTo(model.last());
  }

  private static int ranges(TreeSet<Long> numbers) {
    int count = 0;
    for (long number : numbers) {
      count += numbers.contains(number - 1) ? 0 : 1;
    }
    return count;
  }
}
