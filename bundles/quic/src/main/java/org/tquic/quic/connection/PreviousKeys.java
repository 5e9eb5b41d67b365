package org.tquic.quic.connection;

/**
 * Keeps the 1-RTT keys of before an update for three probe timeouts, RFC 9001 section 6.5: packets
 * that were overtaken still open, and there are never more than two generations.
 */
final class PreviousKeys {
  private final Core core;
  private long discardNs = Long.MAX_VALUE;

  PreviousKeys(Core core) {
    this.core = core;
  }

  /** A datagram was read; it may have updated the keys. */
  void onReceived(long nowNs) {
    if (discardNs == Long.MAX_VALUE
        && core.keys.oneRtt() != null
        && core.keys.oneRtt().holdsPrevious()) {
      discardNs = nowNs + 3 * core.paths.largestPtoNs();
    }
  }

  /** When {@link #onTimeout} is due. */
  long nextTimeoutNs() {
    return discardNs;
  }

  void onTimeout(long nowNs) {
    if (nowNs >= discardNs) {
      discardNs = Long.MAX_VALUE;
      core.keys.oneRtt().discardPrevious();
    }
  }
}
