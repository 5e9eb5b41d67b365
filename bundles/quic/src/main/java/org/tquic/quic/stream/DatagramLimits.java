package org.tquic.quic.stream;

/**
 * Bounds of a {@link DatagramQueue}.
 *
 * @param maxCount datagrams, at least 1
 * @param maxBytes bytes of payload, at least 1
 * @param maxAgeNs time after which a datagram is dropped, above 0
 * @param dropOldest what happens when a datagram finds the queue full: the oldest ones make way, or
 *     else the new one is refused
 */
public record DatagramLimits(int maxCount, int maxBytes, long maxAgeNs, boolean dropOldest) {
  /** Checks the ranges. */
  public DatagramLimits {
    if (maxCount < 1 || maxBytes < 1 || maxAgeNs <= 0) {
      throw new IllegalArgumentException("limits of a datagram queue must be positive");
    }
  }
}
