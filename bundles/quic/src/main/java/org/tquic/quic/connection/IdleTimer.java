package org.tquic.quic.connection;

/** The idle timeout, RFC 9000 section 10.1, and the keep-alive against it, section 10.1.2. */
final class IdleTimer {
  private static final long NEVER = Long.MAX_VALUE;

  private final long keepAliveNs;
  private long timeoutNs = NEVER;
  private long restartedNs;
  private long heardNs;
  private boolean sentSinceReceived;

  IdleTimer(long keepAliveNs, long nowNs) {
    this.keepAliveNs = keepAliveNs;
    restartedNs = nowNs;
    heardNs = nowNs;
  }

  /** Sets the timeout to the lower of both sides', where 0 stands for none. */
  void agree(long localMillis, long peerMillis) {
    long lower =
        localMillis == 0 || peerMillis == 0
            ? Math.max(localMillis, peerMillis)
            : Math.min(localMillis, peerMillis);
    timeoutNs = lower == 0 ? NEVER : Math.min(lower, NEVER / 2_000_000) * 1_000_000;
  }

  void onReceived(long nowNs) {
    heardNs = nowNs;
    restartedNs = nowNs;
    sentSinceReceived = false;
  }

  /**
   * Only the first packet that asks for an answer restarts it, lest sending alone keep it alive.
   */
  void onAckElicitingSent(long nowNs) {
    if (!sentSinceReceived) {
      sentSinceReceived = true;
      restartedNs = nowNs;
    }
  }

  /** A probe was asked for; should it find no way out, the next one is due that much later. */
  void onKeepAlive(long nowNs) {
    heardNs = nowNs;
  }

  /** When the connection is over, never before three probe timeouts. */
  long expiresNs(long ptoNs) {
    return timeoutNs == NEVER ? NEVER : restartedNs + Math.max(timeoutNs, 3 * ptoNs);
  }

  /** When a probe keeps the connection alive, or never. */
  long keepAliveNs() {
    return keepAliveNs == 0 || sentSinceReceived ? NEVER : heardNs + keepAliveNs;
  }
}
