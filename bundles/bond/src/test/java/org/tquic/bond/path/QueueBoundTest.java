package org.tquic.bond.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** News of one path by hand; how whole links fare is in the bond's simulation. */
class QueueBoundTest {
  private static final long MS = 1_000_000;
  private static final long WINDOW = 1_000_000;

  /** 5 MB/s. */
  private static final long RATE = 5_000_000;

  private final QueueBound bound = new QueueBound();
  private final RttEstimator rtt = new RttEstimator();
  private long nowNs = 10_000 * MS;

  /** News each 5 ms for a while. */
  private void news(long forMs, long rttMs, long inFlight, double loss) {
    for (long ms = 0; ms < forMs; ms += 5) {
      nowNs += 5 * MS;
      rtt.add(rttMs * MS, nowNs);
      bound.onAcknowledged(RATE / 200, inFlight, rtt, RATE, loss, WINDOW, nowNs);
    }
  }

  @Test
  void withoutAQueueNothingIsBounded() {
    news(10_000, 40, 900_000, 0.01);
    assertThat(bound.within(WINDOW)).isEqualTo(WINDOW);
  }

  @Test
  void aQueueIsEmptiedMeasuredAndKeptShort() {
    news(500, 40, 200_000, 0);
    news(200, 100, 500_000, 0);
    assertThat(bound.within(WINDOW)).as("while it empties").isBetween(150_000L, 170_000L);
    news(200, 45, 150_000, 0);
    news(300, 100, 500_000, 0);
    assertThat(bound.within(WINDOW))
        .as("5 MB/s for 45 + 10 to 25 ms")
        .isBetween(275_000L, 350_000L);
  }

  @Test
  void whatIsBoundedGrowsWhileThereIsNoQueue() {
    aQueueIsEmptiedMeasuredAndKeptShort();
    long before = bound.within(WINDOW);
    news(200, 45, 200_000, 0);
    assertThat(bound.within(WINDOW)).isGreaterThan(before + 100_000);
    news(3_000, 45, 200_000, 0);
    assertThat(bound.within(WINDOW)).isEqualTo(WINDOW);
  }

  @Test
  void littleUnderWayIsLeftAlone() {
    news(500, 40, 10_000, 0);
    news(3_000, 100, 12_000, 0);
    assertThat(bound.within(WINDOW)).isEqualTo(WINDOW);
  }

  @Test
  void aMeasurementThatNothingAnswersEnds() {
    news(500, 40, 200_000, 0);
    news(100, 100, 500_000, 0);
    news(1_000, 100, 500_000, 0);
    assertThat(bound.within(WINDOW)).isEqualTo(WINDOW);
  }

  @Test
  void muchLossBoundsWithoutAQueue() {
    news(500, 40, 200_000, 0.1);
    assertThat(bound.within(WINDOW)).as("5 MB/s for 40 + 10 ms").isBetween(240_000L, 340_000L);
  }

  @Test
  void anotherSetOfPathsStartsAnew() {
    aQueueIsEmptiedMeasuredAndKeptShort();
    bound.reset();
    assertThat(bound.within(WINDOW)).isEqualTo(WINDOW);
  }
}
