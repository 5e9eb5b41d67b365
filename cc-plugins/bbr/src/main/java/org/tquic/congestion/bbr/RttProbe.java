package org.tquic.congestion.bbr;

/** The ProbeRTT state: half of the pipe for 200 ms and a round, so that queues show no more. */
final class RttProbe {
  private static final long DURATION_NS = 200_000_000L;
  private static final long NEVER = Long.MAX_VALUE;

  private final PathModel model;
  private long doneNs = NEVER;
  private boolean roundDone;

  RttProbe(PathModel model) {
    this.model = model;
  }

  void begin(long deliveredBytes) {
    doneNs = NEVER;
    model.rounds.restart(deliveredBytes);
  }

  /** An acknowledgement came; whether the path was seen empty for long enough. */
  boolean onAck(RateSample sample) {
    sample.holdBack();
    if (doneNs == NEVER) {
      if (sample.inFlightBytes <= windowBytes()) {
        doneNs = sample.nowNs + DURATION_NS;
        roundDone = false;
        model.rounds.restart(sample.deliveredBytes);
      }
      return false;
    }
    roundDone |= model.rounds.isStart();
    return roundDone && isOver(sample.nowNs);
  }

  /** Whether the time is over. */
  boolean isOver(long nowNs) {
    return doneNs != NEVER && nowNs > doneNs;
  }

  /** The window in this state. */
  long windowBytes() {
    double gain = BbrState.PROBE_RTT.windowGain;
    return Math.max(model.bdpBytes(model.bandwidthBps(), gain), model.minPipeBytes());
  }
}
