package org.tquic.quic.recovery;

import java.util.Arrays;
import org.tquic.quic.Ecn;
import org.tquic.quic.wire.AckFrame;

/**
 * What was received in one packet number space, and when it has to be acknowledged: RFC 9000
 * section 13.2.
 *
 * <p>At most {@value #MAX_RANGES} ranges are kept. When there are more, the lowest is forgotten and
 * everything up to it counts as received: what cannot be told from a duplicate must not be
 * processed, RFC 9000 section 13.2.3.
 */
public final class AckTracker {
  /** Most ranges kept. */
  public static final int MAX_RANGES = 64;

  private static final int FIRST_CAPACITY = 4;

  /** Ack-eliciting packets after which an ACK is due, RFC 9000 section 13.2.2. */
  private static final int ACK_EVERY = 2;

  /**
   * The same soon after an ACK where ACKs take room from data, RFC 9000 section 13.2.2: a bundle of
   * them rides on the next packet that goes anyway.
   */
  private static final int SPARSE_ACK_EVERY = 10;

  /** How long after an ACK that is, nanoseconds. */
  private static final long SPARSE_NS = 2_000_000;

  private final boolean immediate;
  private final long maxAckDelayNs;

  // Ascending, so that the common case, a packet above all others, moves nothing.
  private long[] lows = new long[FIRST_CAPACITY];
  private long[] highs = new long[FIRST_CAPACITY];
  private int ranges;
  private long floor;
  private long reportFrom;

  private long largestNs;
  private long largestAckEliciting = -1;
  private int unacknowledged;
  private boolean dueNow;
  private boolean unsent;
  private boolean sparse;
  private long latestAckNs = Long.MIN_VALUE / 2;
  private long deadlineNs = PathRecovery.NEVER;

  private long ect0;
  private long ect1;
  private long ce;

  /**
   * A tracker of a space in which nothing was received.
   *
   * @param immediate whether every ack-eliciting packet is acknowledged at once, as RFC 9000
   *     section 13.2.1 asks for Initial and Handshake packets
   * @param maxAckDelayNs how long an acknowledgement may wait otherwise
   */
  public AckTracker(boolean immediate, long maxAckDelayNs) {
    this.immediate = immediate;
    this.maxAckDelayNs = maxAckDelayNs;
  }

  /** Whether the packet was received before, or is too old to tell. */
  public boolean isDuplicate(long packetNumber) {
    if (packetNumber < floor) {
      return true;
    }
    int range = rangeAtOrBelow(packetNumber);
    return range >= 0 && packetNumber <= highs[range];
  }

  /**
   * Takes a packet that was authenticated, is no duplicate, and was processed.
   *
   * @param ecn codepoint it arrived with, one of {@link Ecn}
   */
  public void onReceived(long packetNumber, boolean ackEliciting, int ecn, long nowNs) {
    long largestBefore = largest();
    insert(packetNumber);
    count(ecn);
    unsent = true;
    if (packetNumber > largestBefore) {
      largestNs = nowNs;
    }
    // Came after all although something below it was acknowledged: has to be reported again.
    reportFrom = Math.min(reportFrom, packetNumber);
    if (!ackEliciting) {
      return;
    }
    unacknowledged++;
    boolean outOfOrder = packetNumber < largestAckEliciting || leavesGap(packetNumber);
    largestAckEliciting = Math.max(largestAckEliciting, packetNumber);
    if (immediate || outOfOrder || ecn == Ecn.CE || areEnough(nowNs)) {
      dueNow = true;
    } else {
      long latestNs = unacknowledged < ACK_EVERY ? nowNs + maxAckDelayNs : latestAckNs + SPARSE_NS;
      deadlineNs = Math.min(deadlineNs, latestNs);
    }
  }

  private boolean areEnough(long nowNs) {
    boolean wait = sparse && nowNs - latestAckNs < SPARSE_NS;
    return unacknowledged >= (wait ? SPARSE_ACK_EVERY : ACK_EVERY);
  }

  /** Whether ACKs are to be fewer, since they take room from data. */
  void setSparse(boolean sparse) {
    this.sparse = sparse;
  }

  /** Whether something between the largest ack-eliciting packet before and this one is missing. */
  private boolean leavesGap(long packetNumber) {
    int range = rangeAtOrBelow(packetNumber);
    return range < 0 || lows[range] > largestAckEliciting + 1;
  }

  private void count(int ecn) {
    switch (ecn) {
      case Ecn.ECT_0 -> ect0++;
      case Ecn.ECT_1 -> ect1++;
      case Ecn.CE -> ce++;
      default -> {}
    }
  }

  /** Index of the last range that begins at or below this number, or -1. */
  private int rangeAtOrBelow(long packetNumber) {
    int i = ranges - 1;
    while (i >= 0 && lows[i] > packetNumber) {
      i--;
    }
    return i;
  }

  private void insert(long packetNumber) {
    int below = rangeAtOrBelow(packetNumber);
    boolean joinsBelow = below >= 0 && highs[below] >= packetNumber - 1;
    boolean joinsAbove = below + 1 < ranges && lows[below + 1] == packetNumber + 1;
    if (joinsBelow && joinsAbove) {
      highs[below] = highs[below + 1];
      remove(below + 1);
    } else if (joinsBelow) {
      highs[below] = Math.max(highs[below], packetNumber);
    } else if (joinsAbove) {
      lows[below + 1] = packetNumber;
    } else {
      insertAt(below + 1, packetNumber);
    }
  }

  private void insertAt(int index, long packetNumber) {
    int at = index;
    if (ranges == MAX_RANGES) {
      if (at == 0) {
        floor = Math.max(floor, packetNumber + 1);
        return;
      }
      floor = Math.max(floor, highs[0] + 1);
      remove(0);
      at--;
    } else if (ranges == lows.length) {
      lows = Arrays.copyOf(lows, 2 * ranges);
      highs = Arrays.copyOf(highs, 2 * ranges);
    }
    System.arraycopy(lows, at, lows, at + 1, ranges - at);
    System.arraycopy(highs, at, highs, at + 1, ranges - at);
    lows[at] = packetNumber;
    highs[at] = packetNumber;
    ranges++;
  }

  private void remove(int index) {
    ranges--;
    System.arraycopy(lows, index + 1, lows, index, ranges - index);
    System.arraycopy(highs, index + 1, highs, index, ranges - index);
  }

  /** Largest number received, or -1. */
  public long largest() {
    return ranges == 0 ? -1 : highs[ranges - 1];
  }

  /** Whether an ACK has to be sent now. */
  public boolean ackDue(long nowNs) {
    return dueNow || deadlineNs <= nowNs;
  }

  /** When an ACK will be due: 0 for at once, {@link PathRecovery#NEVER} for not at all. */
  public long ackDeadlineNs() {
    return dueNow ? 0 : deadlineNs;
  }

  /** Whether anything was received since the last ACK, which a packet that goes anyway can tell. */
  public boolean hasUnsent() {
    return unsent;
  }

  /**
   * Sets everything of a frame but its path.
   *
   * @param ackDelayExponent exponent that this end told the peer
   * @throws IllegalStateException when nothing was received
   */
  public void fill(AckFrame into, long nowNs, int ackDelayExponent) {
    if (ranges == 0) {
      throw new IllegalStateException("nothing was received, so nothing can be acknowledged");
    }
    into.clear();
    for (int i = ranges - 1; i >= 0 && (i == ranges - 1 || highs[i] >= reportFrom); i--) {
      into.addRange(lows[i], highs[i]);
    }
    into.delay = Math.max(nowNs - largestNs, 0) / 1000 >> ackDelayExponent;
    into.hasEcn = (ect0 | ect1 | ce) != 0;
    into.ect0 = ect0;
    into.ect1 = ect1;
    into.ce = ce;
  }

  /** An ACK went; it names {@code largest} as the largest. */
  public void onAckSent(long largest, long nowNs) {
    latestAckNs = nowNs;
    if (largest == largest()) {
      unsent = false;
    }
    unacknowledged = 0;
    dueNow = false;
    deadlineNs = PathRecovery.NEVER;
  }

  /**
   * The peer has an ACK: what it told need not be told again, RFC 9000 section 13.2.4.
   *
   * @param largestInThatAck what the ACK named as its largest
   */
  public void onAckAcked(long largestInThatAck) {
    reportFrom = Math.max(reportFrom, largestInThatAck + 1);
  }
}
