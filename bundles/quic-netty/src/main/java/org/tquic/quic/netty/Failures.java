package org.tquic.quic.netty;

import java.net.InetSocketAddress;
import javax.net.ssl.SSLException;
import org.tquic.api.bond.PathReason;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.engine.HandshakeFailures;
import org.tquic.api.engine.SocketFailures;
import org.tquic.linux.LinuxException;
import org.tquic.quic.TransportError;
import org.tquic.quic.connection.CloseReason;

/** Turns errors of sockets and of handshakes into reasons and sentences. */
final class Failures {
  static final SocketFailures SOCKETS =
      new SocketFailures(cause -> cause instanceof LinuxException linux ? linux.errno() : 0);

  private static final int TLS_ALERTS = 256;

  private Failures() {}

  /** A handshake that ended otherwise than by time or by the own trust manager. */
  static ConnectFailure ofHandshake(CloseReason close, InetSocketAddress remote) {
    return switch (close.kind()) {
      case PEER_APPLICATION ->
          HandshakeFailures.ofClose(true, close.code(), close.reason(), remote);
      case PEER_TRANSPORT -> HandshakeFailures.ofClose(false, close.code(), close.reason(), remote);
      case VERSION_MISMATCH -> HandshakeFailures.ofVersion(remote, null);
      case LOCAL_TRANSPORT ->
          isTls(close.code())
              ? HandshakeFailures.ofTls(new SSLException(close.reason()), remote)
              : broken(close, remote);
      default -> broken(close, remote);
    };
  }

  private static boolean isTls(long code) {
    return code >= TransportError.CRYPTO_ERROR && code < TransportError.CRYPTO_ERROR + TLS_ALERTS;
  }

  private static ConnectFailure broken(CloseReason close, InetSocketAddress remote) {
    return new ConnectFailure(
        PathReason.INTERNAL,
        "The handshake with " + remote + " failed: " + close,
        "Check that both sides have the same version; the log says more.",
        null);
  }
}
