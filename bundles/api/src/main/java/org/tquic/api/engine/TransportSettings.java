package org.tquic.api.engine;

import java.time.Duration;

/**
 * Transport parameters of a connection.
 *
 * @param maxUdpPayload largest UDP payload to send and to accept, 1200 to 65527 bytes
 * @param idleTimeout silence that ends the connection
 * @param datagramQueue DATAGRAM frames that may wait, in either direction
 * @param congestion the engine's name of a congestion controller
 */
public record TransportSettings(
    int maxUdpPayload, Duration idleTimeout, int datagramQueue, String congestion) {}
