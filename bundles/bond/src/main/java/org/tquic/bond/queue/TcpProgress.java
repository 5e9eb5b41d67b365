package org.tquic.bond.queue;

import io.netty.buffer.ByteBuf;

/**
 * How far a TCP flow has come, to tell data that it sends again from new data. Follows one flow at
 * a time; another one that shares its place is taken up as if new.
 */
final class TcpProgress {
  private int flowHash;
  private boolean known;
  private int next;

  /** Whether this packet repeats data of its flow that was here before. */
  boolean repeats(int hash, ByteBuf packet) {
    int tcp = TcpSegment.offset(packet);
    if (tcp < 0) {
      return false;
    }
    int data = TcpSegment.dataBytes(packet, tcp);
    int sequence = TcpSegment.sequence(packet, tcp);
    boolean syn = TcpSegment.isSyn(packet, tcp);
    if (data <= 0 && !syn) {
      return false;
    }
    if (syn || !known || hash != flowHash) {
      flowHash = hash;
      known = true;
      next = sequence + Math.max(data, 0) + (syn ? 1 : 0);
      return false;
    }
    int ahead = sequence + data - next;
    if (ahead > 0) {
      next += ahead;
      return false;
    }
    return true;
  }

  /** Whether a packet's data begin at or after those of another one, which is of the same flow. */
  static boolean follows(ByteBuf packet, ByteBuf other) {
    int tcp = TcpSegment.offset(packet);
    int otherTcp = TcpSegment.offset(other);
    return tcp >= 0
        && otherTcp >= 0
        && TcpSegment.sequence(packet, tcp) - TcpSegment.sequence(other, otherTcp) >= 0;
  }
}
