package org.tquic.congestion.auto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which rule a path's behaviour speaks for, one example each, and the text an operator reads. */
class RuleTest {
  private static final long MS = 1_000_000;

  /** A quiet path of 40 ms. */
  private static Findings path(
      double lossShare, int losses, int emptyLosses, int marks, long queueMs, long jitterMs) {
    return new Findings(
        lossShare, losses, emptyLosses, marks, queueMs * MS, 40 * MS, jitterMs * MS);
  }

  private static void assertRule(Rule rule, String reason, Findings seen) {
    assertThat(Rule.of(seen)).isEqualTo(rule);
    assertThat(rule.reason(seen)).isEqualTo(reason);
  }

  @Test
  void aPathWithoutTroubleGivesNoReasonToChange() {
    assertThat(Rule.of(path(0, 0, 0, 0, 20, 1))).isNull();
    assertThat(Rule.of(path(0.004, 9, 9, 0, 5, 1))).as("little loss").isNull();
    assertThat(Rule.of(path(0.3, 2, 2, 0, 5, 1))).as("two bursts may be chance").isNull();
  }

  @Test
  void lossWithoutAQueueIsRandom() {
    assertRule(Rule.RANDOM_LOSS, "it loses 2.1 % without a queue", path(0.021, 30, 25, 0, 8, 3));
  }

  @Test
  void lossWithAQueueIsShared() {
    assertRule(
        Rule.SHARED_QUEUE, "it loses 0.4 % with a queue of 38 ms", path(0.004, 6, 0, 0, 38, 2));
  }

  @Test
  void aLongQueueIsReadByItsDelayWhereThatIsSteady() {
    assertRule(Rule.STEADY_BLOAT, "its queue grew to 320 ms", path(0, 0, 0, 0, 320, 3));
    assertRule(
        Rule.BLOAT,
        "its queue grew to 320 ms and its round-trip times vary by 9 ms",
        path(0, 0, 0, 0, 320, 9));
  }

  @Test
  void jitterHidesTheQueueFromWhoReadsTheDelay() {
    assertRule(Rule.JITTER, "its round-trip times vary by 14 ms", path(0, 0, 0, 0, 20, 14));
  }

  @Test
  void marksCountMoreThanAllElse() {
    assertRule(
        Rule.MARKS, "its queue marks packets, 5 times in a period", path(0.021, 30, 25, 5, 8, 3));
  }
}
