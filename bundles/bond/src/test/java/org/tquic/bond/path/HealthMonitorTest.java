package org.tquic.bond.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A carrier of 40 ms round trip without jitter, so the least suspicion time applies. */
class HealthMonitorTest {
  private static final long MS = 1_000_000;
  private static final long START = 1_000 * MS;
  private static final long NOTHING_UNDER_WAY = -1;

  private final RttEstimator rtt = new RttEstimator();
  private final HealthMonitor health = new HealthMonitor(START);
  private long suspicionMs;

  @BeforeEach
  void learnTheRoundTrip() {
    for (int i = 0; i < 100; i++) {
      rtt.add(40 * MS, 0);
    }
    suspicionMs = rtt.suspicionNs() / MS;
    assertThat(suspicionMs).isBetween(120L, 180L);
  }

  private long silentAtMs(long oldestSentMs) {
    long atNs = health.silentAtNs(oldestSentMs < 0 ? -1 : START + oldestSentMs * MS, rtt);
    return atNs == Long.MAX_VALUE ? Long.MAX_VALUE : (atNs - START) / MS;
  }

  private static long at(long ms) {
    return START + ms * MS;
  }

  @Test
  void packetsUnderWayAloneMakeNobodySuspect() {
    assertThat(silentAtMs(0)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void anUnansweredProbeDoesWithOrWithoutPacketsUnderWay() {
    health.onPingSent(at(100));
    assertThat(silentAtMs(NOTHING_UNDER_WAY)).isEqualTo(100 + suspicionMs);
    assertThat(silentAtMs(60)).isEqualTo(60 + suspicionMs);
    assertThat(silentAtMs(150)).isEqualTo(100 + suspicionMs);
    health.onPingSent(at(200));
    assertThat(silentAtMs(NOTHING_UNDER_WAY)).isEqualTo(100 + suspicionMs);
  }

  /** A jittery link is probed late; feedback may have been lost with another link. */
  @Test
  void aProbeHasItsTimeToBeAnswered() {
    RttEstimator jittery = new RttEstimator();
    for (int i = 0; i < 100; i++) {
      jittery.add((i % 2 == 0 ? 30 : 60) * MS, 0);
    }
    health.onPingSent(at(0));
    health.onPong(at(40), at(40));
    long probeNs = health.nextPingNs(at(45), jittery, at(50));
    health.onPingSent(probeNs);
    assertThat(health.silentAtNs(at(45), jittery) - probeNs).isGreaterThan(60 * MS);
  }

  @Test
  void anAnswerOrProgressPutsSuspicionOff() {
    health.onPingSent(at(100));
    health.onProgress(at(150));
    assertThat(silentAtMs(60)).isEqualTo(150 + suspicionMs);
    health.onPong(at(180), at(180));
    assertThat(silentAtMs(60)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void doubtComesWithTheFirstProbeTimeoutAndGoesWithTheFirstAnswer() {
    assertThat(health.doubtAtNs(NOTHING_UNDER_WAY, rtt)).isEqualTo(Long.MAX_VALUE);
    assertThat(health.doubtAtNs(at(45), rtt)).isEqualTo(at(45) + rtt.ptoNs());
    health.doubt(at(45));
    assertThat(health.inDoubt()).isTrue();
    assertThat(health.doubtAtNs(at(45), rtt)).isEqualTo(Long.MAX_VALUE);
    health.onProgress(at(110));
    assertThat(health.inDoubt()).isFalse();
    assertThat(health.doubtAtNs(at(45), rtt)).isEqualTo(at(110) + rtt.ptoNs());
  }

  /** What was under way has gone elsewhere; since when news is missing counts all the same. */
  @Test
  void suspicionComesAtItsTimeInDoubtToo() {
    health.onPingSent(at(100));
    health.doubt(at(60));
    assertThat(silentAtMs(NOTHING_UNDER_WAY)).isEqualTo(60 + suspicionMs);
    health.suspect(at(60 + suspicionMs));
    assertThat(health.inDoubt()).isFalse();
  }

  /** What the peer sends proves only the way back. */
  @Test
  void merelyHearingThePeerDoesNot() {
    health.onPingSent(at(100));
    health.onHeard(at(200));
    assertThat(silentAtMs(60)).isEqualTo(60 + suspicionMs);
  }

  @Test
  void probesComeSoonWhenSomethingIsOverdueElseNowAndThen() {
    health.onPingSent(at(0));
    health.onPong(at(40), at(40));
    health.onTraffic(at(40));
    assertThat(health.nextPingNs(NOTHING_UNDER_WAY, rtt, at(50))).isEqualTo(at(400));
    assertThat(health.nextPingNs(at(45), rtt, at(50))).isEqualTo(at(45) + rtt.ptoNs());
    assertThat(health.nextPingNs(NOTHING_UNDER_WAY, rtt, at(5_000))).isEqualTo(at(2_500));
    health.onPingSent(at(400));
    assertThat(health.nextPingNs(at(45), rtt, at(410))).isEqualTo(at(500));
  }

  @Test
  void returnTakesThreeAnswersAndAQuarterOfASecondOfGoodConduct() {
    suspect(0);
    health.onPong(at(100), at(100));
    health.onPong(at(200), at(200));
    assertThat(health.mayReturn(rtt, at(360))).isFalse();
    health.onPong(at(300), at(300));
    assertThat(health.mayReturn(rtt, at(349))).isFalse();
    assertThat(health.mayReturn(rtt, at(350))).isTrue();
    assertThat(health.isSuspect()).isFalse();
    assertThat(silentAtMs(0)).as("a fresh start").isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void newsOfWhatWasSentBeforeTheSuspicionIsNoReturn() {
    suspect(0);
    for (int ms = 1; ms < 400; ms += 10) {
      health.onProgress(at(ms));
      health.onPong(at(-1), at(ms));
      assertThat(health.mayReturn(rtt, at(ms))).isFalse();
    }
  }

  @Test
  void anotherSilenceStartsTheCountAnew() {
    suspect(0);
    health.onPong(at(100), at(100));
    health.onPong(at(200), at(200));
    assertThat(health.mayReturn(rtt, at(301 + suspicionMs))).isFalse();
    health.onPong(at(550), at(550));
    assertThat(health.mayReturn(rtt, at(560))).as("only one answer counts").isFalse();
    health.onPong(at(650), at(650));
    health.onPong(at(750), at(750));
    assertThat(health.mayReturn(rtt, at(799))).isFalse();
    assertThat(health.mayReturn(rtt, at(800))).isTrue();
  }

  @Test
  void eachRelapseDoublesTheGoodConductAskedForUpToOneAndAHalfSeconds() {
    long nowMs = 0;
    for (long asked : new long[] {250, 500, 1_000, 1_500, 1_500}) {
      assertThat(conductAskedMs(nowMs)).isEqualTo(asked);
      nowMs += 5_000;
    }
  }

  @Test
  void aLongTimeWithoutRelapseForgives() {
    assertThat(conductAskedMs(0)).isEqualTo(250);
    assertThat(conductAskedMs(3_000)).isEqualTo(500);
    assertThat(conductAskedMs(30_000)).isEqualTo(250);
  }

  private void suspect(long nowMs) {
    health.onPingSent(at(nowMs));
    health.suspect(at(nowMs));
    assertThat(health.isSuspect()).isTrue();
    assertThat(health.suspectForNs(at(nowMs + 7))).isEqualTo(7 * MS);
  }

  /** Suspects the carrier, lets it answer each 10 ms; how long after the first it may return. */
  private long conductAskedMs(long nowMs) {
    suspect(nowMs);
    for (long ms = 10; ; ms += 10) {
      health.onPong(at(nowMs + ms), at(nowMs + ms));
      if (health.mayReturn(rtt, at(nowMs + ms))) {
        return ms - 10;
      }
    }
  }
}
