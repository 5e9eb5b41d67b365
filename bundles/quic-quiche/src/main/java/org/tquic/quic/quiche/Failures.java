package org.tquic.quic.quiche;

import io.netty.channel.ChannelException;
import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;
import org.tquic.api.bond.PathReason;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.engine.LinkBinding;

/** Turns errors of sockets, TLS and QUIC into reasons and sentences. */
final class Failures {
  private static final int NO_APPLICATION_PROTOCOL = 0x178;

  private Failures() {}

  /** The reason of a socket error. */
  static PathReason reason(Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      PathReason reason =
          switch (t) {
            case PortUnreachableException _ -> PathReason.REFUSED;
            case NativeIoException e -> byErrno(-e.expectedErr());
            case NoRouteToHostException _ -> PathReason.NO_ROUTE;
            case BindException e -> byText(e.getMessage(), PathReason.ADDRESS_IN_USE);
            case SocketException e -> byText(e.getMessage(), PathReason.INTERNAL);
            // Netty gives socket options' errors by text alone.
            case ChannelException e -> byText(e.getMessage(), null);
            case SSLException _ -> PathReason.TLS;
            default -> null;
          };
      if (reason != null) {
        return reason;
      }
    }
    return PathReason.INTERNAL;
  }

  private static PathReason byErrno(int errno) {
    return switch (errno) {
      case 19, 6, 100 -> PathReason.NO_CARRIER; // ENODEV, ENXIO, ENETDOWN
      case 98 -> PathReason.ADDRESS_IN_USE; // EADDRINUSE
      case 99 -> PathReason.NO_ADDRESS; // EADDRNOTAVAIL
      case 101, 113 -> PathReason.NO_ROUTE; // ENETUNREACH, EHOSTUNREACH
      case 111 -> PathReason.REFUSED; // ECONNREFUSED
      default -> PathReason.INTERNAL;
    };
  }

  private static PathReason byText(String message, PathReason otherwise) {
    if (message == null) {
      return otherwise;
    }
    if (message.contains("unreachable")) {
      return PathReason.NO_ROUTE;
    }
    if (message.contains("assign requested address")) {
      return PathReason.NO_ADDRESS;
    }
    if (message.contains("in use")) {
      return PathReason.ADDRESS_IN_USE;
    }
    return message.contains("is down") || message.contains("No such device")
        ? PathReason.NO_CARRIER
        : otherwise;
  }

  /** A client's failure by an error of its socket. */
  static ConnectFailure ofSocket(Throwable cause, LinkBinding link, InetSocketAddress remote) {
    PathReason reason = reason(cause);
    String where = remote(remote) + over(link);
    String text = text(cause);
    return switch (reason) {
      case NO_CARRIER ->
          failure(
              reason,
              "Link " + name(link) + " is gone or down: " + text,
              "Check the cable or the tethered device, and `ip link show`.",
              cause);
      case NO_ADDRESS ->
          failure(
              reason,
              "Link " + name(link) + " has no address " + link.source().getHostAddress(),
              "Check that the link got its address: `ip address show`.",
              cause);
      case NO_ROUTE ->
          failure(
              reason,
              "There is no route to " + where + ": " + text,
              "Check the link's gateway: `ip route show table all`.",
              cause);
      case REFUSED ->
          failure(
              reason,
              "Nothing listens at " + where + " (ICMP port unreachable)",
              "Check that the server runs and that the port is right: `tquic status` there.",
              cause);
      default -> {
        if (isForbidden(cause)) {
          yield failure(
              PathReason.INTERNAL,
              "This machine does not let the bond send to " + where + ": " + text,
              "Run it with CAP_NET_RAW and CAP_NET_ADMIN, and check the firewall's output rules.",
              cause);
        }
        yield failure(
            PathReason.INTERNAL,
            "Cannot open a connection to " + where + ": " + text,
            "See the log of this machine.",
            cause);
      }
    };
  }

  /** A listener's failure. */
  static ConnectFailure ofListener(Throwable cause, InetSocketAddress local) {
    if (cause instanceof ConnectFailure failure) {
      return failure;
    }
    PathReason reason = reason(cause);
    String where = remote(local);
    return switch (reason) {
      case ADDRESS_IN_USE ->
          failure(
              reason,
              "UDP port " + where + " is in use by another program",
              "Stop it (`ss -ulpn` names it) or listen on another port with --listen.",
              cause);
      case NO_ADDRESS ->
          failure(
              reason,
              "This machine has no address " + local.getAddress().getHostAddress(),
              "Listen on one of `ip address show`, or on [::] for all.",
              cause);
      default ->
          failure(
              isForbidden(cause) ? PathReason.INTERNAL : reason,
              "Cannot listen on " + where + ": " + text(cause),
              isForbidden(cause)
                  ? "Ports below 1024 need root or CAP_NET_BIND_SERVICE."
                  : "See the log of this machine.",
              cause);
    };
  }

  /** Our side refused the server's certificate, or TLS failed on our side. */
  static ConnectFailure ofTls(Throwable refusal, Throwable cause, InetSocketAddress remote) {
    String why = text(refusal == null ? cause : refusal);
    return failure(
        PathReason.TLS,
        "The server at " + remote(remote) + " is not trusted: " + why,
        "If the server's key was renewed, pair again with a new code from `tquic pair`.",
        refusal == null ? cause : refusal);
  }

  /** The peer closed the connection before it was confirmed. */
  static ConnectFailure ofClose(QuicConnectionCloseEvent close, InetSocketAddress remote) {
    String phrase = phrase(close);
    String why = phrase.isBlank() ? "" : ": " + phrase;
    if (!close.isApplicationClose() && close.error() == NO_APPLICATION_PROTOCOL) {
      return failure(
          PathReason.VERSION,
          "The server at " + remote(remote) + " does not speak HTTP/3 over QUIC" + why,
          "Check that address and port are those of a tquic server.",
          null);
    }
    if (!close.isApplicationClose() && close.isTlsError()) {
      return failure(
          PathReason.TLS,
          "The server at "
              + remote(remote)
              + " refused this router's certificate or handshake (TLS alert "
              + QuicConnectionCloseEvent.extractTlsError(close.error())
              + ")"
              + why,
          "Pair again with a new code from `tquic pair` on the server.",
          null);
    }
    return failure(
        PathReason.CLOSED_BY_PEER,
        "The server at "
            + remote(remote)
            + " closed the connection with error 0x"
            + Integer.toHexString(close.error())
            + why,
        "See the server's log.",
        null);
  }

  /** The handshake did not end in time. */
  static ConnectFailure ofTimeout(
      LinkBinding link, InetSocketAddress remote, int answers, long ms) {
    if (answers == 0) {
      return failure(
          PathReason.NO_ANSWER,
          "No answer from " + remote(remote) + over(link) + " within " + ms + " ms",
          "Check that the server runs and that no firewall or carrier blocks UDP to it.",
          null);
    }
    return failure(
        PathReason.NO_ANSWER,
        remote(remote)
            + " answered with "
            + answers
            + " datagrams"
            + over(link)
            + ", but the handshake did not end within "
            + ms
            + " ms",
        "Datagrams of 1200 bytes may be lost on this link, in one direction: check its MTU.",
        null);
  }

  /** No common version of QUIC. */
  static ConnectFailure ofVersion(InetSocketAddress remote, Throwable cause) {
    return failure(
        PathReason.VERSION,
        "The server at " + remote(remote) + " has no QUIC version in common with us",
        "Check that address and port are those of a tquic server, and update the older side.",
        cause);
  }

  private static String phrase(QuicConnectionCloseEvent close) {
    try {
      return new String(close.reason(), StandardCharsets.UTF_8);
    } catch (NullPointerException e) {
      // What Netty does for a close without a reason phrase.
      return "";
    }
  }

  private static boolean isForbidden(Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof NativeIoException e && (e.expectedErr() == -1 || e.expectedErr() == -13)) {
        return true;
      }
      if ((t instanceof SocketException || t instanceof ChannelException)
          && String.valueOf(t.getMessage()).matches(".*([Pp]ermission|not permitted).*")) {
        return true;
      }
    }
    return false;
  }

  private static ConnectFailure failure(
      PathReason reason, String message, String remedy, Throwable cause) {
    return new ConnectFailure(reason, message, remedy, cause);
  }

  private static String text(Throwable cause) {
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }

  private static String name(LinkBinding link) {
    return link.device().isEmpty() ? link.source().getHostAddress() : link.device();
  }

  private static String over(LinkBinding link) {
    return " through " + name(link);
  }

  private static String remote(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
