package org.tquic.congestion.bbr;

import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionEventSink;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.EcnEvent;
import org.tquic.spi.congestion.LossEvent;
import org.tquic.spi.congestion.PathInfo;
import org.tquic.spi.congestion.SentEvent;
import org.tquic.spi.congestion.SpuriousLossEvent;

/**
 * BBRv3, draft-ietf-ccwg-bbr: sends at the bandwidth that a model of the path shows, and probes for
 * more. It differs from the draft where mobile links ask for it: random loss ({@link LossBudget}),
 * a rate that drops before a deep queue ({@link Slowdown}), and a probe at once after silence.
 */
final class Bbr implements CongestionController {
  private static final long NONE = -1;

  /**
   * Share lost in a round that ends Startup. The draft says 2 %; a queue that overflows while the
   * rate doubles loses far more, and random loss less.
   */
  private static final double STARTUP_LOSS = 0.08;

  private final PathModel model;
  private final ProbeCycle cycle;
  private final RttProbe rttProbe;
  private final Pacing pacing;
  private final RateSample sample = new RateSample();
  private final Undo undo = new Undo();
  private final CongestionEventSink events;
  private final long initialWindowBytes;

  private BbrState state = BbrState.STARTUP;
  private long minimumBytes;
  private long windowBytes;
  private long savedWindowBytes;
  private long drainStartRound;
  private long deliveredBytes;
  private boolean idleRestart;

  /** After persistent congestion: delivered when it showed, until something sent since arrives. */
  private long collapsedAtBytes = NONE;

  Bbr(PathInfo path, CongestionHandover handover, long nowNs) {
    events = path.events();
    initialWindowBytes = path.initialWindowBytes();
    minimumBytes = path.minimumWindowBytes();
    windowBytes = handover.startWindowBytes(path);
    model = new PathModel(path.maxDatagramBytes(), initialWindowBytes, nowNs);
    cycle = new ProbeCycle(model, path.random());
    rttProbe = new RttProbe(model);
    pacing = new Pacing(windowBytes);
    if (handover.isPresent()) {
      takeOver(handover, nowNs);
    }
  }

  /** What the predecessor knows of the path begins the model; then it is probed. */
  private void takeOver(CongestionHandover handover, long nowNs) {
    if (handover.minRttNs() > 0) {
      long ageNs = Math.max(handover.minRttAgeNs(), 0);
      model.minRtt.seed(handover.minRttNs(), nowNs - ageNs);
      pacing.onRtt(handover.minRttNs());
    }
    if (handover.bandwidthBps() > 0) {
      model.maxBandwidth.update(handover.bandwidthBps(), false);
      if (!handover.phase().isSearching()) {
        model.pipe.reach();
        state = cycle.refill(0);
      }
      pacing.update(model.bandwidthBps(), state.pacingGain, model.pipe.isReached());
    }
  }

  // Events.

  @Override
  public void onPacketSent(SentEvent event) {
    if (event.inFlightBeforeBytes() == 0) {
      onIdleRestart(event.nowNs());
    }
  }

  @Override
  public void onIdleRestart(long nowNs) {
    idleRestart = true;
    model.extraAcked.onIdleRestart(nowNs);
    if (state.isProbeBandwidth()) {
      pacing.update(model.bandwidthBps(), 1, model.pipe.isReached());
    } else if (state == BbrState.PROBE_RTT && rttProbe.isOver(nowNs)) {
      leaveProbeRtt(nowNs);
    }
  }

  @Override
  public void onAck(AckEvent event) {
    sample.take(event);
    deliveredBytes = sample.deliveredBytes;
    if (sample.rttNs >= 0) {
      pacing.onRtt(sample.rttNs);
    }
    restoreAfterCollapse();
    model.onAck(sample, state, windowBytes);
    if (model.rounds.isStart() && !sample.limited && sample.rateBps > 0) {
      model.pipe.onRound(sample.rateBps);
    }
    checkStartup();
    checkDrain();
    if (model.pipe.isReached()) {
      enter(cycle.next(state, sample, windowBytes, quantum()));
    }
    model.minRtt.update(sample.rttNs, sample.nowNs);
    checkProbeRtt();
    model.endAck(sample);
    pacing.update(model.bandwidthBps(), state.pacingGain, model.pipe.isReached());
    setWindow();
  }

  @Override
  public void onLoss(LossEvent event) {
    deliveredBytes = event.deliveredBytes();
    model.losses.onLost(event.lostBytes());
    if (model.lossRound.onLoss(deliveredBytes)) {
      saveWindow();
      undo.begin(model);
    }
    undo.onLost(event.lostPackets());
    if (event.isPersistentCongestion()) {
      collapse();
    }
    long inFlight = event.largestInFlightBytes();
    long lost = event.lostSinceLargestSentBytes();
    if (cycle.isProbeSample() && cycle.isTooMuch(lost, inFlight)) {
      onTooMuch(
          ProbeCycle.inFlightAtLoss(inFlight, lost, event.lostBytes()),
          event.isLargestApplicationLimited(),
          event.nowNs());
    }
  }

  @Override
  public void onEcnCe(EcnEvent event) {
    if (!event.isNewEpoch()) {
      return;
    }
    model.lossRound.onMark();
    if (cycle.isProbeSample()) {
      onTooMuch(event.inFlightBytes(), false, event.nowNs());
    }
  }

  private void onTooMuch(long inFlightBytes, boolean limited, long nowNs) {
    if (cycle.onTooMuch(state, inFlightBytes, windowBytes, limited)) {
      undo.onLeft(state);
      enter(cycle.down(deliveredBytes, nowNs));
    }
  }

  @Override
  public void onSpuriousLoss(SpuriousLossEvent event) {
    model.losses.onSpurious(event.spuriousBytes());
    if (!undo.onSpurious(event.spuriousPackets())) {
      return;
    }
    BbrState left = undo.restore(model);
    restoreWindow();
    if (left == BbrState.STARTUP) {
      model.pipe.forget();
      if (state != BbrState.PROBE_RTT) {
        enter(BbrState.STARTUP);
      }
    } else if (left == BbrState.PROBE_UP && state != BbrState.PROBE_RTT) {
      enter(cycle.refill(deliveredBytes));
    }
    setWindow();
  }

  /** After a second timeout the path is away rather than full: it was emptied by that. */
  @Override
  public void onPto(int count, long nowNs) {
    if (count > 1) {
      idleRestart = true;
      cycle.probeSoon();
    }
  }

  @Override
  public void onMtuChanged(int maxDatagramBytes, long nowNs) {
    model.datagramBytes = maxDatagramBytes;
    minimumBytes = 2L * maxDatagramBytes;
    windowBytes = Math.max(windowBytes, minimumBytes);
  }

  // States.

  private void checkStartup() {
    if (state != BbrState.STARTUP) {
      return;
    }
    if (model.lossRound.isStart() && isStartupTooHigh()) {
      undo.onLeft(state);
      model.pipe.reach();
      model.inFlightLongTerm =
          Math.max(
              model.bdpBytes(model.bandwidthBps(), 1),
              Math.max(model.lossRound.latestBytes(), model.minPipeBytes()));
    }
    if (model.pipe.isReached()) {
      drainStartRound = model.rounds.count();
      enter(BbrState.DRAIN);
    }
  }

  private boolean isStartupTooHigh() {
    return model.lossRound.isMarked()
        || model.lossRound.hasManyLosses()
            && sample.lostBytes > STARTUP_LOSS * sample.sentInFlightBytes;
  }

  private void checkDrain() {
    if (state == BbrState.DRAIN
        && (sample.inFlightBytes <= model.inFlight(model.bandwidthBps(), 1, state, quantum())
            || model.rounds.count() > drainStartRound + 3)) {
      enter(cycle.down(sample.deliveredBytes, sample.nowNs));
    }
  }

  private void checkProbeRtt() {
    // A path that is hardly used shows its round-trip time without being emptied.
    boolean empty = idleRestart || sample.sentInFlightBytes <= rttProbe.windowBytes();
    if (state != BbrState.PROBE_RTT && model.minRtt.isProbeDue() && !empty) {
      saveWindow();
      enter(BbrState.PROBE_RTT);
      cycle.stopFeedback();
      rttProbe.begin(sample.deliveredBytes);
    }
    if (state == BbrState.PROBE_RTT && rttProbe.onAck(sample)) {
      leaveProbeRtt(sample.nowNs);
    }
    if (sample.sampleBytes > 0) {
      idleRestart = false;
    }
  }

  private void leaveProbeRtt(long nowNs) {
    model.minRtt.onProbed(nowNs);
    restoreWindow();
    model.shortTerm.reset();
    if (model.pipe.isReached()) {
      cycle.down(deliveredBytes, nowNs);
      enter(BbrState.PROBE_CRUISE);
    } else {
      enter(BbrState.STARTUP);
    }
  }

  private void enter(BbrState next) {
    if (next.phase != state.phase) {
      events.onPhase(state.phase, next.phase, sample.nowNs);
    }
    state = next;
  }

  // Window.

  private void setWindow() {
    long most = model.maxInFlight(state, quantum());
    if (model.pipe.isReached()) {
      windowBytes = Math.min(windowBytes + sample.ackedBytes, most);
    } else if (windowBytes < most || sample.deliveredBytes < initialWindowBytes) {
      windowBytes += sample.ackedBytes;
    }
    windowBytes = Math.max(windowBytes, model.minPipeBytes());
    if (state == BbrState.PROBE_RTT) {
      windowBytes = Math.min(windowBytes, rttProbe.windowBytes());
    }
    long cap =
        switch (state) {
          case STARTUP, DRAIN -> PathModel.UNBOUNDED;
          case PROBE_CRUISE, PROBE_RTT -> model.inFlightWithHeadroom();
          default -> model.inFlightLongTerm;
        };
    cap = Math.max(Math.min(cap, model.shortTerm.inFlightBytes()), model.minPipeBytes());
    windowBytes = Math.min(windowBytes, cap);
  }

  private void saveWindow() {
    boolean reduced = state == BbrState.PROBE_RTT || collapsedAtBytes != NONE;
    savedWindowBytes = reduced ? Math.max(savedWindowBytes, windowBytes) : windowBytes;
  }

  private void restoreWindow() {
    windowBytes = Math.max(windowBytes, savedWindowBytes);
  }

  /** RFC 9002 section 7.6.2; what was learnt of the path is kept. */
  private void collapse() {
    saveWindow();
    windowBytes = minimumBytes;
    collapsedAtBytes = deliveredBytes;
  }

  /** Something sent after the collapse arrived, so the path is as before. */
  private void restoreAfterCollapse() {
    if (collapsedAtBytes != NONE && sample.priorDeliveredBytes >= collapsedAtBytes) {
      collapsedAtBytes = NONE;
      model.shortTerm.reset();
      restoreWindow();
      cycle.probeSoon();
    }
  }

  private long quantum() {
    return pacing.quantumBytes(model.datagramBytes);
  }

  // Queries.

  @Override
  public long congestionWindow() {
    return windowBytes;
  }

  @Override
  public long pacingRateBps() {
    return pacing.rateBps();
  }

  @Override
  public long sendQuantumBytes() {
    return quantum();
  }

  @Override
  public long bandwidthBps() {
    double bps = model.bandwidthBps();
    return bps > 0 ? (long) bps : -1;
  }

  @Override
  public CongestionPhase phase() {
    return state.phase;
  }
}
