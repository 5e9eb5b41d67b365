package org.tquic.bond.session;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tquic.bond.wire.ControlMessage;

/**
 * The header field by which two ends of ours make one bond of several CONNECT-IP requests: a
 * structured field item (RFC 9651) whose value is the protocol version.
 *
 * <pre>
 * request:  tquic-bond: 1;session="0123456789abcdef";carrier=7;link="wan1"
 * response: tquic-bond: 1;instance="fedcba9876543210"
 * </pre>
 *
 * The session is the router's, made anew with its sequence numbers; the instance is the server's,
 * and changes when the server has forgotten the session.
 */
final class BondHeader {
  static final String NAME = "tquic-bond";

  private static final Pattern REQUEST =
      Pattern.compile(
          "1;session=\"([0-9a-f]{16})\";carrier=([0-9]{1,5});link=\"("
              + ControlMessage.LINK_NAME
              + ")\"");
  private static final Pattern RESPONSE = Pattern.compile("1;instance=\"([0-9a-f]{16})\"");

  private BondHeader() {}

  /**
   * What a router asks.
   *
   * @param session its session
   * @param carrier id of the carrier, 0 to 65535
   * @param link name of the link
   */
  record Join(long session, int carrier, String link) {
    String format() {
      return "1;session=\"%016x\";carrier=%d;link=\"%s\"".formatted(session, carrier, link);
    }
  }

  /** Reads a request's field; empty where it is missing or not one of ours. */
  static Optional<Join> parseJoin(String value) {
    Matcher matcher = REQUEST.matcher(value == null ? "" : value);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 0xffff) {
      return Optional.empty();
    }
    return Optional.of(
        new Join(
            Long.parseUnsignedLong(matcher.group(1), 16),
            Integer.parseInt(matcher.group(2)),
            matcher.group(3)));
  }

  static String formatInstance(long instance) {
    return "1;instance=\"%016x\"".formatted(instance);
  }

  /** Reads a response's field; empty where it is missing or not one of ours. */
  static Optional<Long> parseInstance(String value) {
    Matcher matcher = RESPONSE.matcher(value == null ? "" : value);
    return matcher.matches()
        ? Optional.of(Long.parseUnsignedLong(matcher.group(1), 16))
        : Optional.empty();
  }
}
