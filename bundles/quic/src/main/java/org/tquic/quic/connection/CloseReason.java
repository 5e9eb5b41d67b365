package org.tquic.quic.connection;

import org.tquic.quic.TransportError;

/**
 * Why a connection ended.
 *
 * @param kind how
 * @param code error code, of {@link TransportError} or the application's
 * @param reason text for people
 */
public record CloseReason(Kind kind, long code, String reason) {
  /** How a connection ended. */
  public enum Kind {
    /** This side's application closed it. */
    LOCAL_APPLICATION,
    /** The peer broke a rule, or something here failed. */
    LOCAL_TRANSPORT,
    /** The peer's application closed it. */
    PEER_APPLICATION,
    /** The peer's transport closed it. */
    PEER_TRANSPORT,
    /** Nothing was heard for the idle timeout, RFC 9000 section 10.1. */
    IDLE_TIMEOUT,
    /** The peer has lost its state, RFC 9000 section 10.3. */
    STATELESS_RESET,
    /** The server speaks no version that this client does, RFC 9000 section 6. */
    VERSION_MISMATCH
  }

  @Override
  public String toString() {
    String name =
        kind == Kind.LOCAL_APPLICATION || kind == Kind.PEER_APPLICATION
            ? Long.toString(code)
            : TransportError.name(code);
    return kind + " " + name + (reason.isEmpty() ? "" : ": " + reason);
  }
}
