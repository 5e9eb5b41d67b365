package org.tquic.quic.recovery;

import org.tquic.quic.Ecn;
import org.tquic.quic.Role;
import org.tquic.quic.wire.AckFrame;
import org.tquic.spi.congestion.CongestionControllerFactory;

/**
 * Loss detection and congestion control of one path, RFC 9002. The caller tells what it sends, what
 * is acknowledged and when the time of {@link #nextTimeoutNs()} has come, and asks whether it may
 * send. It never sends from within a {@link PacketFate}.
 */
public final class PathRecovery {
  /** Stands for no deadline. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Packets for a probe timeout, RFC 9002 section 6.2.4: one could be lost again. */
  private static final int PROBES = 2;

  private static final double PACING_GAIN = 1.25;

  /** Entries of a log that windows leave to what is sent in spite of them. */
  private static final int LOG_RESERVE = 1024;

  private final PacketNumberSpace[] spaces = new PacketNumberSpace[SpaceKind.values().length];
  private final SentPacketPool pool;
  private final RttEstimator rtt;
  private final RecoveryEpoch epoch = new RecoveryEpoch();
  private final DeliveryRateSampler rate = new DeliveryRateSampler();
  private final LossRate lossRate = new LossRate();
  private final LossInterval lossInterval = new LossInterval();
  private final AckShare ackShare = new AckShare();
  private final EcnValidator ecn;
  private final Pacer pacer;
  private final GuardedController controller;
  private final LossDetectionTimer timer;
  private final LossDetector detector;

  private final SentSample sent = new SentSample();
  private final AckSample acked;
  private final EcnSample marked = new EcnSample();
  private final SpuriousSample spurious = new SpuriousSample();

  private int datagramBytes;
  private long lastSentNs;
  private long lastAckNs = NEVER;
  private long windowLimitedNs = -1;
  private boolean idleTold = true;
  private PacketNumberSpace probeSpace;
  private long spuriousLosses;
  private long ecnMarks;

  /**
   * Recovery of a path over which nothing was sent.
   *
   * @param factory makes its controller
   * @param pool takes back the packets
   */
  public PathRecovery(
      RecoveryConfig config, CongestionControllerFactory factory, SentPacketPool pool, long nowNs) {
    this.pool = pool;
    datagramBytes = config.maxDatagramBytes();
    rtt = new RttEstimator(config.initialRttNs());
    ecn = new EcnValidator(config.ecn());
    pacer = new Pacer(datagramBytes, nowNs);
    controller = new GuardedController(config, factory, rtt, epoch, rate, nowNs);
    timer = new LossDetectionTimer(spaces, rtt);
    timer.peerCompletedAddressValidation = config.role() == Role.SERVER;
    timer.idleSinceNs = nowNs;
    detector = new LossDetector(spaces, pool, rtt, epoch, rate, lossRate, ecn);
    acked = detector.acked;
    lastSentNs = nowNs;
    applyController(nowNs);
  }

  /** Adds a space whose packets travel on this path; one of each kind. */
  public void addSpace(PacketNumberSpace space) {
    int slot = space.kind().ordinal();
    if (spaces[slot] != null) {
      throw new IllegalStateException("there is a space for " + space.kind());
    }
    spaces[slot] = space;
  }

  /**
   * Takes a packet that was just sent; packets of a space come in the order of their numbers.
   *
   * @param applicationLimited whether there was nothing more to send on this path
   */
  public void onPacketSent(
      PacketNumberSpace space, SentPacket packet, boolean applicationLimited, long nowNs) {
    packet.space = space.kind();
    packet.sentNs = nowNs;
    packet.generation = detector.generation;
    ecn.onSent(space.ecn, packet.ecn);
    ackShare.add(packet);
    space.received().setSparse(ackShare.isNoticeable());
    if (packet.inFlight) {
      beforeInFlight(nowNs);
      rate.onSent(packet, detector.bytesInFlight, nowNs);
    }
    if (!space.log.add(packet)) {
      pool.release(packet);
      return;
    }
    if (!packet.inFlight) {
      return;
    }
    controller.onPacketSent(sent.of(packet, detector.bytesInFlight, applicationLimited), nowNs);
    detector.bytesInFlight += packet.bytes;
    controller.endEvents(nowNs);
    pacer.onSent(packet.bytes, nowNs);
    applyController(nowNs);
    lastSentNs = nowNs;
    idleTold = false;
    if (fillsWindow()) {
      windowLimitedNs = nowNs;
    }
    if (applicationLimited) {
      onApplicationLimited();
    }
    if (packet.ackEliciting) {
      space.lastAckElicitingNs = nowNs;
      timer.idleSinceNs = nowNs;
    }
  }

  private void beforeInFlight(long nowNs) {
    if (detector.bytesInFlight == 0 && nowNs - lastSentNs > ptoNs()) {
      onIdleRestart(nowNs);
    }
  }

  /**
   * Whether the window is what ends sending. While it doubles each round trip, half of it is all
   * that the round trip before could put under way.
   */
  private boolean fillsWindow() {
    long window = controller.congestionWindow();
    return detector.bytesInFlight + datagramBytes > window
        || controller.phase().isSearching() && detector.bytesInFlight > window / 2;
  }

  /**
   * There is room on this path and nothing to send on it, or what there is goes over another one.
   */
  public void onApplicationLimited() {
    if (detector.bytesInFlight + datagramBytes <= controller.congestionWindow()) {
      rate.onApplicationLimited(detector.bytesInFlight);
    }
  }

  /**
   * Sending starts again after a silence. It is noticed when a packet is sent with nothing under
   * way for longer than a probe timeout; a caller that knows earlier says so.
   */
  public void onIdleRestart(long nowNs) {
    if (!idleTold) {
      idleTold = true;
      controller.onIdleRestart(nowNs);
      controller.endEvents(nowNs);
      applyController(nowNs);
    }
  }

  /**
   * Takes an ACK or PATH_ACK frame.
   *
   * @param space the space it is for
   * @param ackDelayNs its delay, scaled
   * @param fate told of each packet that is settled by it
   * @throws org.tquic.quic.QuicException PROTOCOL_VIOLATION when it acknowledges what was not sent
   */
  public void onAck(
      PacketNumberSpace space, AckFrame ack, long ackDelayNs, long nowNs, PacketFate fate) {
    boolean advances = space.onAckFrame(ack);
    rate.begin();
    detector.takeAcked(space, ack, nowNs, fate);
    boolean wasSpurious = space.lost.takeAcked(ack, nowNs, spurious);
    if (acked.packets > 0) {
      lastAckNs = nowNs;
      boolean sampled = updateRtt(space, ack, ackDelayNs, nowNs);
      rate.end(rtt.minNs(), nowNs);
      if (advances) {
        updateEcn(space, ack, nowNs);
      }
      if (detector.detectLost(space, nowNs, fate)) {
        onCongestion(space, nowNs);
      }
      if (acked.ackedBytes() > 0) {
        boolean limited = acked.largestSentNs() <= windowLimitedNs;
        acked.complete(ackDelayNs, sampled, detector.bytesInFlight, limited, lossIntervalBytes());
        controller.onAck(acked, nowNs);
      }
      lossRate.onAcked(acked.packets);
      // A server that answers a Handshake packet has validated the client, RFC 9002 section
      // 6.2.2.1. Until then a client cannot tell whether it may send, section 6.2.1.
      timer.peerCompletedAddressValidation |= space.kind() == SpaceKind.HANDSHAKE;
      if (timer.peerCompletedAddressValidation) {
        timer.ptoCount = 0;
      }
      timer.idleSinceNs = nowNs;
    }
    if (wasSpurious) {
      spuriousLosses += spurious.spuriousPackets();
      space.persistentCongestion.onAcked();
      controller.onSpuriousLoss(spurious, nowNs);
    }
    controller.endEvents(nowNs);
    applyController(nowNs);
  }

  private boolean updateRtt(PacketNumberSpace space, AckFrame ack, long ackDelayNs, long nowNs) {
    // RFC 9002 section 5.1: only of the largest, newly acknowledged, and if an answer was due.
    if (acked.largestOfAll != ack.largest || !acked.ackEliciting || !acked.largestIsCurrent) {
      return false;
    }
    long delayNs = space.kind() == SpaceKind.INITIAL ? 0 : Math.max(ackDelayNs, 0);
    if (timer.handshakeConfirmed) {
      delayNs = Math.min(delayNs, timer.maxAckDelayNs);
    }
    rtt.update(nowNs - acked.largestOfAllSentNs, delayNs, nowNs);
    return true;
  }

  private void updateEcn(PacketNumberSpace space, AckFrame ack, long nowNs) {
    boolean congested = ecn.onAck(space.ecn, ack, acked.ect0, acked.ect1, marked);
    if (congested) {
      ecnMarks += marked.ceDelta();
    }
    if (congested && acked.largestIsCurrent) {
      boolean newEpoch = beginEpoch(acked.largestOfAllSentNs, nowNs);
      marked.complete(nowNs, acked.largestOfAllSentNs, detector.bytesInFlight, newEpoch);
      controller.onEcnCe(marked, nowNs);
    }
  }

  private boolean beginEpoch(long sentNs, long nowNs) {
    boolean begins = epoch.onCongestion(sentNs, nowNs);
    if (begins) {
      lossInterval.onCongestion(rate.deliveredBytes());
    }
    return begins;
  }

  private void onCongestion(PacketNumberSpace space, long nowNs) {
    LossSample lost = detector.lost;
    boolean newEpoch = beginEpoch(lost.largestSentNs(), nowNs);
    boolean persistent = space.persistentCongestion.established(ptoNs());
    if (persistent) {
      epoch.reset();
      rtt.restartMinimum(nowNs);
    }
    lost.complete(detector.bytesInFlight, newEpoch, persistent);
    controller.onLoss(lost, nowNs);
  }

  /** When {@link #onTimeout} has to be called, {@link #NEVER} for not at all. */
  public long nextTimeoutNs() {
    return timer.deadlineNs();
  }

  /**
   * Does what the time asks for; nothing if it was not reached.
   *
   * @return packets that must be sent in {@link #probeSpace()} whatever the window says
   */
  public int onTimeout(long nowNs, PacketFate fate) {
    PacketNumberSpace overtaken = timer.spaceOfLossTime();
    if (overtaken != null) {
      if (overtaken.lossTimeNs <= nowNs) {
        if (detector.detectLost(overtaken, nowNs, fate)) {
          onCongestion(overtaken, nowNs);
        }
        controller.endEvents(nowNs);
        applyController(nowNs);
      }
      return 0;
    }
    if (timer.ptoTimeNs() > nowNs) {
      return 0;
    }
    probeSpace = timer.spaceOfPto();
    timer.ptoCount++;
    timer.idleSinceNs = nowNs;
    controller.onPto(timer.ptoCount, nowNs);
    controller.endEvents(nowNs);
    applyController(nowNs);
    return probeSpace.hasAckElicitingInFlight() ? PROBES : 1;
  }

  /** Where the probes of the last {@link #onTimeout} go, or null before the first. */
  public PacketNumberSpace probeSpace() {
    return probeSpace;
  }

  /** Whether so many bytes may be added to what is in flight. */
  public boolean windowOpen(int bytes) {
    return detector.bytesInFlight + bytes <= controller.congestionWindow() && hasLogRoom();
  }

  private boolean hasLogRoom() {
    PacketNumberSpace space = spaces[SpaceKind.APPLICATION.ordinal()];
    return space == null || space.log.tail() - space.log.head() < SentPacketLog.LIMIT - LOG_RESERVE;
  }

  /** When the pacer lets a packet of this size go; {@code nowNs} for at once. */
  public long nextSendNs(long nowNs, int bytes) {
    return pacer.nextSendNs(nowNs, bytes);
  }

  private void applyController(long nowNs) {
    ecn.use(controller.isL4s() ? Ecn.ECT_1 : Ecn.ECT_0);
    pacer.update(pacingRateBps(), controller.sendQuantumBytes(), datagramBytes, nowNs);
  }

  /** The keys of a space are gone, RFC 9002 section 6.4: its packets count no more. */
  public void discard(PacketNumberSpace space, long nowNs) {
    int slot = space.kind().ordinal();
    if (spaces[slot] != space) {
      throw new IllegalArgumentException("not a space of this path: " + space.kind());
    }
    spaces[slot] = null;
    detector.empty(space, null);
    timer.ptoCount = 0;
    timer.idleSinceNs = nowNs;
    applyController(nowNs);
  }

  /** The path is given up: everything under way is lost, which says nothing of congestion. */
  public void declareAllLost(PacketFate fate) {
    for (PacketNumberSpace space : spaces) {
      if (space != null) {
        detector.empty(space, fate);
      }
    }
    timer.ptoCount = 0;
  }

  /** The handshake is confirmed, RFC 9001 section 4.1.2. */
  public void onHandshakeConfirmed() {
    timer.handshakeConfirmed = true;
    timer.peerCompletedAddressValidation = true;
  }

  /** How long the peer says that it may hold acknowledgements back. */
  public void setMaxAckDelay(long maxAckDelayNs) {
    timer.maxAckDelayNs = maxAckDelayNs;
  }

  /** Whether the amplification limit keeps this end from sending anything. */
  public void setAtAmplificationLimit(boolean limited) {
    timer.atAmplificationLimit = limited;
  }

  /**
   * The path has another address, RFC 9000 section 9.4: a new generation begins with a fresh
   * controller and fresh estimates. What is under way is still tracked, but tells them nothing. Not
   * to be called for a mere change of the peer's port.
   */
  public void onPathChanged(long nowNs) {
    detector.onPathChanged();
    rtt.reset();
    epoch.reset();
    rate.reset();
    lossRate.reset();
    lossInterval.reset();
    ecn.reset();
    windowLimitedNs = -1;
    timer.ptoCount = 0;
    controller.restart(detector.generation, nowNs);
    pacer.reset(datagramBytes, nowNs);
    applyController(nowNs);
  }

  /** The largest datagram of the path is another now. */
  public void onMtuChanged(int maxDatagramBytes, long nowNs) {
    datagramBytes = maxDatagramBytes;
    controller.onMtuChanged(maxDatagramBytes, nowNs);
    controller.endEvents(nowNs);
    applyController(nowNs);
  }

  /**
   * Acknowledgements come by another way: the minimum round-trip time may never be seen again,
   * draft-ietf-quic-multipath, "Computing Path RTT".
   */
  public void onReturnPathChanged(long nowNs) {
    if (rtt.hasSample()) {
      rtt.restartMinimum(nowNs);
    }
  }

  /**
   * Puts another controller in place, with hand-over; between batches, never from within an event.
   *
   * @return whether it is in use now, rather than the built-in because it failed
   */
  public boolean swapController(CongestionControllerFactory factory, long nowNs) {
    boolean inUse = controller.swap(factory, nowNs);
    applyController(nowNs);
    return inUse;
  }

  /** The path is gone: closes the controller. */
  public void close() {
    controller.close();
  }

  /** The controller: its id, what it answers, and how often it failed. */
  public GuardedController controller() {
    return controller;
  }

  /** Round-trip time. */
  public RttEstimator rtt() {
    return rtt;
  }

  /** Whether packets are marked. */
  public EcnValidator ecn() {
    return ecn;
  }

  /** Codepoint for the next packet, one of {@link Ecn}. */
  public int ecnCodepoint() {
    return ecn.codepoint();
  }

  /** How often the path got another address. */
  public int generation() {
    return detector.generation;
  }

  /** Whether a packet took the way that the path has now, rather than that of before a move. */
  public boolean isCurrent(SentPacket packet) {
    return packet.generation == detector.generation;
  }

  /** Bytes sent and neither acknowledged nor lost. */
  public long bytesInFlight() {
    return detector.bytesInFlight;
  }

  /** Congestion window, bytes. */
  public long congestionWindow() {
    return controller.congestionWindow();
  }

  /** Rate in use, bytes per second: the controller's, or 1.25 windows per round-trip time. */
  public long pacingRateBps() {
    long own = controller.pacingRateBps();
    return own > 0
        ? own
        : Math.max(
            1, (long) (PACING_GAIN * 1e9 * controller.congestionWindow() / rtt.smoothedNs()));
  }

  /** Measured delivery rate, bytes per second, or -1. */
  public long deliveryRateBps() {
    return rate.rateBps();
  }

  /** Share of packets lost lately, 0 to 1. */
  public double lossRate() {
    return lossRate.get();
  }

  /** Bytes that the path carries between congestion events, by the last of them. */
  public long lossIntervalBytes() {
    return lossInterval.bytes(rate.deliveredBytes());
  }

  /** Probe timeouts since the last acknowledgement. */
  public int ptoCount() {
    return timer.ptoCount;
  }

  /** Packets that were acknowledged after they had been held lost. */
  public long spuriousLosses() {
    return spuriousLosses;
  }

  /** Packets that the peer says arrived with CE. */
  public long ecnMarks() {
    return ecnMarks;
  }

  /** Time since the last acknowledgement, or -1 before the first. */
  public long lastAckAgeNs(long nowNs) {
    return lastAckNs == NEVER ? -1 : nowNs - lastAckNs;
  }

  /** Probe timeout with the peer's largest delay and without backoff. */
  public long ptoNs() {
    return rtt.ptoBaseNs() + timer.maxAckDelayNs;
  }
}
