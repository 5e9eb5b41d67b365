package org.tquic.quic.recovery;

/**
 * Told what became of packets. A packet goes back to its pool after the call: neither keep it, nor
 * send anything from within.
 */
public interface PacketFate {
  /** The peer has the packet. */
  void onAcked(SentPacket packet);

  /** The packet is held lost; what it carried should be sent again where that still matters. */
  void onLost(SentPacket packet);
}
