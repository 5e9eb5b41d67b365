package org.tquic.spi.congestion;

import java.util.SplittableRandom;

/**
 * A path that feeds a controller: packets sent, acknowledged, lost and marked on a made-up time.
 */
public final class FakeFlow implements SentEvent, AckEvent, LossEvent, EcnEvent, SpuriousLossEvent {
  private static final int KEPT_PACKETS = 1 << 16;

  /** Size of each packet. */
  public static final int DATAGRAM = 1200;

  /** Time now. */
  public long nowNs = 1_000_000_000;

  /** Round-trip time. */
  public long rttNs = 50_000_000;

  /** Bytes under way. */
  public long inFlight;

  /** Whether acknowledgements say that the window limited sending. */
  public boolean windowLimited = true;

  /** What acknowledgements say of it. */
  public long lossIntervalBytes;

  /** What runs. */
  public final CongestionController controller;

  private final long[] deliveredWhenSent = new long[KEPT_PACKETS];
  private long packetNumber;
  private long oldest;
  private long priorDelivered;
  private long acked;
  private long ackedSinceEpoch;
  private long delivered;
  private long lost;
  private long lostTotal;
  private boolean newEpoch;
  private boolean persistent;

  /** A flow at its first start. */
  public FakeFlow(CongestionControllerFactory factory) {
    this(factory, CongestionHandover.none());
  }

  /** A flow whose controller replaces another. */
  public FakeFlow(CongestionControllerFactory factory, CongestionHandover handover) {
    this(factory, handover, SiblingPaths.NONE);
  }

  /** A flow beside others of its connection. */
  public FakeFlow(
      CongestionControllerFactory factory, CongestionHandover handover, SiblingPaths siblings) {
    controller = factory.create(path(siblings), handover, nowNs);
  }

  /** The path of all flows. */
  public static PathInfo path() {
    return path(SiblingPaths.NONE);
  }

  private static PathInfo path(SiblingPaths siblings) {
    return new PathInfo(
        0,
        0,
        DATAGRAM,
        10 * DATAGRAM,
        2 * DATAGRAM,
        333_000_000,
        new SplittableRandom(1),
        CongestionEventSink.NONE,
        siblings);
  }

  /** Sends one packet. */
  public void send() {
    acked = 0;
    controller.onPacketSent(this);
    inFlight += DATAGRAM;
    deliveredWhenSent[(int) (packetNumber % KEPT_PACKETS)] = delivered;
    packetNumber++;
  }

  /** Sends while the window allows, at most so many packets. */
  public void fill(int most) {
    for (int i = 0; i < most && inFlight + DATAGRAM <= controller.congestionWindow(); i++) {
      send();
    }
  }

  /** Acknowledges packets that are under way, all sent after the latest recovery period began. */
  public void ack(int packets) {
    settle(packets);
    if (acked > 0) {
      ackedSinceEpoch = acked;
      controller.onAck(this);
    }
  }

  private void settle(int packets) {
    acked = Math.min(inFlight, (long) packets * DATAGRAM);
    inFlight -= acked;
    delivered += acked;
    oldest += acked / DATAGRAM;
    if (acked > 0) {
      priorDelivered = deliveredWhenSent[(int) ((oldest - 1) % KEPT_PACKETS)];
    }
  }

  /** Acknowledges packets that were sent before the latest recovery period began. */
  public void ackOld(int packets) {
    settle(packets);
    ackedSinceEpoch = 0;
    controller.onAck(this);
  }

  /** Declares packets that are under way lost. */
  public void lose(int packets, boolean isNewEpoch, boolean isPersistent) {
    lost = Math.min(inFlight, (long) packets * DATAGRAM);
    if (lost > 0) {
      inFlight -= lost;
      oldest += lost / DATAGRAM;
      lostTotal += lost;
      newEpoch = isNewEpoch;
      persistent = isPersistent;
      controller.onLoss(this);
    }
  }

  /** The peer saw a mark. */
  public void mark(boolean isNewEpoch) {
    newEpoch = isNewEpoch;
    controller.onEcnCe(this);
  }

  /** Fills the window and has all of it acknowledged a round trip later, two packets at a time. */
  public void round() {
    fill(Integer.MAX_VALUE);
    nowNs += rttNs;
    for (long packets = inFlight / DATAGRAM; packets > 0; packets -= 2) {
      ack(2);
    }
  }

  @Override
  public long nowNs() {
    return nowNs;
  }

  @Override
  public long packetNumber() {
    return packetNumber;
  }

  @Override
  public int bytes() {
    return DATAGRAM;
  }

  @Override
  public long spuriousBytes() {
    return DATAGRAM;
  }

  @Override
  public int spuriousPackets() {
    return 1;
  }

  @Override
  public long inFlightBeforeBytes() {
    return inFlight + acked;
  }

  @Override
  public boolean isApplicationLimited() {
    return !windowLimited;
  }

  @Override
  public long ackedBytes() {
    return acked;
  }

  @Override
  public long ackedSinceEpochBytes() {
    return ackedSinceEpoch;
  }

  @Override
  public long largestPacketNumber() {
    return packetNumber - 1;
  }

  @Override
  public long largestSentNs() {
    return nowNs - rttNs;
  }

  @Override
  public long largestLostNs() {
    return nowNs - rttNs / 2;
  }

  @Override
  public long inFlightAfterBytes() {
    return inFlight;
  }

  @Override
  public long latestRttNs() {
    return rttNs;
  }

  @Override
  public long smoothedRttNs() {
    return rttNs;
  }

  @Override
  public long rttVarianceNs() {
    return rttNs / 8;
  }

  @Override
  public long minRttNs() {
    return rttNs;
  }

  @Override
  public boolean hasRttSample() {
    return true;
  }

  @Override
  public long ackDelayNs() {
    return 0;
  }

  @Override
  public boolean isWindowLimited() {
    return windowLimited;
  }

  @Override
  public long sampleDeliveredBytes() {
    return delivered - priorDelivered;
  }

  @Override
  public long sampleIntervalNs() {
    return rttNs;
  }

  @Override
  public long samplePriorDeliveredBytes() {
    return priorDelivered;
  }

  @Override
  public long sampleInFlightBytes() {
    return inFlight + acked;
  }

  @Override
  public long sampleLostBytes() {
    return 0;
  }

  @Override
  public boolean isSampleApplicationLimited() {
    return !windowLimited;
  }

  @Override
  public long deliveredBytes() {
    return delivered;
  }

  @Override
  public long lossIntervalBytes() {
    return lossIntervalBytes;
  }

  @Override
  public long lostBytes() {
    return lostTotal;
  }

  @Override
  public int lostPackets() {
    return (int) (lost / DATAGRAM);
  }

  @Override
  public long largestInFlightBytes() {
    return inFlight + lost;
  }

  @Override
  public long lostSinceLargestSentBytes() {
    return lost;
  }

  @Override
  public boolean isLargestApplicationLimited() {
    return !windowLimited;
  }

  @Override
  public long inFlightBytes() {
    return inFlight;
  }

  @Override
  public boolean isNewEpoch() {
    return newEpoch;
  }

  @Override
  public boolean isPersistentCongestion() {
    return persistent;
  }

  @Override
  public long ceDelta() {
    return 1;
  }

  @Override
  public long ectDelta() {
    return 1;
  }
}
