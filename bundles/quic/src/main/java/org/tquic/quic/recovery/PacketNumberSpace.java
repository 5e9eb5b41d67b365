package org.tquic.quic.recovery;

import org.tquic.quic.QuicException;
import org.tquic.quic.TransportError;
import org.tquic.quic.wire.AckFrame;
import org.tquic.quic.wire.FrameType;

/**
 * One packet number space, RFC 9000 section 12.3: what was sent in it and is not settled yet, and
 * what was received.
 */
public final class PacketNumberSpace {
  private final SpaceKind kind;
  private final AckTracker received;
  private final SkippedNumbers skipped;
  private long next;
  private long largestAcked = -1;

  final SentPacketLog log = new SentPacketLog();
  final LostPackets lost = new LostPackets();
  final PersistentCongestion persistentCongestion = new PersistentCongestion();
  final EcnCounts ecn = new EcnCounts();
  long lossTimeNs = PathRecovery.NEVER;
  long lastAckElicitingNs;

  /**
   * An empty space.
   *
   * @param maxAckDelayNs how long this end may hold acknowledgements back, as it told the peer
   * @param seed of the numbers that are left out; unpredictable to the peer
   */
  public PacketNumberSpace(SpaceKind kind, long maxAckDelayNs, long seed) {
    this.kind = kind;
    this.received = new AckTracker(kind != SpaceKind.APPLICATION, maxAckDelayNs);
    this.skipped = new SkippedNumbers(seed);
  }

  /** Its kind. */
  public SpaceKind kind() {
    return kind;
  }

  /** Allocates the number of the next packet; now and then one is left out. */
  public long nextPacketNumber() {
    if (skipped.skip(next)) {
      next++;
    }
    return next++;
  }

  /** A number at least as large as what {@link #nextPacketNumber} will give. */
  public long upcoming() {
    return next + 1;
  }

  /** Largest number that the peer acknowledged, or -1. */
  public long largestAcked() {
    return largestAcked;
  }

  /** What was received. */
  public AckTracker received() {
    return received;
  }

  /** Whether so much is under way that nothing can be added; ask before building a packet. */
  public boolean isFull() {
    return log.isFull();
  }

  /** Whether ack-eliciting packets are under way. */
  public boolean hasAckElicitingInFlight() {
    return log.ackEliciting() > 0;
  }

  /** The ack-eliciting packet longest under way, or null: what a probe should repeat. */
  public SentPacket oldestAckEliciting() {
    return log.firstAckEliciting();
  }

  /** Shows all packets under way, oldest first. */
  public void visitUnsettled(PacketVisitor visitor) {
    for (long i = log.head(); i < log.tail(); i++) {
      SentPacket packet = log.at(i);
      if (packet != null) {
        visitor.visit(packet);
      }
    }
  }

  /**
   * Checks that only numbers that were used are acknowledged.
   *
   * @return whether the frame acknowledges a larger number than any before
   */
  boolean onAckFrame(AckFrame ack) {
    if (ack.largest >= next) {
      throw violation(ack, "acknowledged packet " + ack.largest + ", which was not sent");
    }
    long number = skipped.acknowledgedBy(ack);
    if (number >= 0) {
      throw violation(ack, "acknowledged packet " + number + ", which was left out");
    }
    if (ack.largest <= largestAcked) {
      return false;
    }
    largestAcked = ack.largest;
    return true;
  }

  private static QuicException violation(AckFrame ack, String reason) {
    return new QuicException(
        TransportError.PROTOCOL_VIOLATION,
        ack.pathFrame ? FrameType.PATH_ACK : FrameType.ACK,
        reason);
  }
}
