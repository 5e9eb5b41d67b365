package org.tquic.quic.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tquic.quic.Role;

/** RFC 9002 sections 6 and 7, rule by rule. */
class PathRecoveryTest {
  private static final long MS = Flow.MS;

  private final Flow flow = new Flow();

  /** Makes the round-trip time 100 ms, the variation as small as it gets. */
  private void settleRtt() {
    for (int i = 0; i < 40; i++) {
      long number = flow.send(-100 + 100);
      flow.ack(100, number, number);
    }
    flow.acked.clear();
  }

  /** Section 6.1.1. */
  @Test
  void threeLaterPacketsMakeOneLost() {
    flow.send(4, 0);
    flow.ack(10, 2, 2);
    assertThat(flow.lost).isEmpty();
    flow.ack(11, 3, 3);
    assertThat(flow.lost).containsExactly(0L);
    assertThat(flow.path.bytesInFlight()).isEqualTo(Flow.SIZE);
  }

  /** Section 6.1.2. */
  @Test
  void nineEighthsOfARoundTripMakeAnOvertakenPacketLost() {
    flow.send(0);
    flow.send(1);
    flow.ack(81, 1, 1);
    assertThat(flow.lost).isEmpty();
    assertThat(flow.timeoutMs()).isEqualTo(90);
    assertThat(flow.timeout(89)).isZero();
    assertThat(flow.lost).isEmpty();
    assertThat(flow.timeout(90)).as("no probe for it").isZero();
    assertThat(flow.lost).containsExactly(0L);
    assertThat(flow.path.nextTimeoutNs()).isEqualTo(PathRecovery.NEVER);
  }

  @Test
  void whatIsNotOvertakenIsNeverLost() {
    flow.send(3, 0);
    flow.ack(10, 0, 0);
    flow.timeout(5_000);
    assertThat(flow.lost).isEmpty();
  }

  /** Section 5.1: only of the largest, if newly acknowledged and if an answer was due. */
  @Test
  void aSampleNeedsTheLargestNewlyAcknowledged() {
    flow.send(2, 0);
    flow.ack(50, 1, 1);
    assertThat(flow.path.rtt().latestNs()).isEqualTo(50 * MS);
    flow.ack(80, 0, 1);
    assertThat(flow.path.rtt().latestNs()).isEqualTo(50 * MS);
    long ackOnly = flow.sendAckOnly(100);
    flow.ack(190, ackOnly, ackOnly);
    assertThat(flow.path.rtt().latestNs()).isEqualTo(50 * MS);
  }

  /** Section 5.3. */
  @Test
  void thePeersDelayIsBoundedOnceTheHandshakeIsConfirmed() {
    flow.send(0);
    flow.ack(100, 0, 0);
    flow.send(200);
    flow.path.onAck(flow.space, flow.frame(1, 1), 150 * MS, 400 * MS, flow);
    assertThat(flow.path.rtt().smoothedNs()).isEqualTo((7 * 100 * MS + 175 * MS) / 8);
  }

  /** Section 6.2.1: smoothed + max(4 * variation, granularity) + the peer's delay. */
  @Test
  void aProbeTimeoutAllowsForVariationAndDelay() {
    flow.send(0);
    assertThat(flow.timeoutMs()).isEqualTo(999 + 25);
    flow.ack(100, 0, 0);
    flow.send(200);
    assertThat(flow.timeoutMs()).isEqualTo(200 + 100 + 4 * 50 + 25);
    flow.send(210);
    assertThat(flow.timeoutMs()).as("counts from the last").isEqualTo(210 + 325);
  }

  /** Section 6.2.1: doubles each time, starts over with an acknowledgement. */
  @Test
  void probeTimeoutsBackOff() {
    flow.send(0);
    assertThat(flow.timeout(1023)).isZero();
    assertThat(flow.timeout(1024)).isEqualTo(2);
    assertThat(flow.path.probeSpace()).isSameAs(flow.space);
    assertThat(flow.path.ptoCount()).isOne();
    assertThat(flow.lost).as("a probe timeout loses nothing").isEmpty();
    assertThat(flow.timeoutMs()).isEqualTo(2 * 1024);
    flow.send(1024);
    assertThat(flow.timeoutMs()).isEqualTo(1024 + 2 * 1024);
    assertThat(flow.timeout(3072)).isEqualTo(2);
    flow.ack(3100, 0, 0);
    assertThat(flow.path.ptoCount()).isZero();
  }

  @Test
  void backoffNeverOverflows() {
    flow.send(0);
    for (int i = 0; i < 200; i++) {
      long next = flow.path.nextTimeoutNs();
      assertThat(next).isBetween(0L, Long.MAX_VALUE / 2);
      assertThat(flow.path.onTimeout(next, flow)).isEqualTo(2);
    }
  }

  @Test
  void withoutAnythingUnderWayThereIsNoTimer() {
    assertThat(flow.path.nextTimeoutNs()).isEqualTo(PathRecovery.NEVER);
    flow.sendAckOnly(0);
    assertThat(flow.path.nextTimeoutNs()).isEqualTo(PathRecovery.NEVER);
    flow.send(1);
    flow.ack(50, 1, 1);
    flow.timeout(60);
    assertThat(flow.path.nextTimeoutNs()).isEqualTo(PathRecovery.NEVER);
  }

  @Test
  void whatOnlyAcknowledgesIsNotInFlight() {
    flow.sendAckOnly(0);
    assertThat(flow.path.bytesInFlight()).isZero();
    flow.send(2, 0);
    flow.ack(10, 1, 2);
    flow.ack(11, 0, 0);
    assertThat(flow.path.bytesInFlight()).isZero();
    assertThat(flow.acked).contains(0L);
  }

  @Test
  void theWindowCloses() {
    assertThat(flow.path.congestionWindow()).isEqualTo(12_000);
    flow.send(9, 0);
    assertThat(flow.path.windowOpen(1200)).isTrue();
    assertThat(flow.path.windowOpen(1201)).isFalse();
    flow.send(0);
    assertThat(flow.path.windowOpen(1)).isFalse();
  }

  /** Section 7.3.2: losses of one round trip cut once, what was sent before adds nothing. */
  @Test
  void oneRecoveryPeriodCutsOnce() {
    flow.send(10, 0);
    flow.ack(100, 3, 3);
    assertThat(flow.lost).containsExactly(0L);
    long cut = flow.path.congestionWindow();
    assertThat(cut).isEqualTo(6_000);
    flow.ack(101, 3, 5);
    assertThat(flow.lost).containsExactly(0L, 1L, 2L);
    flow.ack(102, 8, 9);
    assertThat(flow.path.congestionWindow()).isEqualTo(cut);
    flow.send(6, 110);
    flow.ack(220, 15, 15);
    assertThat(flow.path.congestionWindow()).as("the next round").isEqualTo(cut / 2);
  }

  /** Appendix B.5: what is acknowledged together with the loss adds nothing either. */
  @Test
  void theAcknowledgementThatShowsALossAddsNothing() {
    flow.send(10, 0);
    flow.ack(100, 1, 9);
    assertThat(flow.lost).containsExactly(0L);
    assertThat(flow.path.congestionWindow()).isEqualTo(6_000);
    flow.send(5, 110);
    flow.ack(220, 10, 13);
    assertThat(flow.path.congestionWindow())
        .as("four fifths of a datagram for four fifths of the window")
        .isEqualTo(6_960);
  }

  /** Section 7.6.3, the example; its seconds are tenths here. */
  @Test
  void theExampleOfPersistentCongestion() {
    Flow slow = new Flow();
    slow.path.setMaxAckDelay(0);
    // A first sample of 660 ms makes the threshold 3 * (660 + 4 * 330) = 5940 ms.
    slow.send(0);
    slow.ack(660, 0, 0);
    for (long at : new long[] {1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 8_000, 12_000}) {
      slow.send(at);
    }
    slow.ack(12_200, 8, 8);
    assertThat(slow.lost).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(slow.path.congestionWindow())
        .as("the minimum, and slow start for what is acknowledged")
        .isEqualTo(3 * Flow.SIZE);
    assertThat(slow.path.rtt().minNs()).as("section 5.2").isEqualTo(200 * MS);
  }

  @Test
  void somethingDeliveredBetweenIsNoPersistentCongestion() {
    Flow slow = new Flow();
    slow.path.setMaxAckDelay(0);
    slow.send(0);
    slow.ack(660, 0, 0);
    for (long at : new long[] {1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 8_000, 12_000}) {
      slow.send(at);
    }
    slow.ack(12_200, 8, 8, 4, 4);
    assertThat(slow.lost).containsExactly(1L, 2L, 3L, 5L, 6L, 7L);
    assertThat(slow.path.congestionWindow()).isGreaterThan(3 * Flow.SIZE);
  }

  /** Section 7.6.2: a sample must exist before. */
  @Test
  void withoutASampleThereIsNoPersistentCongestion() {
    for (int i = 0; i < 10; i++) {
      flow.send(i * 2_000L);
    }
    flow.ack(18_100, 9, 9);
    assertThat(flow.lost).hasSize(9);
    assertThat(flow.path.congestionWindow()).isEqualTo(6_000);
  }

  /** RFC 9000 section 14.4. */
  @Test
  void aLostMtuProbeIsNoCongestion() {
    SentPacket probe = flow.packet(1400);
    probe.mtuProbe = true;
    flow.send(flow.space, probe, 0);
    flow.send(3, 0);
    long before = flow.path.congestionWindow();
    flow.ack(100, 1, 3);
    assertThat(flow.lost).containsExactly(0L);
    assertThat(flow.path.congestionWindow()).isGreaterThanOrEqualTo(before);
    assertThat(flow.path.bytesInFlight()).isZero();
    assertThat(flow.path.lossRate()).isZero();
  }

  /** Section 7.8. */
  @Test
  void aWindowThatIsNotFilledDoesNotGrow() {
    flow.send(2, 0);
    flow.ack(100, 0, 1);
    assertThat(flow.path.congestionWindow()).isEqualTo(12_000);
    flow.send(10, 200);
    flow.ack(300, 2, 11);
    assertThat(flow.path.congestionWindow()).isEqualTo(24_000);
  }

  @Test
  void duplicateAcknowledgementsChangeNothing() {
    flow.send(10, 0);
    flow.ack(100, 0, 9);
    long window = flow.path.congestionWindow();
    long smoothed = flow.path.rtt().smoothedNs();
    flow.ack(150, 0, 9);
    flow.ack(160, 3, 4);
    assertThat(flow.acked).hasSize(10);
    assertThat(flow.path.congestionWindow()).isEqualTo(window);
    assertThat(flow.path.rtt().smoothedNs()).isEqualTo(smoothed);
    assertThat(flow.path.bytesInFlight()).isZero();
  }

  @Test
  void aReorderedAcknowledgementStillCounts() {
    flow.send(3, 0);
    flow.ack(100, 1, 2);
    flow.ack(101, 0, 1);
    assertThat(flow.acked).containsExactly(1L, 2L, 0L);
  }

  /** RFC 9000 section 9.4. */
  @Test
  void anotherAddressStartsOver() {
    settleRtt();
    flow.send(10, 1000);
    flow.path.onPathChanged(1010 * MS);
    assertThat(flow.path.bytesInFlight()).isZero();
    assertThat(flow.path.congestionWindow()).isEqualTo(12_000);
    assertThat(flow.path.rtt().hasSample()).isFalse();
    assertThat(flow.path.generation()).isOne();
    long first = flow.space.oldestAckEliciting().packetNumber;
    flow.ack(1100, first, first + 4);
    assertThat(flow.acked).hasSize(5);
    assertThat(flow.path.rtt().hasSample()).as("of the old address").isFalse();
    assertThat(flow.path.bytesInFlight()).isZero();
    long next = flow.send(1200);
    flow.send(3, 1200);
    flow.ack(1230, next + 3, next + 3);
    assertThat(flow.lost).contains(first + 5, first + 9);
    assertThat(flow.path.rtt().latestNs()).isEqualTo(30 * MS);
    assertThat(flow.path.bytesInFlight()).isEqualTo(2 * Flow.SIZE);
  }

  @Test
  void anAbandonedPathGivesEverythingBack() {
    flow.send(5, 0);
    flow.ack(50, 1, 1);
    long window = flow.path.congestionWindow();
    flow.path.declareAllLost(flow);
    assertThat(flow.lost).containsExactly(0L, 2L, 3L, 4L);
    assertThat(flow.path.bytesInFlight()).isZero();
    assertThat(flow.path.nextTimeoutNs()).isEqualTo(PathRecovery.NEVER);
    assertThat(flow.path.congestionWindow()).isEqualTo(window);
    flow.ack(60, 0, 4);
    assertThat(flow.acked).containsExactly(1L);
  }

  @Test
  void oneSpaceOfAKind() {
    PacketNumberSpace other = new PacketNumberSpace(SpaceKind.APPLICATION, 0, 1);
    assertThatThrownBy(() -> flow.path.addSpace(other)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> flow.path.discard(other, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pacingFollowsTheWindow() {
    assertThat(flow.path.pacingRateBps()).isEqualTo((long) (1.25 * 12_000 / 0.333));
    flow.send(10, 0);
    assertThat(flow.path.nextSendNs(0, 1200)).isGreaterThan(0);
    flow.ack(100, 0, 9);
    assertThat(flow.path.pacingRateBps()).isEqualTo((long) (1.25 * 24_000 / 0.1));
    assertThat(flow.path.nextSendNs(100 * MS, 1200)).isEqualTo(100 * MS);
  }

  @Test
  void viewsOfThePath() {
    assertThat(flow.path.lastAckAgeNs(5)).isEqualTo(-1);
    assertThat(flow.path.deliveryRateBps()).isEqualTo(-1);
    flow.send(10, 0);
    flow.ack(100, 9, 9, 0, 6);
    assertThat(flow.path.lastAckAgeNs(130 * MS)).isEqualTo(30 * MS);
    assertThat(flow.path.deliveryRateBps()).isEqualTo(8 * 1200 * 10);
    assertThat(flow.path.lossRate()).isZero();
    flow.timeout(1_000);
    assertThat(flow.path.lossRate()).isGreaterThan(0);
  }

  @Test
  void anotherReturnPathRestartsTheMinimum() {
    flow.send(0);
    flow.ack(20, 0, 0);
    flow.send(100);
    flow.ack(180, 1, 1);
    assertThat(flow.path.rtt().minNs()).isEqualTo(20 * MS);
    flow.path.onReturnPathChanged(200 * MS);
    assertThat(flow.path.rtt().minNs()).isEqualTo(80 * MS);
  }

  /** RFC 9002 section 7.2, and more for who knows that many flows share the path. */
  @Test
  void theFirstWindowIsAsLargeAsWasAskedFor() {
    assertThat(withFirstWindow(10).congestionWindow()).isEqualTo(12_000);
    assertThat(withFirstWindow(256).congestionWindow()).isEqualTo(256 * 1200);
  }

  private static PathRecovery withFirstWindow(int packets) {
    RecoveryConfig usual = RecoveryConfig.of(0, Role.CLIENT, 1200, 1);
    RecoveryConfig config =
        new RecoveryConfig(
            usual.pathId(),
            usual.role(),
            usual.maxDatagramBytes(),
            usual.initialRttNs(),
            packets,
            usual.seed(),
            usual.ecn(),
            usual.events(),
            usual.siblings());
    return new PathRecovery(config, NewReno.FACTORY, new SentPacketPool(16), 0);
  }
}
