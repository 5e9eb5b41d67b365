package org.tquic.congestion.bbr;

import java.util.function.DoubleSupplier;

/** What is known of the path: bandwidth, round-trip time, and what may be in flight. */
final class PathModel {
  /** No bound in bytes. */
  static final long UNBOUNDED = Long.MAX_VALUE;

  private static final double HEADROOM = 0.15;
  private static final double OVERFULL = 2;
  private static final double LEAST_GROWTH = 1.05;
  private static final int MIN_PIPE_DATAGRAMS = 4;
  private static final int PROBE_DATAGRAMS = 2;

  final RoundCounter rounds = new RoundCounter();
  final LossRound lossRound = new LossRound();
  final LossBudget losses;
  final RoundRate roundRate = new RoundRate();
  final BandwidthFilter maxBandwidth = new BandwidthFilter();
  final MinRttFilter minRtt;
  final ExtraAcked extraAcked;
  final FullPipe pipe = new FullPipe();
  final Slowdown slowdown = new Slowdown();
  final ShortTermModel shortTerm = new ShortTermModel();

  int datagramBytes;

  /** Most in flight that did not lose too much when bandwidth was probed. */
  long inFlightLongTerm = UNBOUNDED;

  private final long initialWindowBytes;

  PathModel(int datagramBytes, long initialWindowBytes, DoubleSupplier lossShare, long nowNs) {
    this.datagramBytes = datagramBytes;
    this.initialWindowBytes = initialWindowBytes;
    losses = new LossBudget(datagramBytes, lossShare);
    minRtt = new MinRttFilter(nowNs);
    extraAcked = new ExtraAcked(nowNs);
  }

  /** The draft's UpdateLatestDeliverySignals, UpdateCongestionSignals and UpdateACKAggregation. */
  void onAck(RateSample sample, BbrState state, long windowBytes) {
    lossRound.onAck(sample);
    rounds.onAck(sample.priorDeliveredBytes, sample.deliveredBytes);
    roundRate.onAck(sample, rounds.isStart());
    if (rounds.isStart()) {
      maxBandwidth.update(roundRate.bps(), roundRate.isLimited());
    }
    if (slowdown.onAck(sample, rounds.isStart(), maxBandwidth.get(), minRtt.get())
        && state != BbrState.STARTUP) {
      maxBandwidth.advance();
    }
    losses.onAcked(sample.ackedBytes, sample.inFlightBytes, datagramBytes);
    if (lossRound.isStart() && !state.isAccelerating() && isCongested()) {
      shortTerm.adapt(lossRound, maxBandwidth.get(), windowBytes);
    }
    extraAcked.onAck(
        sample.ackedBytes,
        bandwidthBps(),
        windowBytes,
        rounds.count(),
        pipe.isReached(),
        sample.nowNs);
  }

  /**
   * Whether it was the path that bounded the rate of a sample. With more under way than the state
   * wants to try it was, even where the application paused afterwards: a source that answers what
   * arrives, as TCP inside of a tunnel does, pauses all the time, and the search would never end.
   * Before anything is known of the path the window must have been filled too, or a source that
   * sends little would seem to be all that the path carries.
   */
  boolean isPathLimited(RateSample sample, BbrState state) {
    boolean probes = state == BbrState.PROBE_UP;
    double gain = probes ? state.pacingGain : OVERFULL;
    return !sample.limited
        || (probes || sample.windowLimited)
            && minRtt.isKnown()
            && sample.sentInFlightBytes
                > bdpBytes(Math.max(maxBandwidth.get(), sample.rateBps), gain);
  }

  /**
   * By how much the rate has to grow in a round as long as the pipe is not full. In the search the
   * window is twice what the least round trip holds. Where round trips vary, most are longer, and
   * such a window lets the rate grow by less than a quarter, however much the path could carry.
   */
  double growth(RateSample sample, BbrState state) {
    if (state != BbrState.STARTUP || !minRtt.isKnown() || sample.smoothedRttNs <= 0) {
      return FullPipe.GROWTH;
    }
    double possible = state.windowGain * minRtt.get() / sample.smoothedRttNs;
    return Math.clamp(Math.sqrt(possible), LEAST_GROWTH, FullPipe.GROWTH);
  }

  /** The acknowledgement is processed. */
  void endAck(RateSample sample) {
    if (lossRound.isStart()) {
      lossRound.clear();
      losses.settle();
    }
    lossRound.endAck(sample);
  }

  /** Whether the round met marks, or more loss than a path has by itself. */
  boolean isCongested() {
    return lossRound.isMarked() || losses.isOverdrawn();
  }

  /** Bandwidth to send with, bytes per second; 0 before the first sample. */
  double bandwidthBps() {
    return Math.min(maxBandwidth.get(), shortTerm.bandwidthBps());
  }

  /** Bytes that are this multiple of bandwidth times round-trip time. */
  long bdpBytes(double bandwidthBps, double gain) {
    if (!minRtt.isKnown() || bandwidthBps <= 0) {
      return initialWindowBytes;
    }
    return (long) Math.min(gain * bandwidthBps * 1e-9 * minRtt.get(), 1L << 40);
  }

  /** Bytes in flight with this multiple of the pipe filled. */
  long inFlight(double bandwidthBps, double gain, BbrState state, long quantumBytes) {
    return quantised(bdpBytes(bandwidthBps, gain), state, quantumBytes);
  }

  /** Bytes in flight that use the path in full, gathered acknowledgements included. */
  long maxInFlight(BbrState state, long quantumBytes) {
    long bytes = bdpBytes(bandwidthBps(), state.windowGain) + extraAcked.get();
    return quantised(bytes, state, quantumBytes);
  }

  private long quantised(long bytes, BbrState state, long quantumBytes) {
    long enough = Math.max(Math.max(bytes, quantumBytes), minPipeBytes());
    return state == BbrState.PROBE_UP ? enough + PROBE_DATAGRAMS * datagramBytes : enough;
  }

  /** Least that keeps a receiver answering that acknowledges every other packet. */
  long minPipeBytes() {
    return (long) MIN_PIPE_DATAGRAMS * datagramBytes;
  }

  /** The long-term bound with room for others left in it. */
  long inFlightWithHeadroom() {
    if (inFlightLongTerm == UNBOUNDED) {
      return UNBOUNDED;
    }
    long headroom = Math.max(datagramBytes, (long) (HEADROOM * inFlightLongTerm));
    return Math.max(inFlightLongTerm - headroom, minPipeBytes());
  }

  /** What is wanted in flight: the pipe's worth, unless congestion cut the window. */
  long targetInFlight(long windowBytes) {
    return Math.min(bdpBytes(bandwidthBps(), 1), windowBytes);
  }
}
