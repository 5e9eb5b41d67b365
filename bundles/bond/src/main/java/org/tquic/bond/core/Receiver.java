package org.tquic.bond.core;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tquic.bond.PacketPort;
import org.tquic.bond.path.Carrier;
import org.tquic.bond.reorder.Resequencer;
import org.tquic.bond.wire.ControlMessage;
import org.tquic.bond.wire.ControlMessage.CarrierFeedback;
import org.tquic.bond.wire.ControlMessage.Feedback;
import org.tquic.bond.wire.DataHeader;
import org.tquic.bond.wire.SequenceNumbers;

/**
 * The receiving half of a bond: puts inner packets back in order and decides when the peer is told
 * what arrived: soon, and at once when a gap appears, since the peer waits for nothing else to send
 * again.
 */
final class Receiver {
  private static final int MAX_HELD_BYTES = 12 << 20;
  private static final long MIN_FEEDBACK_NS = 3_000_000;
  private static final long MAX_FEEDBACK_NS = 20_000_000;
  private static final int FEEDBACK_PACKETS = 24;

  private final List<Carrier> carriers;
  private final Resequencer resequencer;

  private int packetsSinceFeedback;
  private long feedbackDueNs = Long.MAX_VALUE;
  private boolean gapSeen;
  private boolean delivered;
  private long malformed;
  private int turn;

  Receiver(List<Carrier> carriers, PacketPort inner) {
    this.carriers = carriers;
    this.resequencer =
        new Resequencer(
            MAX_HELD_BYTES,
            packet -> {
              delivered = true;
              inner.write(packet);
            });
  }

  /** Takes one datagram of the sequenced context; takes ownership. */
  void onData(Carrier carrier, ByteBuf datagram, long nowNs) {
    if (!DataHeader.isWhole(datagram)) {
      malformed++;
      datagram.release();
      return;
    }
    long carrierSequence =
        SequenceNumbers.expand(DataHeader.carrierSequence(datagram), carrier.received().expected());
    int bucket = DataHeader.bucket(datagram);
    int sequence = DataHeader.sequence(datagram);
    datagram.skipBytes(DataHeader.SIZE);
    carrier.arrived().add(datagram.readableBytes(), nowNs);
    carrier.health().onHeard(nowNs);
    carrier.health().onTraffic(nowNs);
    carrier.onUse(nowNs);
    gapSeen |= carrier.received().add(carrierSequence, nowNs);
    carrier.feedbackPending(true);
    packetsSinceFeedback++;
    if (feedbackDueNs == Long.MAX_VALUE) {
      feedbackDueNs = nowNs + feedbackIntervalNs();
    }
    resequencer.add(bucket, sequence, datagram, nowNs);
  }

  /** An eighth of the shortest round trip; learns on the way how long a recovery takes. */
  private long feedbackIntervalNs() {
    long shortest = Long.MAX_VALUE;
    long longest = 0;
    for (Carrier carrier : carriers) {
      if (carrier.isStandby()) {
        continue;
      }
      shortest = Math.min(shortest, carrier.smoothedRttNs());
      longest = Math.max(longest, carrier.smoothedRttNs());
    }
    long interval = Math.clamp(shortest / 8, MIN_FEEDBACK_NS, MAX_FEEDBACK_NS);
    // At worst nothing overtakes the lost packet on the slow path: then a probe there tells after a
    // timeout and a round trip, and the packet comes again over the fast path.
    resequencer.recoveryNs(2 * longest + shortest + 3 * interval);
    return interval;
  }

  /** Whether packets were delivered since the last call. */
  boolean takeDelivered() {
    boolean result = delivered;
    delivered = false;
    return result;
  }

  /** Whether the peer should be told now. */
  boolean feedbackDue(long nowNs) {
    return gapSeen || packetsSinceFeedback >= FEEDBACK_PACKETS || nowNs >= feedbackDueNs;
  }

  /** What to tell the peer, in messages that fit every path; none where there is nothing. */
  List<Feedback> takeFeedback(long nowNs) {
    List<CarrierFeedback> told = new ArrayList<>(carriers.size());
    for (Carrier carrier : carriers) {
      if (carrier.feedbackPending()) {
        carrier.feedbackPending(false);
        told.add(carrier.received().feedback(carrier.id(), nowNs));
      }
    }
    gapSeen = false;
    packetsSinceFeedback = 0;
    feedbackDueNs = Long.MAX_VALUE;
    if (told.size() > ControlMessage.MAX_TOLD) {
      // One-way delays are compared within a message; all are to meet all others.
      Collections.rotate(told, turn++);
    }
    List<Feedback> messages = new ArrayList<>(1);
    for (int from = 0; from < told.size(); from += ControlMessage.MAX_TOLD) {
      int to = Math.min(from + ControlMessage.MAX_TOLD, told.size());
      messages.add(new Feedback(told.subList(from, to)));
    }
    return messages;
  }

  void expire(long nowNs) {
    resequencer.expire(nowNs);
  }

  long nextTimerNs(long nowNs) {
    return Math.min(feedbackDueNs, resequencer.nextExpiryNs(nowNs));
  }

  Resequencer resequencer() {
    return resequencer;
  }

  long malformed() {
    return malformed;
  }

  void clear() {
    resequencer.clear();
  }
}
