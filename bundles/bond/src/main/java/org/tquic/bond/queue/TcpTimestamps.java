package org.tquic.bond.queue;

import io.netty.buffer.ByteBuf;

/**
 * Timestamps of one TCP flow (RFC 7323) some of whose segments overtook others. Segments that were
 * overtaken take the time of the latest that did, lest the receiver discard them as older than what
 * it has passed on (section 5.3): to it, they are segments that were sent a little later. Follows
 * one flow at a time, as {@link TcpProgress} does.
 */
final class TcpTimestamps {
  private static final int TIMESTAMPS = 8;
  private static final int TIMESTAMPS_BYTES = 10;
  private static final int MD5_SIGNATURE = 19;
  private static final int AUTHENTICATION = 29;
  private static final int CHECKSUM_AT = 16;

  private int flowHash;
  private boolean known;
  private int floor;

  /** Whether a segment may overtake others of its flow: nobody signs its header, for one. */
  static boolean mayOvertake(ByteBuf packet) {
    int tcp = TcpSegment.offset(packet);
    if (tcp < 0) {
      return false;
    }
    int at = TcpSegment.option(packet, tcp, TIMESTAMPS, TIMESTAMPS_BYTES);
    return at < 0
        || at % 2 == 0
            && TcpSegment.option(packet, tcp, MD5_SIGNATURE, 2) < 0
            && TcpSegment.option(packet, tcp, AUTHENTICATION, 2) < 0;
  }

  /** A segment of this flow overtakes all that wait. */
  void onOvertake(int hash, ByteBuf packet) {
    int at = valueAt(packet);
    if (at < 0) {
      return;
    }
    int value = packet.getInt(at);
    if (!known || hash != flowHash || value - floor > 0) {
      floor = value;
    }
    known = true;
    flowHash = hash;
  }

  /** A segment that may have been overtaken goes out. */
  void raise(ByteBuf packet) {
    int at = known && FlowClassifier.flowHash(packet) == flowHash ? valueAt(packet) : -1;
    if (at < 0 || packet.getInt(at) - floor >= 0) {
      return;
    }
    int old = packet.getInt(at);
    int checksumAt = packet.readerIndex() + TcpSegment.offset(packet) + CHECKSUM_AT;
    packet.setInt(at, floor);
    InternetChecksum.update(packet, checksumAt, old, floor);
  }

  /** Where the time of a segment stands, as an index of the buffer, or -1. */
  private static int valueAt(ByteBuf packet) {
    int tcp = TcpSegment.offset(packet);
    int at = tcp < 0 ? -1 : TcpSegment.option(packet, tcp, TIMESTAMPS, TIMESTAMPS_BYTES);
    return at < 0 ? -1 : packet.readerIndex() + tcp + at + 2;
  }
}
