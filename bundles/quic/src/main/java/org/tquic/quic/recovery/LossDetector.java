package org.tquic.quic.recovery;

import org.tquic.quic.wire.AckFrame;

/**
 * Settles the packets of a path: finds which are acknowledged and which are lost, RFC 9002 section
 * 6.1, and keeps account of the bytes in flight.
 */
final class LossDetector {
  /** RFC 9002 section 6.1.1. */
  private static final int PACKET_THRESHOLD = 3;

  /** What the last frame acknowledged. */
  final AckSample acked;

  /** What the last detection found. */
  final LossSample lost;

  /** Bytes sent on this generation of the path and not settled. */
  long bytesInFlight;

  /** How often the path got another address; packets of older ones tell nothing about this. */
  int generation;

  private final PacketNumberSpace[] spaces;
  private final SentPacketPool pool;
  private final RttEstimator rtt;
  private final DeliveryRateSampler rate;
  private final LossRate lossRate;
  private final EcnValidator ecn;

  LossDetector(
      PacketNumberSpace[] spaces,
      SentPacketPool pool,
      RttEstimator rtt,
      RecoveryEpoch epoch,
      DeliveryRateSampler rate,
      LossRate lossRate,
      EcnValidator ecn) {
    this.spaces = spaces;
    this.pool = pool;
    this.rtt = rtt;
    this.rate = rate;
    this.lossRate = lossRate;
    this.ecn = ecn;
    this.acked = new AckSample(rtt, rate, epoch);
    this.lost = new LossSample(rate);
  }

  /** Settles what a frame acknowledges, into {@link #acked}. */
  void takeAcked(PacketNumberSpace space, AckFrame ack, long nowNs, PacketFate fate) {
    SentPacketLog log = space.log;
    acked.begin(nowNs, bytesInFlight);
    for (int range = 0; range < ack.rangeCount(); range++) {
      if (log.head() == log.tail() || ack.rangeHigh(range) < log.numberAt(log.head())) {
        return;
      }
      long high = ack.rangeHigh(range);
      for (long i = log.indexOf(ack.rangeLow(range)); i < log.tail(); i++) {
        if (log.numberAt(i) > high) {
          break;
        }
        if (log.at(i) != null) {
          settleAcked(space, log.take(i), nowNs, fate);
        }
      }
    }
  }

  private void settleAcked(
      PacketNumberSpace space, SentPacket packet, long nowNs, PacketFate fate) {
    boolean current = packet.generation == generation;
    acked.add(packet, current);
    if (current && packet.inFlight) {
      bytesInFlight -= packet.bytes;
      rate.onAcked(packet, nowNs);
    }
    breakPersistentCongestion(space, packet);
    fate.onAcked(packet);
    pool.release(packet);
  }

  private void breakPersistentCongestion(PacketNumberSpace acknowledged, SentPacket packet) {
    for (PacketNumberSpace space : spaces) {
      if (space != null && space != acknowledged) {
        space.persistentCongestion.onAckedElsewhere(packet.sentNs);
      }
    }
  }

  /**
   * Settles what is lost and sets the space's loss time, RFC 9002 section 6.1 and appendix A.10.
   *
   * @return whether {@link #lost} shows congestion
   */
  boolean detectLost(PacketNumberSpace space, long nowNs, PacketFate fate) {
    SentPacketLog log = space.log;
    long lossDelayNs = rtt.lossDelayNs();
    space.lossTimeNs = PathRecovery.NEVER;
    lost.begin(nowNs);
    // Times and numbers both ascend, so what is lost is always at the front.
    while (log.head() < log.tail()) {
      SentPacket packet = log.at(log.head());
      if (packet == null) {
        space.persistentCongestion.onAcked();
        log.dropFirst();
        continue;
      }
      if (packet.packetNumber > space.largestAcked()) {
        break;
      }
      boolean overtaken = space.largestAcked() >= packet.packetNumber + PACKET_THRESHOLD;
      if (packet.sentNs > nowNs - lossDelayNs && !overtaken) {
        space.lossTimeNs = packet.sentNs + lossDelayNs;
        break;
      }
      log.take(log.head());
      log.dropFirst();
      packet.lossTrigger =
          overtaken ? LossTrigger.REORDERING_THRESHOLD : LossTrigger.TIME_THRESHOLD;
      settleLost(space, packet, nowNs, fate);
    }
    return lost.lostPackets() > 0;
  }

  private void settleLost(PacketNumberSpace space, SentPacket packet, long nowNs, PacketFate fate) {
    boolean current = packet.generation == generation;
    if (current && packet.inFlight) {
      bytesInFlight -= packet.bytes;
      ecn.onLost(packet.ecn);
      // RFC 9000 section 14.4: the loss of a probe tells of its size, not of congestion.
      if (!packet.mtuProbe) {
        rate.onLost(packet);
        lossRate.onLost();
        lost.add(packet);
        space.lost.add(packet, nowNs);
        space.persistentCongestion.onLost(packet.sentNs, packet.ackEliciting, rtt.firstSampleNs());
      }
    }
    fate.onLost(packet);
    pool.release(packet);
  }

  /**
   * Takes everything out of a space.
   *
   * @param fate told that it is lost, or null for nobody
   */
  void empty(PacketNumberSpace space, PacketFate fate) {
    SentPacketLog log = space.log;
    for (; log.head() < log.tail(); log.dropFirst()) {
      if (log.at(log.head()) == null) {
        continue;
      }
      SentPacket packet = log.take(log.head());
      if (packet.inFlight && packet.generation == generation) {
        bytesInFlight -= packet.bytes;
      }
      if (fate != null) {
        fate.onLost(packet);
      }
      pool.release(packet);
    }
    space.lossTimeNs = PathRecovery.NEVER;
    space.lost.clear();
    space.persistentCongestion.reset();
  }

  /** Another generation of the path begins. */
  void onPathChanged() {
    generation++;
    bytesInFlight = 0;
    for (PacketNumberSpace space : spaces) {
      if (space != null) {
        space.lost.clear();
        space.persistentCongestion.reset();
      }
    }
  }
}
