package org.tquic.bond.queue;

import io.netty.buffer.ByteBuf;

/** Explicit congestion notification in the header of an inner packet (RFC 3168 section 5). */
final class CongestionMark {
  private static final int CE = 3;
  private static final int V6_SHIFT = 20;
  private static final int V4_SHIFT = 16;
  private static final int V4_CHECKSUM_AT = 10;

  private CongestionMark() {}

  /**
   * Tells the receiver that the packet met congestion.
   *
   * @return whether its ends understand that; else nothing is changed, and only a loss tells them
   */
  static boolean set(ByteBuf packet) {
    int at = packet.readerIndex();
    if (packet.readableBytes() < 20) {
      return false;
    }
    int first = packet.getInt(at);
    boolean v4 = first >>> 28 == 4;
    int mask = CE << (v4 ? V4_SHIFT : V6_SHIFT);
    if (!v4 && first >>> 28 != 6 || (first & mask) == 0) {
      return false;
    }
    int marked = first | mask;
    packet.setInt(at, marked);
    if (v4) {
      InternetChecksum.update(packet, at + V4_CHECKSUM_AT, first, marked);
    }
    return true;
  }
}
