package org.tquic.quic.connection;

import org.tquic.quic.QuicException;
import org.tquic.quic.TransportError;
import org.tquic.quic.connection.CloseReason.Kind;

/** Ends the connection, whoever wants it, and tells its user once. */
final class Ending {
  private final Core core;
  private final CloseState state = new CloseState();
  private boolean terminatedTold;

  Ending(Core core) {
    this.core = core;
  }

  CloseState state() {
    return state;
  }

  /** This side's application has done. */
  void close(long code, String reason, long nowNs) {
    begin(new CloseReason(Kind.LOCAL_APPLICATION, code, reason), 0, nowNs);
  }

  /** The peer broke a rule. */
  void fail(QuicException offence, long nowNs) {
    begin(
        new CloseReason(Kind.LOCAL_TRANSPORT, offence.code(), offence.getMessage()),
        offence.frameType(),
        nowNs);
  }

  /** The transport cannot go on. */
  void fail(long code, String reason, long nowNs) {
    begin(new CloseReason(Kind.LOCAL_TRANSPORT, code, reason), 0, nowNs);
  }

  private void begin(CloseReason reason, long frameType, long nowNs) {
    if (state.isOpen()) {
      state.close(reason, frameType, nowNs, core.paths.largestPtoNs());
      tellClosed(reason);
    }
  }

  void onPeerClose(boolean application, long code, String reason, long nowNs) {
    Kind kind = application ? Kind.PEER_APPLICATION : Kind.PEER_TRANSPORT;
    drain(new CloseReason(kind, code, reason), nowNs);
  }

  void onStatelessReset(long nowNs) {
    drain(new CloseReason(Kind.STATELESS_RESET, TransportError.NO_ERROR, ""), nowNs);
  }

  private void drain(CloseReason reason, long nowNs) {
    boolean news = state.isOpen();
    state.drain(reason, nowNs, core.paths.largestPtoNs());
    if (news) {
      tellClosed(reason);
    }
  }

  /** Ends without a word to the peer: it is not there, or speaks another version. */
  void end(Kind kind, String reason) {
    boolean news = state.isOpen();
    state.end(new CloseReason(kind, TransportError.NO_ERROR, reason));
    if (news) {
      tellClosed(state.reason());
    }
    terminate();
  }

  void onTimeout(long nowNs) {
    if (nowNs >= state.endsNs()) {
      state.end(state.reason());
      terminate();
    }
  }

  private void tellClosed(CloseReason reason) {
    core.evidence.closed(reason);
    core.events.onClosed(reason);
  }

  private void terminate() {
    if (!terminatedTold) {
      terminatedTold = true;
      core.localIds.close();
      core.paths.close();
      core.evidence.terminated();
      core.events.onTerminated();
    }
  }
}
