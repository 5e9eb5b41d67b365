package org.tquic.api.bond;

/** Why a path is in its state. */
public enum PathReason {
  /** Nothing is wrong. */
  NONE,
  /** The operator switched the link off. */
  DISABLED,
  /** The lower layer is down. */
  NO_CARRIER,
  /** The link has no usable address. */
  NO_ADDRESS,
  /** There is no route to the server through this link. */
  NO_ROUTE,
  /** An ICMP port unreachable came back. */
  REFUSED,
  /** Nothing came back at all. */
  NO_ANSWER,
  /** A captive portal answers in the server's place; the detail says what. */
  CAPTIVE_PORTAL,
  /** Outstanding data was not acknowledged in time. */
  SILENT,
  /** The certificate, key or pairing was refused. */
  TLS,
  /** No common QUIC version or application protocol. */
  VERSION,
  /** This router is not, or no longer, known to the server. */
  NOT_PAIRED,
  /** The server closed the connection. */
  CLOSED_BY_PEER,
  /** The connection timed out. */
  TIMED_OUT,
  /** It was replaced by a newer connection over the same link. */
  REPLACED,
  /** Links of a lower tier carry the traffic; this one waits. */
  BETTER_TIER,
  /** What the link may carry is used up. */
  QUOTA,
  /** The peer reported that it hears nothing on this path. */
  PEER_REPORT,
  /** The address or port is in use. */
  ADDRESS_IN_USE,
  /** Something of ours failed; the detail says what. */
  INTERNAL;

  /** Whether it says no more than that nothing is heard, whatever the cause. */
  public boolean isSilence() {
    return switch (this) {
      case NO_ANSWER, SILENT, TIMED_OUT, PEER_REPORT, CAPTIVE_PORTAL -> true;
      default -> false;
    };
  }
}
