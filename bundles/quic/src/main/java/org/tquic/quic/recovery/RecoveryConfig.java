package org.tquic.quic.recovery;

import org.tquic.quic.Role;
import org.tquic.spi.congestion.CongestionEventSink;
import org.tquic.spi.congestion.SiblingPaths;

/**
 * What a path's recovery has to know from the start.
 *
 * @param pathId id of the path
 * @param role this end; a client may have to probe only to let the server send
 * @param maxDatagramBytes largest datagram of the path, at least 1200
 * @param initialRttNs round-trip time assumed before the first sample
 * @param initialWindowPackets first window, full packets
 * @param seed of what is random in controllers
 * @param ecn whether packets may carry ECN codepoints
 * @param events takes what controllers want to be seen
 * @param siblings the other paths, for coupled controllers
 */
public record RecoveryConfig(
    long pathId,
    Role role,
    int maxDatagramBytes,
    long initialRttNs,
    int initialWindowPackets,
    long seed,
    boolean ecn,
    CongestionEventSink events,
    SiblingPaths siblings) {
  /** RFC 9002 section 7.2. */
  public static final int INITIAL_WINDOW_PACKETS = 10;

  private static final int SMALLEST_DATAGRAM = 1200;

  /** Checks the size of the datagrams. */
  public RecoveryConfig {
    if (maxDatagramBytes < SMALLEST_DATAGRAM) {
      throw new IllegalArgumentException(
          "a path carries datagrams of 1200 bytes, RFC 9000 section 14, not " + maxDatagramBytes);
    }
  }

  /** A path alone in its connection, with the usual guess of its round-trip time. */
  public static RecoveryConfig of(long pathId, Role role, int maxDatagramBytes, long seed) {
    return new RecoveryConfig(
        pathId,
        role,
        maxDatagramBytes,
        RttEstimator.INITIAL_RTT_NS,
        INITIAL_WINDOW_PACKETS,
        seed,
        true,
        CongestionEventSink.NONE,
        SiblingPaths.NONE);
  }
}
