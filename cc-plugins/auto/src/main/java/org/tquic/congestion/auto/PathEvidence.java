package org.tquic.congestion.auto;

import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.EcnEvent;
import org.tquic.spi.congestion.LossEvent;

/**
 * Gathers what a path shows, period by period. Only periods count in which the window was used: a
 * path that carries little shows nothing of what it would do under load.
 */
final class PathEvidence {
  private static final long PERIOD_NS = 2_000_000_000L;
  private static final int PERIOD_ROUNDS = 10;

  /** Packets that have to be acknowledged for shares of a hundredth to mean anything. */
  private static final int LEAST_DATAGRAMS = 200;

  /** Delay that is no queue to speak of, whatever the path. */
  private static final long SLIGHT_NS = 5_000_000;

  private static final int SLIGHT_PART = 8;

  private int datagramBytes;
  private long beganNs;
  private long ackedBytes;
  private long usedBytes;
  private long lostBytes;
  private int lossEpochs;
  private int emptyLossEpochs;
  private int markEpochs;
  private double queueSumNs;
  private int queueSamples;
  private long jitterNs = Long.MAX_VALUE;
  private boolean queueIsSlight = true;

  PathEvidence(int datagramBytes, long nowNs) {
    this.datagramBytes = datagramBytes;
    beganNs = nowNs;
  }

  void datagramBytes(int bytes) {
    datagramBytes = bytes;
  }

  /** Takes an acknowledgement; the findings of the period that it ends, or null. */
  Findings onAck(AckEvent event) {
    long queueNs = Math.max(event.smoothedRttNs() - event.minRttNs(), 0);
    // Variation lifts the mean above the minimum, too.
    long slightNs = Math.max(SLIGHT_NS, event.minRttNs() / SLIGHT_PART);
    queueIsSlight = queueNs - 2 * event.rttVarianceNs() < slightNs;
    ackedBytes += event.ackedBytes();
    if (event.isWindowLimited()) {
      usedBytes += event.ackedBytes();
      queueSumNs += queueNs;
      queueSamples++;
    }
    jitterNs = Math.min(jitterNs, event.rttVarianceNs());
    long lengthNs = Math.max(PERIOD_NS, PERIOD_ROUNDS * event.smoothedRttNs());
    return event.nowNs() - beganNs < lengthNs ? null : end(event);
  }

  private Findings end(AckEvent event) {
    Findings findings = null;
    boolean used = 2 * usedBytes > ackedBytes;
    if (used && ackedBytes >= (long) LEAST_DATAGRAMS * datagramBytes) {
      findings =
          new Findings(
              (double) lostBytes / (lostBytes + ackedBytes),
              lossEpochs,
              emptyLossEpochs,
              markEpochs,
              (long) (queueSumNs / queueSamples),
              event.minRttNs(),
              jitterNs);
    }
    restart(event.nowNs());
    return findings;
  }

  /** Begins a period: what was before is another controller's doing, or another time's. */
  void restart(long nowNs) {
    beganNs = nowNs;
    ackedBytes = 0;
    usedBytes = 0;
    lostBytes = 0;
    lossEpochs = 0;
    emptyLossEpochs = 0;
    markEpochs = 0;
    queueSumNs = 0;
    queueSamples = 0;
    jitterNs = Long.MAX_VALUE;
  }

  void onLoss(LossEvent event) {
    lostBytes += event.lostBytes();
    if (event.isNewEpoch()) {
      lossEpochs++;
      emptyLossEpochs += queueIsSlight ? 1 : 0;
    }
  }

  void onMark(EcnEvent event) {
    markEpochs += event.isNewEpoch() ? 1 : 0;
  }
}
