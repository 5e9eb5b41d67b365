package org.tquic.identity;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The public name of a pairing code: 64 random bits, written as 16 lower-case hexadecimal digits.
 *
 * @param value the bits
 */
public record CodeId(long value) {
  /** Length of the text form in characters. */
  public static final int TEXT_LENGTH = 16;

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{" + TEXT_LENGTH + "}");

  /** Reads the text form; empty if the text is anything else. */
  public static Optional<CodeId> parse(String text) {
    return FORM.matcher(text).matches()
        ? Optional.of(new CodeId(HexFormat.fromHexDigitsToLong(text)))
        : Optional.empty();
  }

  /** The text form. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(value);
  }
}
