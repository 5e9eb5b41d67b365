package org.tquic.bond.path;

import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.link.LinkInfo;
import org.tquic.bond.wire.ControlMessage.Verdict;
import org.tquic.bond.wire.ReceivedRanges;
import org.tquic.spi.scheduler.PathView;

/** One carrier of a bond: a path, the connection on it, and all the bond knows of it. */
public final class Carrier implements PathView {
  private static final long SAMPLE_NS = 8_000_000;
  private static final int MIN_WINDOW_PACKETS = 10;

  /** Delays change; what was measured before this says nothing. */
  private static final long FORWARD_DELAY_VALID_NS = 5_000_000_000L;

  private static final double UNKNOWN = Double.NaN;

  private final int id;
  private final String link;
  private final CarrierTransport transport;
  private final SentLedger ledger = new SentLedger();
  private final ReceivedRanges received = new ReceivedRanges();
  private final RttEstimator rtt = new RttEstimator();
  private final QueueBound queueBound = new QueueBound();
  private final Pacer pacer = new Pacer();
  private final LossMeter loss = new LossMeter();
  private final HealthMonitor health;
  private final KeepAlive keepAlive;
  private final PromisedCall promisedCall = new PromisedCall();
  private final RateMeter delivered = new RateMeter(125_000_000);
  private final RateMeter sent = new RateMeter(1_000_000_000);
  private final RateMeter arrived = new RateMeter(1_000_000_000);
  private final TransportSample sample = new TransportSample();

  private PathState state = PathState.ACTIVE;
  private PathReason reason = PathReason.NONE;
  private long stateSinceMillis = System.currentTimeMillis();
  private long sampledNs = Long.MIN_VALUE / 2;
  private long lastAckNs;
  private long deliveryRateBps = -1;
  private double weight = -1;
  private double forwardNs = UNKNOWN;
  private long forwardMeasuredNs;
  private boolean feedbackPending;
  private int tier = LinkInfo.FIRST_TIER;
  private boolean standby;
  private long quotaLeftBytes = -1;

  /** A carrier whose connection is validated, at the end that keeps no NAT's mapping alive. */
  public Carrier(int id, String link, CarrierTransport transport, long nowNs) {
    this(id, link, transport, null, nowNs);
  }

  /**
   * A carrier whose connection is validated.
   *
   * @param keepAlive keeps its mapping alive, or null where that is the other end's
   */
  public Carrier(int id, String link, CarrierTransport transport, KeepAlive keepAlive, long nowNs) {
    this.id = id;
    this.keepAlive = keepAlive;
    this.link = link;
    this.transport = transport;
    this.health = new HealthMonitor(nowNs);
    this.lastAckNs = nowNs;
  }

  /** Reads the connection's window and the delivery rate, if the last reading is old. */
  public void refresh(long nowNs) {
    if (nowNs - sampledNs < SAMPLE_NS) {
      return;
    }
    sampledNs = nowNs;
    if (nowNs - forwardMeasuredNs > FORWARD_DELAY_VALID_NS) {
      forwardNs = UNKNOWN;
    }
    transport.sample(sample);
    long rate = delivered.maxRate(lastAckNs);
    deliveryRateBps = rate > 0 ? rate : -1;
    if (rtt.smoothedNs() < 0 && sample.rttNs > 0) {
      rtt.add(sample.rttNs, nowNs);
    }
    pacer.update(congestionWindow(), smoothedRttNs());
  }

  /** Whether the window and the pacer let a packet go now. */
  public boolean maySend(long nowNs) {
    return room() > 0 && (boundsItself() || pacer.maySend(nowNs));
  }

  /** Whether the path has a window and a pacer of its own that bound what is sent on it. */
  public boolean boundsItself() {
    return transport.boundsItself();
  }

  /** Notes a packet as sent on this carrier. */
  public void onSent(SentPacket packet, long nowNs) {
    packet.onSent(id, nowNs);
    ledger.add(packet);
    pacer.onSent(packet.sizeBytes());
    sent.add(packet.sizeBytes(), nowNs);
    health.onTraffic(nowNs);
    onUse(nowNs);
  }

  /** Something crosses the path that is no part of its keeping alive, or it is in doubt. */
  public void onUse(long nowNs) {
    health.silentUntil(Long.MIN_VALUE);
    promisedCall.onUse();
    if (keepAlive != null) {
      keepAlive.onUse(nowNs);
    }
  }

  /** Whether its ends agreed to be silent. */
  public boolean isSilent() {
    return promisedCall.nextNs() != Long.MAX_VALUE || keepAlive != null && keepAlive.isSilent();
  }

  /** Changes the state. */
  public void state(PathState newState, PathReason newReason) {
    state = newState;
    reason = newReason;
    stateSinceMillis = System.currentTimeMillis();
  }

  /** Tier of its link. */
  public int tier() {
    return tier;
  }

  /** Changes the tier of its link. */
  public void tier(int newTier) {
    tier = newTier;
  }

  /** Whether links of a lower tier carry the traffic, so that this one has to wait. */
  public boolean isStandby() {
    return standby;
  }

  /** Has it wait, or wait no more. */
  public void standby(boolean waits) {
    standby = waits;
    stateSinceMillis = System.currentTimeMillis();
  }

  /** Notes that the peer has packets of ours. */
  public void onAcknowledged(long bytes, long nowNs) {
    delivered.add(bytes, nowNs);
    lastAckNs = nowNs;
    queueBound.onAcknowledged(
        bytes,
        ledger.bytesInFlight(),
        rtt,
        delivered.recentRate(nowNs),
        loss.rate(),
        transportWindow(),
        nowNs);
    health.onProgress(nowNs);
  }

  /** The set of paths in use is another: news of this one may come another way. */
  public void onPathsChanged() {
    queueBound.reset();
  }

  /** Whether its one-way delay is known in relation to others. */
  boolean knowsForward() {
    return !Double.isNaN(forwardNs);
  }

  double forwardNs() {
    return forwardNs;
  }

  void forwardNs(double delayNs) {
    forwardNs = delayNs;
  }

  void forwardMeasuredNs(long nowNs) {
    forwardMeasuredNs = nowNs;
  }

  /** Id of the congestion controller in use. */
  public String congestion() {
    return transport.congestion();
  }

  /** The connection below. */
  public CarrierTransport transport() {
    return transport;
  }

  /** What is under way. */
  public SentLedger ledger() {
    return ledger;
  }

  /** What came in. */
  public ReceivedRanges received() {
    return received;
  }

  /** Round-trip time. */
  public RttEstimator rtt() {
    return rtt;
  }

  /** Loss. */
  public LossMeter loss() {
    return loss;
  }

  /** Suspicion and return. */
  public HealthMonitor health() {
    return health;
  }

  /** What keeps its mapping alive while it is idle, or null where that is the other end's. */
  public KeepAlive keepAlive() {
    return keepAlive;
  }

  /** What the other end wants after a silence. */
  public PromisedCall promisedCall() {
    return promisedCall;
  }

  /** Pacing of what is sent. */
  public Pacer pacer() {
    return pacer;
  }

  /** Inner bytes sent. */
  public RateMeter sent() {
    return sent;
  }

  /** Inner bytes received. */
  public RateMeter arrived() {
    return arrived;
  }

  /** State in its life. */
  public PathState state() {
    return state;
  }

  /** Why. */
  public PathReason reason() {
    return reason;
  }

  /** How it fares, as the peer is told. */
  public Verdict verdict() {
    if (state == PathState.ACTIVE || state == PathState.VALIDATED) {
      return Verdict.ALIVE;
    }
    return reason == PathReason.NO_CARRIER || reason == PathReason.QUOTA
        ? Verdict.DOWN
        : Verdict.SILENT;
  }

  /** Since when, epoch milliseconds. */
  public long stateSinceMillis() {
    return stateSinceMillis;
  }

  /** Whether the peer is owed feedback about this carrier. */
  public boolean feedbackPending() {
    return feedbackPending;
  }

  /** Notes whether the peer is owed feedback about this carrier. */
  public void feedbackPending(boolean pending) {
    feedbackPending = pending;
  }

  /** Sets the operator's weight, above 0, or -1 for none. */
  public void weight(double newWeight) {
    weight = newWeight;
  }

  /** Sets what its link may carry, or -1 where that is not limited or not known. */
  public void quotaLeft(long bytes) {
    quotaLeftBytes = bytes;
  }

  private long transportWindow() {
    return Math.max(sample.congestionWindow, minWindow());
  }

  private long minWindow() {
    return MIN_WINDOW_PACKETS * (long) transport.maxPayload();
  }

  @Override
  public int id() {
    return id;
  }

  @Override
  public String linkName() {
    return link;
  }

  @Override
  public long smoothedRttNs() {
    return rtt.smoothedOrInitialNs();
  }

  @Override
  public long latestRttNs() {
    return rtt.latestNs();
  }

  @Override
  public long minRttNs() {
    return rtt.minNs();
  }

  @Override
  public long rttVarianceNs() {
    return rtt.varianceNs();
  }

  @Override
  public long forwardDelayNs() {
    return knowsForward() ? (long) forwardNs : -1;
  }

  @Override
  public long congestionWindow() {
    return boundsItself()
        ? transportWindow()
        : Math.max(queueBound.within(transportWindow()), minWindow());
  }

  @Override
  public long room() {
    return boundsItself() ? transport.room() : PathView.super.room();
  }

  @Override
  public long bytesInFlight() {
    return ledger.bytesInFlight();
  }

  @Override
  public long queuedBytes() {
    return 0;
  }

  @Override
  public long pacingRateBps() {
    return pacer.rate();
  }

  @Override
  public long deliveryRateBps() {
    return deliveryRateBps;
  }

  @Override
  public double lossRate() {
    return loss.rate();
  }

  @Override
  public int ptoCount() {
    return state == PathState.SUSPECT ? 1 : 0;
  }

  @Override
  public long lastAckAgeNs(long nowNs) {
    return nowNs - lastAckNs;
  }

  @Override
  public int maxPayload() {
    return transport.maxPayload();
  }

  @Override
  public double weight() {
    return weight;
  }

  @Override
  public long quotaLeftBytes() {
    return quotaLeftBytes;
  }
}
