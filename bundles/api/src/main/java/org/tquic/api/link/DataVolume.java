package org.tquic.api.link;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of data as contracts with carriers have them: decimal, 1 GB is 10^9 bytes. */
public final class DataVolume {
  /** What {@link #parse} takes, for messages. */
  public static final String FORM = "a number with k, M, G or T, such as 20G or 12.3G";

  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,18}(?:\\.\\d{1,12})?)([kKmMgGtT]?)[bB]?");
  private static final String PREFIXES = "kMGT";
  private static final int STEP = 1000;

  /** Amounts below this have one decimal. */
  private static final int EXACT_FROM = 100;

  private DataVolume() {}

  /** Bytes; empty where the text is none of {@link #FORM}, or more than an exabyte. */
  public static Optional<Long> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int prefix =
        matcher.group(2).isEmpty()
            ? -1
            : PREFIXES.toLowerCase(Locale.ROOT).indexOf(matcher.group(2).toLowerCase(Locale.ROOT));
    BigDecimal bytes =
        new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(STEP).pow(prefix + 1));
    return bytes.compareTo(BigDecimal.valueOf(LinkQuota.MAX_BYTES)) > 0
        ? Optional.empty()
        : Optional.of(bytes.setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  /** For people, three figures: {@code 16.1 GB}, {@code 500 MB}. */
  public static String text(long bytes) {
    double number = bytes;
    int prefix = -1;
    // 999.5 would be printed as 1000.
    while (number >= STEP - 0.5 && prefix < PREFIXES.length() - 1) {
      number /= STEP;
      prefix++;
    }
    if (prefix < 0) {
      return bytes + " B";
    }
    // 99.95 would be printed as 100.0, and 20.0 is longer to read than 20.
    boolean whole = number >= EXACT_FROM - 0.05 || Math.round(number * 10) % 10 == 0;
    return String.format(
        Locale.ROOT, whole ? "%.0f %sB" : "%.1f %sB", number, PREFIXES.charAt(prefix));
  }
}
