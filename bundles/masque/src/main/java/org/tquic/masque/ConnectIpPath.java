package org.tquic.masque;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The path of a CONNECT-IP request after the default template (RFC 9484 sections 3 and 4.1).
 *
 * @param target host name, IP prefix, or {@code *}
 * @param ipProtocol 0 to 255, or -1 for {@code *}
 */
record ConnectIpPath(String target, int ipProtocol) {
  static final String PREFIX = "/.well-known/masque/ip/";

  /** What a client asks for that wants all addresses and protocols. */
  static final String WILDCARD = PREFIX + "*/*/";

  private static final Pattern TARGET =
      Pattern.compile(
          "\\*"
              + "|[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?"
              + "(?:\\.[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?)*\\.?"
              + "|[0-9.]{7,15}(?:/[0-9]{1,2})?"
              + "|[0-9A-Fa-f:.]{2,45}(?:/[0-9]{1,3})?");
  private static final Pattern PROTOCOL = Pattern.compile("[0-9]{1,3}");
  private static final int MAX_TARGET = 255;

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException if it does not match, with the reason
   */
  static ConnectIpPath parse(String path) {
    if (!path.startsWith(PREFIX)) {
      throw new IllegalArgumentException("the path is not " + PREFIX + "{target}/{ipproto}/");
    }
    String[] parts = path.substring(PREFIX.length()).split("/", -1);
    if (parts.length != 3 || !parts[2].isEmpty()) {
      throw new IllegalArgumentException("the path is not " + PREFIX + "{target}/{ipproto}/");
    }
    String target = decode(parts[0]);
    if (target.length() > MAX_TARGET || !TARGET.matcher(target).matches()) {
      throw new IllegalArgumentException("the target is no host name, IP prefix or *");
    }
    String protocol = decode(parts[1]);
    if (protocol.equals("*")) {
      return new ConnectIpPath(target, -1);
    }
    if (!PROTOCOL.matcher(protocol).matches() || Integer.parseInt(protocol) > 255) {
      throw new IllegalArgumentException("ipproto is neither 0 to 255 nor *");
    }
    return new ConnectIpPath(target, Integer.parseInt(protocol));
  }

  /** Percent-decoding (RFC 3986 section 2.1), strict. */
  private static String decode(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
        int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          throw new IllegalArgumentException("a percent sign without two hexadecimal digits");
        }
        bytes.put((byte) (high << 4 | low));
        i += 2;
      } else if (c > 0x20 && c < 0x7F) {
        bytes.put((byte) c);
      } else {
        throw new IllegalArgumentException("a character that a path cannot hold");
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("percent-encoded bytes that are not UTF-8", e);
    }
  }
}
