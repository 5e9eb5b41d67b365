package org.tquic.simulate.inner;

import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.LossEvent;
import org.tquic.spi.congestion.SentEvent;
import org.tquic.spi.congestion.SpuriousLossEvent;

/** What a TCP sender tells its congestion controller; samples of the rate it does not take. */
final class TcpEvents implements SentEvent, AckEvent, LossEvent, SpuriousLossEvent {
  long nowNs;
  long packetNumber;
  long largestNumber;
  long largestSentNs;
  long largestLostNs;
  long inFlightBefore;
  long inFlightAfter;
  long acked;
  long ackedSinceEpoch;
  long lost;
  long spurious;
  long delivered;
  long latestRttNs = -1;
  long smoothedRttNs = -1;
  long varianceNs;
  long minRttNs = -1;
  boolean windowLimited;
  boolean newEpoch;
  boolean timedOut;
  boolean sampled;

  /** Takes a sample of the round-trip time, RFC 6298 section 2. */
  void sample(long rttNs) {
    sampled = true;
    latestRttNs = rttNs;
    minRttNs = minRttNs < 0 ? rttNs : Math.min(minRttNs, rttNs);
    if (smoothedRttNs < 0) {
      smoothedRttNs = rttNs;
      varianceNs = rttNs / 2;
      return;
    }
    varianceNs += (Math.abs(smoothedRttNs - rttNs) - varianceNs) / 4;
    smoothedRttNs += (rttNs - smoothedRttNs) / 8;
  }

  /** Unknown: what TCP runs here is coupled to nothing. */
  @Override
  public long lossIntervalBytes() {
    return 0;
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
    return InnerPacket.SEGMENT_BYTES;
  }

  @Override
  public long inFlightBeforeBytes() {
    return inFlightBefore;
  }

  @Override
  public boolean isApplicationLimited() {
    return false;
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
    return largestNumber;
  }

  @Override
  public long largestSentNs() {
    return largestSentNs;
  }

  @Override
  public long largestLostNs() {
    return largestLostNs;
  }

  @Override
  public long spuriousBytes() {
    return spurious;
  }

  @Override
  public int spuriousPackets() {
    return (int) (spurious / InnerPacket.SEGMENT_BYTES);
  }

  @Override
  public long inFlightAfterBytes() {
    return inFlightAfter;
  }

  @Override
  public long latestRttNs() {
    return latestRttNs;
  }

  @Override
  public long smoothedRttNs() {
    return smoothedRttNs;
  }

  @Override
  public long rttVarianceNs() {
    return varianceNs;
  }

  @Override
  public long minRttNs() {
    return minRttNs;
  }

  @Override
  public boolean hasRttSample() {
    return sampled;
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
    return -1;
  }

  @Override
  public long sampleIntervalNs() {
    return -1;
  }

  @Override
  public long samplePriorDeliveredBytes() {
    return -1;
  }

  @Override
  public long sampleInFlightBytes() {
    return -1;
  }

  @Override
  public long sampleLostBytes() {
    return -1;
  }

  @Override
  public boolean isSampleApplicationLimited() {
    return false;
  }

  @Override
  public long deliveredBytes() {
    return delivered;
  }

  @Override
  public long lostBytes() {
    return lost;
  }

  @Override
  public int lostPackets() {
    return (int) (lost / InnerPacket.SEGMENT_BYTES);
  }

  @Override
  public long largestInFlightBytes() {
    return inFlightBefore;
  }

  @Override
  public long lostSinceLargestSentBytes() {
    return lost;
  }

  @Override
  public boolean isLargestApplicationLimited() {
    return false;
  }

  @Override
  public long inFlightBytes() {
    return inFlightAfter;
  }

  @Override
  public boolean isNewEpoch() {
    return newEpoch;
  }

  @Override
  public boolean isPersistentCongestion() {
    return timedOut;
  }
}
