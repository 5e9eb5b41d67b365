package org.tquic.shell.view;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people write them; -1 (unknown) becomes {@code -}. */
public final class Units {
  private static final String UNKNOWN = "-";
  private static final String[] DECIMAL = {"", "k", "M", "G", "T"};
  private static final String[] BINARY = {"", "Ki", "Mi", "Gi", "Ti", "Pi"};

  private Units() {}

  /** Bits per second as {@code 48.2 Mbit/s}. */
  public static String rate(long bitsPerSecond) {
    return bitsPerSecond < 0 ? UNKNOWN : scaled(bitsPerSecond, 1000, DECIMAL, "bit/s");
  }

  /** Bytes as {@code 1.5 MiB}. */
  public static String bytes(long bytes) {
    return bytes < 0 ? UNKNOWN : scaled(bytes, 1024, BINARY, "B");
  }

  /** Nanoseconds as {@code 33.4 ms}. */
  public static String millis(long nanoseconds) {
    return nanoseconds < 0
        ? UNKNOWN
        : String.format(Locale.ROOT, "%.1f ms", nanoseconds / 1_000_000d);
  }

  /** Nanoseconds as {@code 2.5 s}, or as {@link #duration} where that is longer than 10 s. */
  public static String seconds(long nanoseconds) {
    if (nanoseconds < 0) {
      return UNKNOWN;
    }
    return nanoseconds < 10_000_000_000L
        ? String.format(Locale.ROOT, "%.1f s", nanoseconds / 1e9)
        : duration(nanoseconds / 1_000_000);
  }

  /** A share, 0 to 1, as {@code 0.5 %}. */
  public static String percent(double share) {
    return share < 0 ? UNKNOWN : String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  /** Milliseconds as their two largest units: {@code 3 h 12 min}. */
  public static String duration(long milliseconds) {
    if (milliseconds < 0) {
      return UNKNOWN;
    }
    Duration time = Duration.ofMillis(milliseconds);
    if (time.toDays() > 0) {
      return time.toDays() + " d " + time.toHoursPart() + " h";
    }
    if (time.toHours() > 0) {
      return time.toHours() + " h " + time.toMinutesPart() + " min";
    }
    if (time.toMinutes() > 0) {
      return time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }
    return time.toSeconds() + " s";
  }

  private static String scaled(long value, int base, String[] prefixes, String unit) {
    double number = value;
    int prefix = 0;
    // 999.95 would be printed as 1000.0, and 1010 KiB are longer to read than 1.0 MiB.
    while (number >= 999.95 && prefix < prefixes.length - 1) {
      number /= base;
      prefix++;
    }
    return prefix == 0
        ? value + " " + unit
        : String.format(Locale.ROOT, "%.1f %s%s", number, prefixes[prefix], unit);
  }
}
