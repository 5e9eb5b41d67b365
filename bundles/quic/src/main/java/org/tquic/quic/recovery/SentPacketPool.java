package org.tquic.quic.recovery;

import java.util.Arrays;

/** Keeps packet records for use again, so that sending allocates nothing once it is warm. */
public final class SentPacketPool {
  private static final int FIRST_CAPACITY = 16;

  private final int limit;
  private SentPacket[] free;
  private int count;

  /**
   * A pool.
   *
   * @param limit most records it keeps
   */
  public SentPacketPool(int limit) {
    this.limit = limit;
    free = new SentPacket[Math.min(FIRST_CAPACITY, limit)];
  }

  /** An empty record. */
  public SentPacket acquire() {
    SentPacket packet = count == 0 ? new SentPacket() : free[--count];
    packet.clear();
    packet.pooled = false;
    return packet;
  }

  /**
   * Takes a record back.
   *
   * @throws IllegalStateException when it is back already
   */
  public void release(SentPacket packet) {
    if (packet.pooled) {
      throw new IllegalStateException("packet " + packet.packetNumber + " was released before");
    }
    packet.pooled = true;
    if (count == limit) {
      return;
    }
    if (count == free.length) {
      free = Arrays.copyOf(free, Math.min(2 * count, limit));
    }
    free[count++] = packet;
  }

  /** Records at hand. */
  int available() {
    return count;
  }
}
