package org.tquic.bond.wire;

import io.netty.buffer.ByteBuf;

/**
 * The header in front of each inner packet in the sequenced context:
 *
 * <pre>
 * carrier sequence  4 bytes   counts what this carrier carried, for feedback
 * bucket            2 bytes   which flow bucket, 0 to 1023, or 1024: needs no order
 * bucket sequence   4 bytes   place in that bucket, for re-ordering
 * </pre>
 *
 * Sequence numbers travel as their low 32 bits; {@link SequenceNumbers} restores them.
 */
public final class DataHeader {
  /** HTTP Datagram context id of sequenced inner packets. */
  public static final long CONTEXT = 2;

  /** Bytes of the header. */
  public static final int SIZE = 10;

  /** Number of flow buckets. */
  public static final int BUCKETS = 1024;

  /** In place of a flow bucket: each is delivered as it comes, once. */
  public static final int UNORDERED = BUCKETS;

  private DataHeader() {}

  /** Writes the header in front of the packet, into its headroom. */
  public static void prepend(ByteBuf packet, long carrierSequence, int bucket, long sequence) {
    int start = packet.readerIndex() - SIZE;
    packet.setInt(start, (int) carrierSequence);
    packet.setShort(start + 4, bucket);
    packet.setInt(start + 6, (int) sequence);
    packet.readerIndex(start);
  }

  /** Whether the buffer can hold a header with an inner packet. */
  public static boolean isWhole(ByteBuf datagram) {
    return datagram.readableBytes() > SIZE && bucket(datagram) <= UNORDERED;
  }

  /** Low 32 bits of the carrier sequence. */
  public static int carrierSequence(ByteBuf datagram) {
    return datagram.getInt(datagram.readerIndex());
  }

  /** The flow bucket, or {@link #UNORDERED}. */
  public static int bucket(ByteBuf datagram) {
    return datagram.getUnsignedShort(datagram.readerIndex() + 4);
  }

  /** Low 32 bits of the bucket sequence. */
  public static int sequence(ByteBuf datagram) {
    return datagram.getInt(datagram.readerIndex() + 6);
  }
}
