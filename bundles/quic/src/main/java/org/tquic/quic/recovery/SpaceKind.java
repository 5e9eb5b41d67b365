package org.tquic.quic.recovery;

/** Kinds of packet number spaces, RFC 9000 section 12.3; the order is that of the handshake. */
public enum SpaceKind {
  INITIAL,
  HANDSHAKE,
  APPLICATION
}
