package org.tquic.congestion.bbr;

import java.util.function.DoubleSupplier;
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
  private final PathModel model;
  private final Startup startup;
  private final ProbeCycle cycle;
  private final RttProbe rttProbe;
  private final Pacing pacing;
  private final RateSample sample = new RateSample();
  private final Undo undo = new Undo();
  private final CongestionEventSink events;
  private final Window window;

  private BbrState state = BbrState.STARTUP;
  private long minimumBytes;
  private long deliveredBytes;
  private boolean idleRestart;

  /**
   * @param lossShare share of its bytes that the path may lose by itself, 0 to 1; may change at any
   *     time
   */
  Bbr(PathInfo path, CongestionHandover handover, long nowNs, DoubleSupplier lossShare) {
    events = path.events();
    minimumBytes = path.minimumWindowBytes();
    long startBytes = handover.startWindowBytes(path);
    model = new PathModel(path.maxDatagramBytes(), path.initialWindowBytes(), lossShare, nowNs);
    startup = new Startup(model);
    cycle = new ProbeCycle(model, path.random());
    rttProbe = new RttProbe(model);
    window = new Window(model, rttProbe, path.initialWindowBytes(), startBytes);
    pacing = new Pacing(startBytes);
    if (handover.isPresent()) {
      takeOver(handover, nowNs);
    }
  }

  /** Where it is, finer than {@link #phase()}. */
  BbrState state() {
    return state;
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
    if (window.endCollapse(sample)) {
      model.shortTerm.reset();
      cycle.probeSoon();
    }
    model.onAck(sample, state, window.bytes());
    if (model.rounds.isStart() && sample.rateBps > 0 && model.isPathLimited(sample, state)) {
      model.pipe.onRound(sample.rateBps, model.growth(sample, state));
    }
    checkStartup();
    if (model.pipe.isReached()) {
      enter(cycle.next(state, sample, window.bytes(), quantum()));
    }
    model.minRtt.update(sample.rttNs, sample.nowNs);
    checkProbeRtt();
    model.endAck(sample);
    pacing.update(model.bandwidthBps(), state.pacingGain, model.pipe.isReached());
    window.update(state, sample, quantum());
  }

  @Override
  public void onLoss(LossEvent event) {
    deliveredBytes = event.deliveredBytes();
    model.losses.onLost(event.lostBytes());
    if (model.lossRound.onLoss(deliveredBytes)) {
      window.save(state);
      undo.begin(model);
    }
    undo.onLost(event.lostPackets());
    if (event.isPersistentCongestion()) {
      window.collapse(state, minimumBytes, deliveredBytes);
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
    if (cycle.onTooMuch(state, inFlightBytes, window.bytes(), limited)) {
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
    window.restore();
    if (left == BbrState.STARTUP) {
      model.pipe.forget();
      if (state != BbrState.PROBE_RTT) {
        enter(BbrState.STARTUP);
      }
    } else if (left == BbrState.PROBE_UP && state != BbrState.PROBE_RTT) {
      enter(cycle.refill(deliveredBytes));
    }
    window.update(state, sample, quantum());
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
    window.atLeast(minimumBytes);
  }

  // States.

  private void checkStartup() {
    if (state == BbrState.STARTUP) {
      if (startup.isTooMuch(sample)) {
        undo.onLeft(state);
        startup.stop();
      }
      if (model.pipe.isReached()) {
        enter(startup.drain());
      }
    }
    if (state == BbrState.DRAIN && startup.isDrained(sample, quantum())) {
      enter(cycle.down(sample.deliveredBytes, sample.nowNs));
    }
  }

  private void checkProbeRtt() {
    // A path that is hardly used shows its round-trip time without being emptied.
    boolean empty = idleRestart || sample.sentInFlightBytes <= rttProbe.windowBytes();
    if (state != BbrState.PROBE_RTT && model.minRtt.isProbeDue() && !empty) {
      window.save(state);
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
    window.restore();
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

  private long quantum() {
    return pacing.quantumBytes(model.datagramBytes);
  }

  // Queries.

  @Override
  public long congestionWindow() {
    return window.bytes();
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
