package org.tquic.masque;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a measurement came to.
 *
 * @param bytes that arrived
 * @param nanos in what time; 0 where it was too short to tell
 */
public record Transferred(long bytes, long nanos) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,12}) (\\d{1,12})");

  /** Bits per second, or -1 where there was no time to tell. */
  public long bitsPerSecond() {
    return nanos <= 0 ? -1 : (long) (8e9 * bytes / nanos);
  }

  byte[] encode() {
    return (bytes + " " + nanos).getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads what the other end says.
   *
   * @throws MasqueException when it is none
   */
  static Transferred decode(byte[] content) throws MasqueException {
    Matcher matcher = TEXT.matcher(new String(content, StandardCharsets.US_ASCII));
    if (!matcher.matches()) {
      throw new MasqueException(
          MasqueException.Kind.PROTOCOL, "the answer is no result of a measurement", null);
    }
    return new Transferred(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
  }
}
