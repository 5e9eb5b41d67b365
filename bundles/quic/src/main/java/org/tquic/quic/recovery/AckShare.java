package org.tquic.quic.recovery;

/**
 * What acknowledgements lately took on a path beside full packets of data. They are neither paced
 * nor bounded by a window, so where they are many the controller of the data does not know the
 * queue that they make.
 */
final class AckShare {
  /** A packet this large fills what is left by acknowledgements; small ones are news themselves. */
  static final int FULL_BYTES = 600;

  /** Bytes after which what was sent before counts half. */
  private static final int MEMORY_BYTES = 16_384;

  /** A flow in one direction stays below this share at either end. */
  private static final int NOTICEABLE_DIVISOR = 32;

  private int allBytes;
  private int dataBytes;
  private int ackBytes;

  /** A packet is sent. */
  void add(SentPacket packet) {
    allBytes += packet.bytes;
    if (!packet.inFlight) {
      ackBytes += packet.bytes;
    } else if (packet.bytes >= FULL_BYTES && !packet.mtuProbe) {
      dataBytes += packet.bytes;
    }
    if (allBytes > MEMORY_BYTES) {
      allBytes /= 2;
      dataBytes /= 2;
      ackBytes /= 2;
    }
  }

  /**
   * Whether full packets are at least a quarter of what is sent, and acknowledgements take a
   * noticeable part of their room.
   */
  boolean isNoticeable() {
    return dataBytes > MEMORY_BYTES / 4 && ackBytes > dataBytes / NOTICEABLE_DIVISOR;
  }
}
