package org.tquic.quic;

/** Types of packets, RFC 9000 section 17. */
public enum PacketType {
  INITIAL,
  ZERO_RTT,
  HANDSHAKE,
  RETRY,
  VERSION_NEGOTIATION,
  ONE_RTT
}
