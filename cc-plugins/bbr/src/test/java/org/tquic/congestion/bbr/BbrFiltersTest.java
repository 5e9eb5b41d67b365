package org.tquic.congestion.bbr;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The parts of the model, each by itself. */
class BbrFiltersTest {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;

  @Test
  void bandwidthIsTheMaximumOfTwoCycles() {
    BandwidthFilter filter = new BandwidthFilter();
    filter.update(100, false);
    filter.update(60, false);
    filter.advance();
    filter.update(80, false);
    assertThat(filter.get()).isEqualTo(100);
    filter.advance();
    assertThat(filter.get()).isEqualTo(80);
  }

  @Test
  void bandwidthThatTheApplicationLimitedOnlyRaises() {
    BandwidthFilter filter = new BandwidthFilter();
    filter.update(100, false);
    filter.advance();
    filter.update(20, true);
    filter.advance();
    assertThat(filter.get()).as("a cycle of nothing but limited samples").isEqualTo(100);
    filter.update(120, true);
    assertThat(filter.get()).isEqualTo(120);
  }

  @Test
  void aRoundsRateIsTheMeanOfItsSamples() {
    RoundRate rate = new RoundRate();
    RateSample sample = new RateSample();
    sample.ackedBytes = 1_000;
    sample.rateBps = 300;
    rate.onAck(sample, false);
    sample.ackedBytes = 3_000;
    sample.rateBps = 100;
    rate.onAck(sample, false);
    assertThat(rate.bps()).as("the round goes on").isZero();
    sample.limited = true;
    rate.onAck(sample, true);
    assertThat(rate.bps()).isEqualTo(150);
    assertThat(rate.isLimited()).isFalse();
    sample.rateBps = 0;
    rate.onAck(sample, true);
    assertThat(rate.bps()).isEqualTo(100);
    assertThat(rate.isLimited()).isTrue();
  }

  /** TCP inside of a tunnel waits for what stands in the queue that a probe makes. */
  @Test
  void aSourceThatPausesEndsAProbeOnceTheProbeIsUnderWay() {
    PathModel model = new PathModel(1_000, 10_000, () -> 0, 0);
    model.minRtt.update(100 * MS, 0);
    model.maxBandwidth.update(1e6, false);
    RateSample sample = new RateSample();
    sample.rateBps = 1e6;
    sample.limited = true;
    sample.sentInFlightBytes = 126_000;
    assertThat(model.isPathLimited(sample, BbrState.PROBE_UP)).isTrue();
    assertThat(model.isPathLimited(sample, BbrState.STARTUP)).isFalse();
    sample.sentInFlightBytes = 124_000;
    assertThat(model.isPathLimited(sample, BbrState.PROBE_UP)).isFalse();
    sample.sentInFlightBytes = 201_000;
    assertThat(model.isPathLimited(sample, BbrState.STARTUP)).as("sends little").isFalse();
    sample.windowLimited = true;
    assertThat(model.isPathLimited(sample, BbrState.STARTUP)).isTrue();
  }

  @Test
  void roundTripsNearTheMinimumPutOffTheProbe() {
    MinRttFilter filter = new MinRttFilter(0);
    filter.update(32 * MS, 0);
    filter.update(34 * MS, 4 * SECOND);
    filter.update(40 * MS, 8 * SECOND);
    assertThat(filter.isProbeDue()).isFalse();
    filter.update(40 * MS, 9 * SECOND + 1);
    assertThat(filter.isProbeDue()).isTrue();
  }

  @Test
  void minimumRttIsForgottenAfterTenSeconds() {
    MinRttFilter filter = new MinRttFilter(0);
    filter.update(40 * MS, 0);
    filter.update(60 * MS, 4 * SECOND);
    assertThat(filter.isProbeDue()).isFalse();
    filter.update(60 * MS, 5 * SECOND + 1);
    assertThat(filter.isProbeDue()).isTrue();
    assertThat(filter.get()).isEqualTo(40 * MS);
    filter.update(70 * MS, 10 * SECOND + 1);
    assertThat(filter.get()).isEqualTo(60 * MS);
  }

  @Test
  void roundsEndWithPacketsSentInThem() {
    RoundCounter rounds = new RoundCounter();
    rounds.onAck(0, 1_000);
    assertThat(rounds.isStart()).isTrue();
    rounds.onAck(0, 2_000);
    rounds.onAck(500, 3_000);
    assertThat(rounds.isStart()).isFalse();
    rounds.onAck(1_000, 4_000);
    assertThat(rounds.isStart()).isTrue();
    assertThat(rounds.count()).isEqualTo(2);
  }

  @Test
  void pipeIsFullAfterThreeRoundsWithoutGrowth() {
    FullPipe pipe = new FullPipe();
    double rate = 100;
    for (int round = 0; round < 10; round++) {
      pipe.onRound(rate, FullPipe.GROWTH);
      rate *= 1.25;
    }
    assertThat(pipe.isReached()).isFalse();
    pipe.onRound(rate, FullPipe.GROWTH);
    pipe.onRound(rate * 1.2, FullPipe.GROWTH);
    pipe.onRound(rate, FullPipe.GROWTH);
    assertThat(pipe.isReached()).isFalse();
    pipe.onRound(rate, FullPipe.GROWTH);
    assertThat(pipe.isReached()).isTrue();
    pipe.restart(0);
    assertThat(pipe.isNow()).isFalse();
    assertThat(pipe.isReached()).isTrue();
  }

  @Test
  void aggregationIsRememberedForTenRounds() {
    ExtraAcked extra = new ExtraAcked(0);
    // 1 MB/s explains 1000 bytes in a millisecond; 9000 come at once.
    extra.onAck(1_000, 1e6, 100_000, 1, true, MS);
    extra.onAck(9_000, 1e6, 100_000, 1, true, 2 * MS);
    assertThat(extra.get()).isEqualTo(9_000);
    for (int round = 2; round <= 10; round++) {
      extra.onAck(10, 1e6, 100_000, round, true, round * 100L * MS);
    }
    assertThat(extra.get()).isEqualTo(9_000);
    extra.onAck(10, 1e6, 100_000, 11, true, 1_100L * MS);
    assertThat(extra.get()).isEqualTo(10);
  }

  @Test
  void lossOfTwoInAHundredIsNoCongestionAndOfFiveIs() {
    assertThat(overdrafts(50, 0.03)).isZero();
    assertThat(overdrafts(20, 0.03)).isPositive();
  }

  @Test
  void aLinkMayBeSaidToLoseMoreByItself() {
    assertThat(overdrafts(20, 0.08)).isZero();
  }

  private static int overdrafts(int packetsForEachLoss, double share) {
    LossBudget budget = new LossBudget(1_200, () -> share);
    int overdrafts = 0;
    for (int packet = 1; packet <= 10_000; packet++) {
      if (packet % packetsForEachLoss == 0) {
        budget.onLost(1_200);
      } else {
        budget.onAcked(1_200, 100_000, 1_200);
      }
      if (budget.isOverdrawn()) {
        overdrafts++;
        budget.settle();
      }
    }
    return overdrafts;
  }

  @Test
  void lossesAreSolvedForTheBytesThatFit() {
    // 100 kB in flight before the burst of 20 kB that was lost: 2 % of it is reached at 2/98.
    assertThat(ProbeCycle.inFlightAtLoss(120_000, 20_000, 20_000))
        .isEqualTo(100_000 + 100_000 * 2 / 98);
    assertThat(ProbeCycle.inFlightAtLoss(120_000, 30_000, 20_000)).isEqualTo(100_000);
  }

  @Test
  void shortTermBoundsFollowTheRoundButFallNoFurtherThanCubic() {
    LossRound round = new LossRound();
    ShortTermModel model = new ShortTermModel();
    RateSample sample = new RateSample();
    sample.rateBps = 900;
    sample.sampleBytes = 5_000;
    round.onAck(sample);
    model.adapt(round, 1_000, 10_000);
    assertThat(model.bandwidthBps()).isEqualTo(900);
    assertThat(model.inFlightBytes()).isEqualTo(7_000);
    model.reset();
    assertThat(model.bandwidthBps()).isInfinite();
  }
}
