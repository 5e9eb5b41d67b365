package org.tquic.quic.quiche;

import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.engine.HandshakeFailures;
import org.tquic.api.engine.LinkBinding;
import org.tquic.api.engine.SocketFailures;

/** Turns Netty's errors of sockets and QUIC into reasons and sentences. */
final class Failures {
  private static final SocketFailures SOCKETS =
      new SocketFailures(cause -> cause instanceof NativeIoException io ? -io.expectedErr() : 0);

  private Failures() {}

  /** A client's failure by an error of its socket. */
  static ConnectFailure ofSocket(Throwable cause, LinkBinding link, InetSocketAddress remote) {
    return SOCKETS.ofClient(cause, link, remote);
  }

  /** A listener's failure. */
  static ConnectFailure ofListener(Throwable cause, InetSocketAddress local) {
    return SOCKETS.ofListener(cause, local);
  }

  /** The peer closed the connection before it was confirmed. */
  static ConnectFailure ofClose(QuicConnectionCloseEvent close, InetSocketAddress remote) {
    return HandshakeFailures.ofClose(
        close.isApplicationClose(), close.error(), phrase(close), remote);
  }

  private static String phrase(QuicConnectionCloseEvent close) {
    try {
      return new String(close.reason(), StandardCharsets.UTF_8);
    } catch (NullPointerException e) {
      // What Netty does for a close without a reason phrase.
      return "";
    }
  }
}
