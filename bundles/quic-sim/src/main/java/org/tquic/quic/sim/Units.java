package org.tquic.quic.sim;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rates, times, sizes and shares as they stand in scripts. What is written reads back the same. */
final class Units {
  private static final Pattern QUANTITY = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)([a-z]+)");

  private record Unit(String suffix, long factor) {}

  // From the largest: writing takes the first that divides the value.
  private static final Unit[] RATES = {
    new Unit("gbit", 1_000_000_000),
    new Unit("mbit", 1_000_000),
    new Unit("kbit", 1_000),
    new Unit("bit", 1)
  };
  private static final Unit[] TIMES = {
    new Unit("s", 1_000_000_000),
    new Unit("ms", 1_000_000),
    new Unit("us", 1_000),
    new Unit("ns", 1)
  };
  private static final Unit[] SIZES = {
    new Unit("mb", 1_000_000), new Unit("kb", 1_000), new Unit("b", 1)
  };

  private Units() {}

  /** Bytes per second of a rate such as {@code 50mbit}; 0 for {@code unlimited}. */
  static long rate(String text) {
    if (text.equals("unlimited")) {
      return 0;
    }
    long bytesPerSecond = quantity(text, "a rate such as 50mbit, or unlimited", RATES) / 8;
    if (bytesPerSecond == 0) {
      throw new IllegalArgumentException("'" + text + "' is less than the slowest rate, 8bit");
    }
    return bytesPerSecond;
  }

  /** Nanoseconds of a time such as {@code 16ms}. */
  static long time(String text) {
    return text.equals("0") ? 0 : quantity(text, "a time such as 16ms", TIMES);
  }

  /** Bytes of a size such as {@code 64kb}; 0 for {@code none}. */
  static long size(String text) {
    return text.equals("none") ? 0 : quantity(text, "a size such as 64kb, or none", SIZES);
  }

  /** A share such as {@code 0.5%} or {@code 0.005}, 0 to 1. */
  static double share(String text) {
    double value;
    try {
      value =
          text.endsWith("%")
              ? new BigDecimal(text.substring(0, text.length() - 1)).movePointLeft(2).doubleValue()
              : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a share such as 0.5%", e);
    }
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("'" + text + "' is not between 0% and 100%");
    }
    return value;
  }

  /** A mean number of datagrams in a row such as {@code 2.5}, 1 to a million. */
  static double burst(String text) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a number such as 2.5", e);
    }
    if (!(value >= 1 && value <= LinkProfile.MAX_BURST)) {
      throw new IllegalArgumentException("'" + text + "' is not 1 to 1000000");
    }
    return value;
  }

  static boolean onOff(String text) {
    return switch (text) {
      case "on" -> true;
      case "off" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither on nor off");
    };
  }

  static String formatOnOff(boolean on) {
    return on ? "on" : "off";
  }

  static String formatRate(long bytesPerSecond) {
    return bytesPerSecond == 0
        ? "unlimited"
        : format(Math.multiplyExact(bytesPerSecond, 8L), RATES);
  }

  static String formatTime(long ns) {
    return ns == 0 ? "0" : format(ns, TIMES);
  }

  static String formatSize(long bytes) {
    return bytes == 0 ? "none" : format(bytes, SIZES);
  }

  private static String format(long value, Unit[] units) {
    for (Unit unit : units) {
      if (value % unit.factor == 0) {
        return value / unit.factor + unit.suffix;
      }
    }
    throw new IllegalArgumentException("no unit for " + value);
  }

  private static long quantity(String text, String expected, Unit[] units) {
    Matcher matcher = QUANTITY.matcher(text);
    if (matcher.matches()) {
      for (Unit unit : units) {
        if (unit.suffix.equals(matcher.group(2))) {
          BigDecimal value =
              new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit.factor));
          if (value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("'" + text + "' is too large");
          }
          return value.setScale(0, RoundingMode.HALF_UP).longValueExact();
        }
      }
    }
    throw new IllegalArgumentException("'" + text + "' is not " + expected);
  }
}
