package org.tquic.quic.endpoint;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts handshakes that clients have begun and not completed, in total and by the prefix of the
 * client's address: /24 of IPv4, /56 of IPv6, which is what one client may have all of.
 */
final class HalfOpenLimits {
  private static final int IPV4_BYTES = 4;
  private static final int IPV4_PREFIX_BYTES = 3;
  private static final int IPV6_PREFIX_BYTES = 7;
  private static final long IPV6 = 1L << 62;
  private static final long VALIDATED = 1L << 61;

  private final int max;
  private final int maxPerPrefix;
  private final Map<Long, Integer> byPrefix = new HashMap<>();
  private int total;

  HalfOpenLimits(int max, int maxPerPrefix) {
    this.max = max;
    this.maxPerPrefix = maxPerPrefix;
  }

  /** Stands for a prefix; a forged address does not count where a validated one does. */
  static long key(InetAddress address, boolean validated) {
    byte[] bytes = address.getAddress();
    boolean ipv4 = bytes.length == IPV4_BYTES;
    long prefix = 0;
    for (int i = 0; i < (ipv4 ? IPV4_PREFIX_BYTES : IPV6_PREFIX_BYTES); i++) {
      prefix = prefix << 8 | bytes[i] & 0xff;
    }
    return prefix | (ipv4 ? 0 : IPV6) | (validated ? VALIDATED : 0);
  }

  int total() {
    return total;
  }

  /** Whether one more may begin. */
  boolean admits(long key) {
    return total < max && byPrefix.getOrDefault(key, 0) < maxPerPrefix;
  }

  void begin(long key) {
    total++;
    byPrefix.merge(key, 1, Integer::sum);
  }

  void end(long key) {
    total--;
    byPrefix.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
  }

  /** Prefixes that are remembered. */
  int prefixes() {
    return byPrefix.size();
  }
}
