package org.tquic.quic.netty;

import org.tquic.quic.connection.CloseReason;

/** Who opened or accepted a connection; called on its loop, not within the connection. */
interface ConnectionOwner {
  /** The handshake is complete; {@link MultipathQuicChannel#activate} is to follow. */
  void onEstablished(MultipathQuicChannel channel);

  /** The peer has completed the handshake too. */
  default void onConfirmed(MultipathQuicChannel channel) {}

  /** The connection is over; the channel closes. */
  default void onClosed(MultipathQuicChannel channel, CloseReason reason) {}

  /** Nothing of the connection is left to do. */
  default void onTerminated(MultipathQuicChannel channel) {}
}
