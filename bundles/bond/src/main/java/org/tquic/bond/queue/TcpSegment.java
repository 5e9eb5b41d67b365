package org.tquic.bond.queue;

import io.netty.buffer.ByteBuf;

/** Reads the TCP header of an inner packet (RFC 9293 section 3.1). Never fails. */
public final class TcpSegment {
  private static final int TCP = 6;
  private static final int HEADER_BYTES = 20;
  private static final int END_OF_OPTIONS = 0;
  private static final int NO_OPERATION = 1;
  private static final int FIN = 0x01;
  private static final int SYN = 0x02;
  private static final int RST = 0x04;
  private static final int ACK = 0x10;

  private TcpSegment() {}

  /**
   * Whether it acknowledges and does nothing else. A later one tells all that an earlier one told,
   * so it need not wait for it.
   */
  public static boolean isPureAcknowledgement(ByteBuf packet) {
    int tcp = offset(packet);
    return tcp >= 0
        && dataBytes(packet, tcp) == 0
        && (flags(packet, tcp) & (ACK | SYN | FIN | RST)) == ACK;
  }

  /** Where the whole TCP header of an unfragmented packet begins, or -1. */
  static int offset(ByteBuf packet) {
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
    return tcp >= 0 && length >= tcp + HEADER_BYTES ? tcp : -1;
  }

  static int sequence(ByteBuf packet, int tcp) {
    return packet.getInt(packet.readerIndex() + tcp + 4);
  }

  /** Bytes of data; negative where the header is longer than the packet. */
  static int dataBytes(ByteBuf packet, int tcp) {
    return packet.readableBytes() - tcp - headerBytes(packet, tcp);
  }

  /**
   * Where an option begins, bytes from the beginning of the TCP header, or -1. Options whose
   * lengths cannot be hide what follows them.
   *
   * @param kind of the option
   * @param leastBytes length that it has at least, kind and length included
   */
  static int option(ByteBuf packet, int tcp, int kind, int leastBytes) {
    int header = packet.readerIndex() + tcp;
    int end = Math.min(headerBytes(packet, tcp), packet.readableBytes() - tcp);
    int at = HEADER_BYTES;
    while (at + 1 < end) {
      int found = packet.getUnsignedByte(header + at);
      if (found == NO_OPERATION) {
        at++;
        continue;
      }
      int length = packet.getUnsignedByte(header + at + 1);
      if (found == END_OF_OPTIONS || length < 2 || at + length > end) {
        return -1;
      }
      if (found == kind) {
        return length >= leastBytes ? at : -1;
      }
      at += length;
    }
    return -1;
  }

  private static int headerBytes(ByteBuf packet, int tcp) {
    return (packet.getByte(packet.readerIndex() + tcp + 12) >>> 4 & 0xf) * 4;
  }

  static boolean isSyn(ByteBuf packet, int tcp) {
    return (flags(packet, tcp) & SYN) != 0;
  }

  private static int flags(ByteBuf packet, int tcp) {
    return packet.getByte(packet.readerIndex() + tcp + 13);
  }
}
