package org.tquic.congestion.auto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How long a path has to behave so before anything is changed. */
class JudgementTest {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final List<String> ALL = List.of("bbr", "copa", "cubic");
  private static final Findings RANDOM = new Findings(0.02, 20, 20, 0, 5 * MS, 40 * MS, MS);
  private static final Findings SHARED = new Findings(0.02, 20, 0, 0, 40 * MS, 40 * MS, MS);
  private static final Findings QUIET = new Findings(0, 0, 0, 0, 5 * MS, 40 * MS, MS);

  private final Judgement judgement = new Judgement();
  private long nowNs = 100 * SECOND;
  private String current = "cubic";

  /** A period of two seconds; the id that was changed to, or null. */
  private String period(Findings seen) {
    nowNs += 2 * SECOND;
    Choice choice = judgement.onPeriod(seen, current, ALL, nowNs);
    if (choice == null) {
      return null;
    }
    current = choice.id();
    judgement.onChange(current, nowNs);
    return current;
  }

  private int periodsUntilChange(Findings seen) {
    int periods = 1;
    while (period(seen) == null) {
      periods++;
      assertThat(periods).isLessThan(1_000);
    }
    return periods;
  }

  @Test
  void threePeriodsInARowAreEnough() {
    assertThat(period(RANDOM)).isNull();
    assertThat(period(RANDOM)).isNull();
    assertThat(period(RANDOM)).isEqualTo("bbr");
  }

  @Test
  void aQuietPeriodBetweenThemBeginsAnew() {
    period(RANDOM);
    period(RANDOM);
    period(QUIET);
    assertThat(period(RANDOM)).isNull();
    assertThat(period(RANDOM)).isNull();
    assertThat(period(RANDOM)).isEqualTo("bbr");
  }

  @Test
  void whatIsNotInstalledIsNotChosen() {
    for (int i = 0; i < 9; i++) {
      nowNs += 2 * SECOND;
      assertThat(judgement.onPeriod(RANDOM, "cubic", List.of("cubic", "reno"), nowNs)).isNull();
    }
  }

  /**
   * 15 s for the first stay with a controller, twice that for the second, and so on up to 8 min.
   */
  @Test
  void aPathBetweenTwoRulesIsTossedAboutLessAndLess() {
    periodsUntilChange(RANDOM);
    assertThat(periodsUntilChange(SHARED)).isEqualTo(8);
    assertThat(periodsUntilChange(RANDOM)).isEqualTo(8);
    assertThat(periodsUntilChange(SHARED)).isEqualTo(15);
    assertThat(periodsUntilChange(RANDOM)).isEqualTo(15);
    assertThat(periodsUntilChange(SHARED)).isEqualTo(30);
    for (int i = 0; i < 10; i++) {
      periodsUntilChange(i % 2 == 0 ? RANDOM : SHARED);
    }
    assertThat(periodsUntilChange(RANDOM)).isEqualTo(240);
  }
}
