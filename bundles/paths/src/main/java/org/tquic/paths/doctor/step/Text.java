package org.tquic.paths.doctor.step;

import java.util.Locale;

/** How details name things. */
final class Text {
  private static final double NANOS_PER_MILLI = 1e6;

  private Text() {}

  static String millis(long nanos) {
    double millis = nanos / NANOS_PER_MILLI;
    return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /** Bits per second. */
  static String rate(long bps) {
    return bps < 0 ? "too little to tell" : String.format(Locale.ROOT, "%.1f Mbit/s", bps / 1e6);
  }

  /** Nanoseconds as whole seconds. */
  static String seconds(long nanoseconds) {
    return nanoseconds / 1_000_000_000L + " s";
  }
}
