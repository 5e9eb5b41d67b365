package org.tquic.masque;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request to find out how much a connection carries: GET is answered with zeroes for as long as
 * was asked, POST with how much of its content came in what time. Waits for its answer; used on the
 * channel's event loop.
 */
public interface CapacityRequest {
  /** Where such requests go, before the seconds. */
  String PATH = "/.well-known/tquic/capacity?seconds=";

  /** Longest measurement. */
  int MAX_SECONDS = 10;

  /** What one measurement carries at most, bytes. */
  long MAX_BYTES = 1L << 31;

  /** Begin of a measurement that does not count, since windows grow in it: one part of so many. */
  int WARM_UP_PART = 3;

  /** How long after its time a measurement is cut off, whatever is still under way. */
  Duration GRACE = Duration.ofSeconds(1);

  /** The client's chain, own certificate first; empty where it showed none. */
  List<X509Certificate> peerCertificates();

  /**
   * Begins.
   *
   * @param over run once, when the measurement is over, whatever ended it
   */
  void accept(Runnable over);

  /** Refuses with a problem document (RFC 9457). */
  void reject(int status, String problemType, String detail);

  /** The seconds that a path asks for; empty where it is no such path or not within the limits. */
  static OptionalInt seconds(String path) {
    Matcher matcher = Pattern.compile(Pattern.quote(PATH) + "([1-9]|10)").matcher(path);
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }
}
