package org.tquic.paths.doctor.probe;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The beginning of an answer by HTTP/1 (RFC 9112 section 4).
 *
 * @param status its status code
 * @param location where it redirects to, or empty; printable, at most {@value #MAX_LOCATION}
 *     characters
 */
public record HttpAnswer(int status, String location) {
  static final int MAX_LOCATION = 200;

  private static final int MAX_BYTES = 4096;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})[ \r\n]");
  private static final Pattern LOCATION =
      Pattern.compile(
          "\r?\nlocation:[ \t]*([!-~]{1," + MAX_LOCATION + "})", Pattern.CASE_INSENSITIVE);

  /**
   * Reads what has come.
   *
   * @param length bytes of it in the array
   * @return empty when it is not HTTP
   */
  public static Optional<HttpAnswer> parse(byte[] bytes, int length) {
    String text = new String(bytes, 0, Math.min(length, MAX_BYTES), StandardCharsets.ISO_8859_1);
    Matcher status = STATUS.matcher(text);
    if (!status.lookingAt()) {
      return Optional.empty();
    }
    Matcher location = LOCATION.matcher(text);
    return Optional.of(
        new HttpAnswer(
            Integer.parseInt(status.group(1)), location.find() ? location.group(1) : ""));
  }

  /** For people. */
  public String text() {
    return "HTTP " + status + (location.isEmpty() ? "" : ", redirect to " + location);
  }
}
