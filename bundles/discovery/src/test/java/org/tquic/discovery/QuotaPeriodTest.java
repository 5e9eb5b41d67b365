package org.tquic.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaPeriodTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-23, 1, 2026-11-01, 2026-12-01",
    "2026-11-01, 1, 2026-11-01, 2026-12-01",
    "2026-11-23, 24, 2026-10-24, 2026-11-24",
    "2026-11-23, 23, 2026-11-23, 2026-12-23",
    "2026-11-29, 31, 2026-10-31, 2026-11-30",
    "2026-11-30, 31, 2026-11-30, 2026-12-31",
    "2026-12-30, 31, 2026-11-30, 2026-12-31",
    "2026-01-31, 30, 2026-01-30, 2026-02-28",
    "2027-02-28, 30, 2027-02-28, 2027-03-30",
    "2028-02-28, 29, 2028-01-29, 2028-02-29",
    "2026-01-15, 20, 2025-12-20, 2026-01-20",
  })
  void beginOnTheirDayOrTheLastOfTheMonth(
      LocalDate date, int day, LocalDate start, LocalDate next) {
    assertThat(QuotaPeriod.start(date, day)).isEqualTo(start);
    assertThat(QuotaPeriod.next(date, day)).isEqualTo(next);
  }

  @Property(tries = 300)
  void everyDayLiesInExactlyOne(
      @ForAll @IntRange(min = 0, max = 3000) int days,
      @ForAll @IntRange(min = 1, max = 31) int day) {
    LocalDate date = LocalDate.of(2024, 1, 1).plusDays(days);
    LocalDate next = QuotaPeriod.next(date, day);
    assertThat(QuotaPeriod.start(date, day)).isBeforeOrEqualTo(date);
    assertThat(next).isAfter(date);
    assertThat(QuotaPeriod.start(next, day)).isEqualTo(next);
    assertThat(QuotaPeriod.start(next.minusDays(1), day)).isEqualTo(QuotaPeriod.start(date, day));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-31, 2026-11-01, 1, true",
    "2026-11-01, 2026-11-01, 1, false",
    "2026-11-01, 2026-10-31, 1, false",
    "2026-11-20, 2026-11-20, 15, false",
    "2026-11-14, 2026-11-20, 15, true",
    "2026-01-01, 2026-11-20, 0, false",
  })
  void beginWhenTheDayIsCrossed(LocalDate before, LocalDate now, int day, boolean began) {
    assertThat(QuotaPeriod.beganBetween(before, now, day)).isEqualTo(began);
  }
}
