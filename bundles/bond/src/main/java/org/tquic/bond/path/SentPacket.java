package org.tquic.bond.path;

import io.netty.buffer.ByteBuf;

/**
 * An inner packet on its way, kept until the peer has it.
 *
 * <p>The buffer's reader index is at the inner packet's first byte whenever the packet is not being
 * written.
 */
public final class SentPacket {
  private final ByteBuf packet;
  private final int sizeBytes;
  private final int bucket;
  private final long sequence;
  private final long enqueuedNs;
  private long sentNs;
  private int transmissions;
  private int lastCarrier = -1;

  /** A packet that is about to be sent for the first time; takes ownership of the buffer. */
  public SentPacket(ByteBuf packet, int bucket, long sequence, long enqueuedNs) {
    this.packet = packet;
    this.sizeBytes = packet.readableBytes();
    this.bucket = bucket;
    this.sequence = sequence;
    this.enqueuedNs = enqueuedNs;
  }

  /** The inner packet. */
  public ByteBuf packet() {
    return packet;
  }

  /** Bytes of the inner packet. */
  public int sizeBytes() {
    return sizeBytes;
  }

  /** Its flow bucket. */
  public int bucket() {
    return bucket;
  }

  /** Its place in the bucket. */
  public long sequence() {
    return sequence;
  }

  /** When it came in. */
  public long enqueuedNs() {
    return enqueuedNs;
  }

  /** When it was last sent. */
  public long sentNs() {
    return sentNs;
  }

  /** How often it was sent. */
  public int transmissions() {
    return transmissions;
  }

  /** The carrier that carried it last, or -1. */
  public int lastCarrier() {
    return lastCarrier;
  }

  void onSent(int carrier, long nowNs) {
    lastCarrier = carrier;
    sentNs = nowNs;
    transmissions++;
  }

  /** Lets go of the buffer. */
  public void release() {
    packet.release();
  }
}
