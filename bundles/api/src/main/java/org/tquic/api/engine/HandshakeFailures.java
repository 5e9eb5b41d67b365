package org.tquic.api.engine;

import java.net.InetSocketAddress;
import org.tquic.api.bond.PathReason;

/** Why a client's handshake failed, in sentences that are the same for all engines. */
public final class HandshakeFailures {
  /** CRYPTO_ERROR codes carry a TLS alert in their low byte, RFC 9001 section 4.8. */
  private static final long CRYPTO_ERROR = 0x100;

  private static final long NO_APPLICATION_PROTOCOL = CRYPTO_ERROR + 120;

  private HandshakeFailures() {}

  /** This side refused the server's certificate, or TLS failed on this side. */
  public static ConnectFailure ofTls(Throwable cause, InetSocketAddress remote) {
    return new ConnectFailure(
        PathReason.TLS,
        "The server at " + FailureText.of(remote) + " is not trusted: " + FailureText.of(cause),
        "If the server's key was renewed, pair again with a new code from `tquic pair`.",
        cause);
  }

  /**
   * The server closed the connection before it was confirmed.
   *
   * @param application whether the code is one of the application, else of the transport
   * @param code error code of CONNECTION_CLOSE
   * @param phrase its reason phrase, empty for none
   */
  public static ConnectFailure ofClose(
      boolean application, long code, String phrase, InetSocketAddress remote) {
    String where = FailureText.of(remote);
    String why = phrase.isBlank() ? "" : ": " + phrase;
    if (!application && code == NO_APPLICATION_PROTOCOL) {
      return new ConnectFailure(
          PathReason.VERSION,
          "The server at " + where + " does not speak HTTP/3 over QUIC" + why,
          "Check that address and port are those of a tquic server.",
          null);
    }
    if (!application && code >= CRYPTO_ERROR && code < CRYPTO_ERROR + 256) {
      return new ConnectFailure(
          PathReason.TLS,
          "The server at "
              + where
              + " refused this router's certificate or handshake (TLS alert "
              + (code - CRYPTO_ERROR)
              + ")"
              + why,
          "Pair again with a new code from `tquic pair` on the server.",
          null);
    }
    return new ConnectFailure(
        PathReason.CLOSED_BY_PEER,
        "The server at "
            + where
            + " closed the connection with error 0x"
            + Long.toHexString(code)
            + why,
        "See the server's log.",
        null);
  }

  /**
   * The handshake did not end in time.
   *
   * @param answers datagrams that came from the server
   * @param ms time that was given, milliseconds
   */
  public static ConnectFailure ofTimeout(
      LinkBinding link, InetSocketAddress remote, long answers, long ms) {
    String where = FailureText.of(remote);
    if (answers == 0) {
      return new ConnectFailure(
          PathReason.NO_ANSWER,
          "No answer from " + where + FailureText.over(link) + " within " + ms + " ms",
          "Check that the server runs and that no firewall or carrier blocks UDP to it.",
          null);
    }
    return new ConnectFailure(
        PathReason.NO_ANSWER,
        where
            + " answered with "
            + answers
            + " datagrams"
            + FailureText.over(link)
            + ", but the handshake did not end within "
            + ms
            + " ms",
        "Datagrams of 1200 bytes may be lost on this link, in one direction: check its MTU.",
        null);
  }

  /**
   * The server did not answer on one more path of a connection that is there.
   *
   * @param ms time that was given, milliseconds
   */
  public static ConnectFailure ofPathTimeout(LinkBinding link, InetSocketAddress remote, long ms) {
    return new ConnectFailure(
        PathReason.NO_ANSWER,
        "No answer from "
            + FailureText.of(remote)
            + " to the validation of the path"
            + FailureText.over(link)
            + " within "
            + ms
            + " ms",
        "The server is reached by another path: check that this link carries UDP to it.",
        null);
  }

  /** The server closed one more path of a connection before it could be used. */
  public static ConnectFailure ofPathClose(LinkBinding link, InetSocketAddress remote) {
    return new ConnectFailure(
        PathReason.CLOSED_BY_PEER,
        "The server at " + FailureText.of(remote) + " closed the new path" + FailureText.over(link),
        "See the server's log.",
        null);
  }

  /** The server has no version of QUIC in common with this side. */
  public static ConnectFailure ofVersion(InetSocketAddress remote, Throwable cause) {
    return new ConnectFailure(
        PathReason.VERSION,
        "The server at " + FailureText.of(remote) + " has no QUIC version in common with us",
        "Check that address and port are those of a tquic server, and update the older side.",
        cause);
  }
}
