package org.tquic.quic.connection;

import org.tquic.quic.QuicException;

/** The timers of a connection as one: that of its end, or the earliest of all others. */
final class ConnectionTimers {
  private final Core core;
  private final Transmitter transmitter;
  private final PreviousKeys previousKeys;

  ConnectionTimers(Core core, Transmitter transmitter, PreviousKeys previousKeys) {
    this.core = core;
    this.transmitter = transmitter;
    this.previousKeys = previousKeys;
  }

  /** When the next one is due, pacing included; {@link Long#MAX_VALUE}: never. */
  long nextNs(long nowNs) {
    CloseState closing = core.ending.state();
    if (!closing.isOpen()) {
      return closing.endsNs();
    }
    long next = Math.min(core.paths.nextTimeoutNs(nowNs), transmitter.nextSendNs());
    next = Math.min(next, core.idle.expiresNs(core.paths.largestPtoNs()));
    if (core.handshake.confirmed()) {
      next = Math.min(next, core.idle.keepAliveNs());
    }
    return Math.min(next, previousKeys.nextTimeoutNs());
  }

  /**
   * Does what is due.
   *
   * @throws QuicException when the connection cannot go on
   */
  void onTimeout(long nowNs) {
    core.ending.onTimeout(nowNs);
    if (!core.ending.state().isOpen()) {
      return;
    }
    if (nowNs >= core.idle.expiresNs(core.paths.largestPtoNs())) {
      core.ending.end(CloseReason.Kind.IDLE_TIMEOUT, "nothing was heard from the peer");
      return;
    }
    previousKeys.onTimeout(nowNs);
    if (nowNs >= core.idle.keepAliveNs() && core.handshake.confirmed()) {
      core.paths.keepAlive();
      core.idle.onKeepAlive(nowNs);
    }
    core.paths.onTimeout(nowNs);
  }
}
