package org.tquic.quic.recovery;

/** Keeps packet records for use again, so that sending allocates nothing once it is warm. */
public final class SentPacketPool {
  private final SentPacket[] free;
  private int count;

  /**
   * A pool.
   *
   * @param limit most records it keeps
   */
  public SentPacketPool(int limit) {
    free = new SentPacket[limit];
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
    if (count < free.length) {
      free[count++] = packet;
    }
  }

  /** Records at hand. */
  int available() {
    return count;
  }
}
