package org.tquic.quic.qlog;

import org.tquic.quic.TransportError;
import org.tquic.quic.connection.CloseReason;
import org.tquic.quic.connection.CloseReason.Kind;

/** Writes how a connection ended. */
final class CloseJson {
  private CloseJson() {}

  static void write(JsonBuffer json, CloseReason reason) {
    json.string("initiator", byPeer(reason.kind()) ? "remote" : "local");
    switch (reason.kind()) {
      case LOCAL_APPLICATION, PEER_APPLICATION ->
          json.string("application_error", QlogNames.UNKNOWN).number("error_code", reason.code());
      case LOCAL_TRANSPORT, PEER_TRANSPORT ->
          json.string("connection_error", QlogNames.transportError(reason.code()))
              .number("error_code", reason.code());
      case IDLE_TIMEOUT, STATELESS_RESET, VERSION_MISMATCH -> {}
    }
    json.string("reason", reason.reason()).string("trigger", trigger(reason));
  }

  private static boolean byPeer(Kind kind) {
    return kind == Kind.PEER_APPLICATION
        || kind == Kind.PEER_TRANSPORT
        || kind == Kind.STATELESS_RESET;
  }

  private static String trigger(CloseReason reason) {
    return switch (reason.kind()) {
      case LOCAL_APPLICATION, PEER_APPLICATION -> "application";
      case LOCAL_TRANSPORT, PEER_TRANSPORT ->
          reason.code() == TransportError.NO_ERROR ? "unspecified" : "error";
      case IDLE_TIMEOUT -> "idle_timeout";
      case STATELESS_RESET -> "stateless_reset";
      case VERSION_MISMATCH -> "version_mismatch";
    };
  }

  /** The state in which the connection is then. */
  static String state(Kind kind) {
    return switch (kind) {
      case LOCAL_APPLICATION, LOCAL_TRANSPORT -> "closing";
      case PEER_APPLICATION, PEER_TRANSPORT, STATELESS_RESET -> "draining";
      case IDLE_TIMEOUT, VERSION_MISMATCH -> "closed";
    };
  }
}
