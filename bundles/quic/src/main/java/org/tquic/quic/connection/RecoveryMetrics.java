package org.tquic.quic.connection;

import org.tquic.quic.recovery.EcnValidator;
import org.tquic.quic.recovery.GuardedController;
import org.tquic.quic.recovery.RttEstimator;
import org.tquic.spi.congestion.CongestionPhase;

/**
 * What loss detection, congestion control and MTU discovery know of a path at one moment.
 *
 * @param minRttNs least round-trip time, or -1 before the first sample
 * @param smoothedRttNs smoothed round-trip time
 * @param latestRttNs latest sample, or -1
 * @param rttVarianceNs mean variation of the round-trip time
 * @param ptoCount probe timeouts since the last acknowledgement
 * @param congestionWindowBytes window of the controller
 * @param bytesInFlight sent and neither acknowledged nor lost
 * @param ssthreshBytes slow start threshold, or -1 for none
 * @param pacingRateBps rate in use, bytes per second
 * @param phase what the controller is doing
 * @param ecn whether packets are marked
 * @param mtuBytes largest datagram
 * @param controller id of the congestion controller
 * @param controllerFaults how often a controller failed and was replaced
 * @param controllerFault what the last failure was, empty for none
 */
public record RecoveryMetrics(
    long minRttNs,
    long smoothedRttNs,
    long latestRttNs,
    long rttVarianceNs,
    int ptoCount,
    long congestionWindowBytes,
    long bytesInFlight,
    long ssthreshBytes,
    long pacingRateBps,
    CongestionPhase phase,
    EcnValidator.State ecn,
    int mtuBytes,
    String controller,
    long controllerFaults,
    String controllerFault) {
  static RecoveryMetrics of(Path path) {
    RttEstimator rtt = path.recovery.rtt();
    GuardedController controller = path.recovery.controller();
    return new RecoveryMetrics(
        rtt.minNs(),
        rtt.smoothedNs(),
        rtt.latestNs(),
        rtt.varianceNs(),
        path.recovery.ptoCount(),
        controller.congestionWindow(),
        path.recovery.bytesInFlight(),
        controller.ssthreshBytes(),
        path.recovery.pacingRateBps(),
        controller.phase(),
        path.recovery.ecn().state(),
        path.mtu.currentMtu(),
        controller.id(),
        controller.faults(),
        controller.lastFault());
  }
}
