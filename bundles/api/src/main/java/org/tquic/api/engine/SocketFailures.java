package org.tquic.api.engine;

import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.util.function.ToIntFunction;
import org.tquic.api.bond.PathReason;

/**
 * Turns errors of UDP sockets into reasons and sentences that are the same for all engines.
 * Immutable.
 */
public final class SocketFailures {
  private static final int EPERM = 1;
  private static final int ENXIO = 6;
  private static final int EACCES = 13;
  private static final int ENODEV = 19;
  private static final int EADDRINUSE = 98;
  private static final int EADDRNOTAVAIL = 99;
  private static final int ENETDOWN = 100;
  private static final int ENETUNREACH = 101;
  private static final int ECONNREFUSED = 111;
  private static final int EHOSTUNREACH = 113;

  private final ToIntFunction<Throwable> errnoOf;

  /**
   * For an engine whose exceptions carry Linux's error numbers.
   *
   * @param errnoOf the error number that an exception itself carries, positive; 0 for none
   */
  public SocketFailures(ToIntFunction<Throwable> errnoOf) {
    this.errnoOf = errnoOf;
  }

  /** The reason of a socket's error, by the first of its causes that tells one. */
  public PathReason reason(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      int errno = errnoOf.applyAsInt(cause);
      PathReason reason = errno > 0 ? byErrno(errno) : byType(cause);
      if (reason != null) {
        return reason;
      }
    }
    return PathReason.INTERNAL;
  }

  private static PathReason byErrno(int errno) {
    return switch (errno) {
      case ENODEV, ENXIO, ENETDOWN -> PathReason.NO_CARRIER;
      case EADDRINUSE -> PathReason.ADDRESS_IN_USE;
      case EADDRNOTAVAIL -> PathReason.NO_ADDRESS;
      case ENETUNREACH, EHOSTUNREACH -> PathReason.NO_ROUTE;
      case ECONNREFUSED -> PathReason.REFUSED;
      default -> PathReason.INTERNAL;
    };
  }

  private static PathReason byType(Throwable cause) {
    return switch (cause) {
      case PortUnreachableException _ -> PathReason.REFUSED;
      case NoRouteToHostException _ -> PathReason.NO_ROUTE;
      case BindException e -> byText(e, PathReason.ADDRESS_IN_USE);
      case SocketException e -> byText(e, PathReason.INTERNAL);
      // Options of sockets fail with exceptions of many types, told apart by their texts alone.
      default -> byText(cause, null);
    };
  }

  private static PathReason byText(Throwable cause, PathReason otherwise) {
    String message = cause.getMessage();
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

  private boolean isForbidden(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      int errno = errnoOf.applyAsInt(cause);
      if (errno == EPERM
          || errno == EACCES
          || String.valueOf(cause.getMessage()).matches(".*([Pp]ermission|not permitted).*")) {
        return true;
      }
    }
    return false;
  }

  /** A client's failure by an error of its socket. */
  public ConnectFailure ofClient(Throwable error, LinkBinding link, InetSocketAddress remote) {
    PathReason reason = reason(error);
    String where = FailureText.of(remote) + FailureText.over(link);
    String text = FailureText.of(error);
    return switch (reason) {
      case NO_CARRIER ->
          new ConnectFailure(
              reason,
              "Link " + FailureText.of(link) + " is gone or down: " + text,
              "Check the cable or the tethered device, and `ip link show`.",
              error);
      case NO_ADDRESS ->
          new ConnectFailure(
              reason,
              "Link " + FailureText.of(link) + " has no address " + link.source().getHostAddress(),
              "Check that the link got its address: `ip address show`.",
              error);
      case NO_ROUTE ->
          new ConnectFailure(
              reason,
              "There is no route to " + where + ": " + text,
              "Check the link's gateway: `ip route show table all`.",
              error);
      case REFUSED ->
          new ConnectFailure(
              reason,
              "Nothing listens at " + where + " (ICMP port unreachable)",
              "Check that the server runs and that the port is right: `tquic status` there.",
              error);
      default -> unusual(error, where, text);
    };
  }

  private ConnectFailure unusual(Throwable error, String where, String text) {
    return isForbidden(error)
        ? new ConnectFailure(
            PathReason.INTERNAL,
            "This machine does not let the bond send to " + where + ": " + text,
            "Run it with CAP_NET_RAW and CAP_NET_ADMIN, and check the firewall's output rules.",
            error)
        : new ConnectFailure(
            PathReason.INTERNAL,
            "Cannot open a connection to " + where + ": " + text,
            "See the log of this machine.",
            error);
  }

  /** A listener's failure; one that says why already is given back. */
  public ConnectFailure ofListener(Throwable error, InetSocketAddress local) {
    if (error instanceof ConnectFailure failure) {
      return failure;
    }
    PathReason reason = reason(error);
    String where = FailureText.of(local);
    return switch (reason) {
      case ADDRESS_IN_USE ->
          new ConnectFailure(
              reason,
              "UDP port " + where + " is in use by another program",
              "Stop it (`ss -ulpn` names it) or listen on another port with --listen.",
              error);
      case NO_ADDRESS ->
          new ConnectFailure(
              reason,
              "This machine has no address " + local.getAddress().getHostAddress(),
              "Listen on one of `ip address show`, or on [::] for all.",
              error);
      default ->
          isForbidden(error)
              ? new ConnectFailure(
                  PathReason.INTERNAL,
                  "Cannot listen on " + where + ": " + FailureText.of(error),
                  "Ports below 1024 need root or CAP_NET_BIND_SERVICE.",
                  error)
              : new ConnectFailure(
                  reason,
                  "Cannot listen on " + where + ": " + FailureText.of(error),
                  "See the log of this machine.",
                  error);
    };
  }
}
