package org.tquic.api.engine;

/**
 * User event in the pipeline of a {@link MultipathChannel}, before it becomes inactive: why the
 * connection ended. Netty's own event for it cannot be made outside of Netty.
 *
 * @param origin who ended it
 * @param application whether the code is one of the application, else of the transport
 * @param code error code of CONNECTION_CLOSE, 0 where there was none
 * @param reason text for people, may be empty
 */
public record ConnectionClosed(Origin origin, boolean application, long code, String reason) {
  /** Who ended a connection. */
  public enum Origin {
    /** This side. */
    LOCAL,
    /** The peer, with CONNECTION_CLOSE. */
    PEER,
    /** Nobody: nothing was heard for the idle timeout. */
    IDLE_TIMEOUT,
    /** The peer, which has lost its state. */
    STATELESS_RESET
  }
}
