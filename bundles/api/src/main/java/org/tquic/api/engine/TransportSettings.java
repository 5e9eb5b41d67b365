package org.tquic.api.engine;

import java.time.Duration;
import org.tquic.spi.congestion.CongestionControllerFactory;

/**
 * Transport parameters of a connection.
 *
 * @param maxUdpPayload largest UDP payload to send and to accept, 1200 to 65527 bytes
 * @param idleTimeout silence that ends the connection
 * @param datagramQueue DATAGRAM frames that may wait, in either direction
 * @param congestion the engine's name of a congestion controller
 * @param controller makes the controllers, for engines that run plug-ins; null for the built-in
 */
public record TransportSettings(
    int maxUdpPayload,
    Duration idleTimeout,
    int datagramQueue,
    String congestion,
    CongestionControllerFactory controller) {
  /** For engines with controllers of their own. */
  public TransportSettings(
      int maxUdpPayload, Duration idleTimeout, int datagramQueue, String congestion) {
    this(maxUdpPayload, idleTimeout, datagramQueue, congestion, null);
  }
}
