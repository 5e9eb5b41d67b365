package org.tquic.lab.emulator;

import java.util.Locale;

/** Reads and writes rates, times and sizes with their units, as they stand in commands. */
public final class Units {
  private Units() {}

  /**
   * A rate such as {@code 50mbit}, {@code 800kbit}, {@code 1gbit} or {@code 64000bit}, in bits per
   * second; {@code 0} or {@code unlimited} is 0.
   *
   * @throws IllegalArgumentException when it is no rate
   */
  public static long rateBps(String text) {
    if (text.equals("0") || text.equals("unlimited")) {
      return 0;
    }
    return scaled(text, "a rate such as 50mbit", RATES);
  }

  /**
   * A time such as {@code 16ms}, {@code 250us} or {@code 1.5s}, in nanoseconds; {@code 0} is 0.
   *
   * @throws IllegalArgumentException when it is no time
   */
  public static long timeNs(String text) {
    return text.equals("0") ? 0 : scaled(text, "a time such as 16ms", TIMES);
  }

  /**
   * A size such as {@code 64kb} (1000 bytes each), {@code 64kib} (1024) or {@code 1500b}, in bytes.
   *
   * @throws IllegalArgumentException when it is no size
   */
  public static long sizeBytes(String text) {
    return scaled(text, "a size such as 64kb", SIZES);
  }

  /**
   * A share such as {@code 0.5%} or {@code 0.005}, between 0 and 1.
   *
   * @throws IllegalArgumentException when it is no share or outside its range
   */
  public static double share(String text) {
    double value;
    try {
      value =
          text.endsWith("%")
              ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100
              : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a share such as 0.5%", e);
    }
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("'" + text + "' is not between 0% and 100%");
    }
    return value;
  }

  /** Whether the text is a size rather than a time. */
  static boolean isSize(String text) {
    return text.toLowerCase(Locale.ROOT).endsWith("b");
  }

  /** Writes a time in milliseconds, with as many places as it needs. */
  public static String formatMs(long timeNs) {
    return plain(timeNs / 1e6) + "ms";
  }

  /** Writes a rate in Mbit/s, with as many places as it needs. */
  public static String formatMbit(long rateBps) {
    return rateBps == 0 ? "unlimited" : plain(rateBps / 1e6) + "mbit";
  }

  /** Writes a share in percent, with as many places as it needs. */
  public static String formatPercent(double share) {
    return plain(share * 100) + "%";
  }

  private static String plain(double value) {
    String text = String.format(Locale.ROOT, "%.6f", value);
    return text.replaceAll("\\.?0+$", "");
  }

  private record Unit(String suffix, double factor) {}

  // Longer suffixes stand before those they end with.
  private static final Unit[] RATES = {
    new Unit("gbit", 1e9), new Unit("mbit", 1e6), new Unit("kbit", 1e3), new Unit("bit", 1)
  };
  private static final Unit[] TIMES = {
    new Unit("ms", 1e6), new Unit("us", 1e3), new Unit("ns", 1), new Unit("s", 1e9)
  };
  private static final Unit[] SIZES = {
    new Unit("mib", 1 << 20),
    new Unit("kib", 1 << 10),
    new Unit("mb", 1e6),
    new Unit("kb", 1e3),
    new Unit("b", 1)
  };

  private static long scaled(String text, String expected, Unit[] units) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (Unit unit : units) {
      if (lower.endsWith(unit.suffix)) {
        try {
          double value =
              Double.parseDouble(lower.substring(0, lower.length() - unit.suffix.length()));
          if (value >= 0 && value * unit.factor < Long.MAX_VALUE) {
            return Math.round(value * unit.factor);
          }
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException("'" + text + "' is not " + expected, e);
        }
      }
    }
    throw new IllegalArgumentException("'" + text + "' is not " + expected);
  }
}
