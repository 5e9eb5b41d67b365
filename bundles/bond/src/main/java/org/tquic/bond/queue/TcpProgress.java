package org.tquic.bond.queue;

import io.netty.buffer.ByteBuf;

/**
 * How far a TCP flow has come, to tell data that it sends again from new data. Follows one flow at
 * a time; another one that shares its place is taken up as if new.
 */
final class TcpProgress {
  private static final int TCP = 6;
  private static final int SYN = 0x02;

  private int flowHash;
  private boolean known;
  private int next;

  /** Whether this packet repeats data of its flow that was here before. */
  boolean repeats(int hash, ByteBuf packet) {
    int at = packet.readerIndex();
    int tcp = tcpOffset(packet);
    if (tcp < 0) {
      return false;
    }
    int data = dataBytes(packet, tcp);
    int sequence = sequence(packet, tcp);
    boolean syn = (packet.getByte(at + tcp + 13) & SYN) != 0;
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
    int tcp = tcpOffset(packet);
    int otherTcp = tcpOffset(other);
    return tcp >= 0 && otherTcp >= 0 && sequence(packet, tcp) - sequence(other, otherTcp) >= 0;
  }

  private static int sequence(ByteBuf packet, int tcp) {
    return packet.getInt(packet.readerIndex() + tcp + 4);
  }

  private static int dataBytes(ByteBuf packet, int tcp) {
    int header = (packet.getByte(packet.readerIndex() + tcp + 12) >>> 4 & 0xf) * 4;
    return packet.readableBytes() - tcp - header;
  }

  /** Where the whole TCP header of an unfragmented packet begins, or -1. */
  private static int tcpOffset(ByteBuf packet) {
    int at = packet.readerIndex();
    int length = packet.readableBytes();
    int version = length > 0 ? packet.getByte(at) >>> 4 & 0xf : 0;
    int tcp = -1;
    if (version == 4 && length >= 20 && packet.getByte(at + 9) == TCP) {
      boolean fragment = (packet.getUnsignedShort(at + 6) & 0x3fff) != 0;
      tcp = fragment ? -1 : (packet.getByte(at) & 0xf) * 4;
    } else if (version == 6 && length >= 40 && packet.getByte(at + 6) == TCP) {
      tcp = 40;
    }
    return tcp >= 0 && length >= tcp + 20 ? tcp : -1;
  }
}
