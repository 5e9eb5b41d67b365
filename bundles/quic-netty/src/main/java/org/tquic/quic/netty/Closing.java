package org.tquic.quic.netty;

import org.tquic.api.engine.ConnectionClosed;
import org.tquic.api.engine.ConnectionClosed.Origin;
import org.tquic.quic.connection.CloseReason;
import org.tquic.quic.connection.CloseReason.Kind;

/** Tells the end of a connection in the terms of the engine seam. */
final class Closing {
  private Closing() {}

  static ConnectionClosed event(CloseReason reason) {
    boolean application =
        reason.kind() == Kind.LOCAL_APPLICATION || reason.kind() == Kind.PEER_APPLICATION;
    return new ConnectionClosed(origin(reason.kind()), application, reason.code(), reason.reason());
  }

  private static Origin origin(Kind kind) {
    return switch (kind) {
      case LOCAL_APPLICATION, LOCAL_TRANSPORT, VERSION_MISMATCH -> Origin.LOCAL;
      case PEER_APPLICATION, PEER_TRANSPORT -> Origin.PEER;
      case IDLE_TIMEOUT -> Origin.IDLE_TIMEOUT;
      case STATELESS_RESET -> Origin.STATELESS_RESET;
    };
  }
}
