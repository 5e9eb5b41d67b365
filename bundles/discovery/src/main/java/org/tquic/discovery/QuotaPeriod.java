package org.tquic.discovery;

import java.time.LocalDate;
import org.tquic.api.link.LinkQuota;

/** The months of a quota, which begin on its day, or on the last day of a month that is shorter. */
final class QuotaPeriod {
  private QuotaPeriod() {}

  /**
   * When the period began that a date lies in.
   *
   * @param day 1 to {@link LinkQuota#LAST_DAY}
   */
  static LocalDate start(LocalDate date, int day) {
    LocalDate start = inMonth(date, day);
    return start.isAfter(date) ? inMonth(date.minusMonths(1), day) : start;
  }

  /** When the next one begins. */
  static LocalDate next(LocalDate date, int day) {
    LocalDate start = inMonth(date, day);
    return start.isAfter(date)
        ? start
        : inMonth(date.minusDays(date.getDayOfMonth() - 1).plusMonths(1), day);
  }

  private static LocalDate inMonth(LocalDate date, int day) {
    return date.withDayOfMonth(Math.min(day, date.lengthOfMonth()));
  }

  /**
   * Whether one began between two dates, the later included; a clock that goes back begins none.
   *
   * @param day {@link LinkQuota#NEVER} to {@link LinkQuota#LAST_DAY}
   */
  static boolean beganBetween(LocalDate before, LocalDate now, int day) {
    return day != LinkQuota.NEVER && start(now, day).isAfter(before);
  }
}
