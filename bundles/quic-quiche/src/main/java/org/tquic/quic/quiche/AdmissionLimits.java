package org.tquic.quic.quiche;

import java.time.Duration;

/**
 * What a listener bears before it defends itself.
 *
 * @param connections connections at once, half-open ones included; beyond it new ones are dropped
 * @param retryAbove half-open connections above which a client must prove its address by Retry
 * @param halfOpenPerSource half-open connections of one address; beyond it, Retry, then none
 * @param handshakeTimeout after which a half-open connection is closed
 */
record AdmissionLimits(
    int connections, int retryAbove, int halfOpenPerSource, Duration handshakeTimeout) {
  static final AdmissionLimits DEFAULT = new AdmissionLimits(1024, 32, 16, Duration.ofSeconds(10));
}
