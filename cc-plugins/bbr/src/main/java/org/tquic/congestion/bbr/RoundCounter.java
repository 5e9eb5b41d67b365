package org.tquic.congestion.bbr;

/**
 * Counts round trips by packets: one has passed when a packet is acknowledged that was sent after
 * the last one ended. Silence and stalls do not count.
 */
final class RoundCounter {
  private long endBytes;
  private long count;
  private boolean started;

  /**
   * @param priorDeliveredBytes delivered when the newest packet acknowledged was sent
   * @param deliveredBytes delivered now
   */
  void onAck(long priorDeliveredBytes, long deliveredBytes) {
    started = priorDeliveredBytes >= endBytes;
    if (started) {
      restart(deliveredBytes);
      count++;
    }
  }

  /** The current round ends with what is sent from now on. */
  void restart(long deliveredBytes) {
    endBytes = deliveredBytes;
  }

  /** Rounds that have passed. */
  long count() {
    return count;
  }

  /** Whether a round began with the last acknowledgement. */
  boolean isStart() {
    return started;
  }
}
