package org.tquic.bond.core;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.List;
import org.tquic.api.bond.PathState;
import org.tquic.bond.path.Carrier;
import org.tquic.bond.path.SentPacket;
import org.tquic.bond.queue.FlowClassifier;
import org.tquic.bond.queue.FlowQueue;
import org.tquic.bond.queue.TcpSegment;
import org.tquic.bond.wire.ControlMessage.CarrierFeedback;
import org.tquic.bond.wire.DataHeader;
import org.tquic.bond.wire.SequenceNumbers;
import org.tquic.spi.scheduler.Decision;

/**
 * The sending half of a bond: queues inner packets by flow, gives each to the carrier that the
 * scheduler chooses as far as windows and pacing allow, keeps it until the peer has it, and sends
 * again what a carrier lost.
 */
final class Sender {
  /** Waiting longer than this, inner TCP has sent it again itself. */
  private static final long MAX_AGE_NS = 1_500_000_000L;

  private static final int MAX_TRANSMISSIONS = 5;
  private static final long PACING_PATIENCE_NS = 1_000_000;

  private final List<Carrier> carriers;
  private final UsablePaths usable = new UsablePaths();
  private final SchedulerSlot scheduler;
  private final FlowQueue queue = new FlowQueue();
  private final ArrayDeque<SentPacket> resend = new ArrayDeque<>();
  private final long[] nextSequence = new long[DataHeader.BUCKETS + 1];
  private final OutgoingUnit unit = new OutgoingUnit();

  private int largestPacket;
  private long queueDueNs = Long.MAX_VALUE;
  private long resent;
  private long abandoned;

  Sender(List<Carrier> carriers, SchedulerSlot scheduler) {
    this.carriers = carriers;
    this.scheduler = scheduler;
  }

  /** Queues an inner packet; takes ownership. */
  void accept(ByteBuf packet, long nowNs) {
    queue.add(packet, FlowClassifier.flowHash(packet), nowNs);
  }

  /** The carriers usable now, as of the last {@link #carriersChanged()}. */
  UsablePaths usable() {
    return usable;
  }

  /** A carrier came, went, or changed its state. */
  void carriersChanged() {
    usable.refresh(carriers);
    queueDueNs = 0;
    for (Carrier carrier : carriers) {
      carrier.onPathsChanged();
      // While none was active, suspect ones were tried; now that one is, they are not waited for.
      if (carrier.state() == PathState.SUSPECT && !usable.contains(carrier)) {
        rescue(carrier);
      }
    }
  }

  /** Sends what may be sent now. */
  void pump(long nowNs) {
    if (usable.size() == 0) {
      return;
    }
    largestPacket = 0;
    for (int i = 0; i < usable.size(); i++) {
      usable.get(i).refresh(nowNs);
      largestPacket = Math.max(largestPacket, usable.get(i).maxPayload() - DataHeader.SIZE);
    }
    boolean sent = pumpResends(nowNs);
    sent |= pumpQueue(nowNs);
    if (sent) {
      for (int i = 0; i < usable.size(); i++) {
        usable.get(i).transport().flush();
      }
    }
  }

  private boolean pumpResends(long nowNs) {
    boolean sent = false;
    while (!resend.isEmpty()) {
      SentPacket packet = resend.peek();
      if (nowNs - packet.enqueuedNs() > MAX_AGE_NS || packet.sizeBytes() > largestPacket) {
        resend.poll().release();
        abandoned++;
        continue;
      }
      Carrier carrier = carrierForResend(packet, nowNs);
      if (carrier == null) {
        break;
      }
      transmit(resend.poll(), carrier, nowNs);
      resent++;
      sent = true;
    }
    return sent;
  }

  /** The fastest carrier with room, one that has not just lost the packet if there is another. */
  private Carrier carrierForResend(SentPacket packet, long nowNs) {
    Carrier best = null;
    for (int i = 0; i < usable.size(); i++) {
      Carrier carrier = usable.get(i);
      boolean again = carrier.id() == packet.lastCarrier() && usable.size() > 1;
      if (!again
          && carrier.maySend(nowNs)
          && (best == null || carrier.smoothedRttNs() < best.smoothedRttNs())) {
        best = carrier;
      }
    }
    return best;
  }

  private boolean pumpQueue(long nowNs) {
    boolean sent = false;
    queueDueNs = Long.MAX_VALUE;
    while (queue.select(nowNs)) {
      if (queue.packet().readableBytes() > largestPacket) {
        // Its sender is told with the next one; until now the paths in use carried more.
        queue.poll().release();
        abandoned++;
        continue;
      }
      unit.of(queue);
      long decision = scheduler.select(unit, usable, nowNs);
      if (Decision.isHold(decision)) {
        queueDueNs = nowNs + 1000 * Decision.holdMicros(decision);
        break;
      }
      if (!Decision.isSend(decision)) {
        break;
      }
      Carrier carrier = usable.get(Decision.index(decision));
      if (!carrier.maySend(nowNs)) {
        boolean soon = carrier.room() > 0 && carrier.pacer().nextNs() - nowNs < PACING_PATIENCE_NS;
        Carrier other = soon ? null : anyThatMaySend(nowNs);
        if (other == null) {
          queueDueNs = soon ? carrier.pacer().nextNs() : nextPacedNs(-1);
          break;
        }
        carrier = other;
      }
      send(carrier, Decision.duplicateMask(decision), nowNs);
      sent = true;
    }
    return sent;
  }

  /**
   * Pacing is the engine's affair: a path that has to wait long for its pacer yields to another.
   */
  private Carrier anyThatMaySend(long nowNs) {
    for (int i = 0; i < usable.size(); i++) {
      if (usable.get(i).maySend(nowNs)) {
        return usable.get(i);
      }
    }
    return null;
  }

  private void send(Carrier carrier, int duplicateMask, long nowNs) {
    int bucket =
        TcpSegment.isPureAcknowledgement(queue.packet()) ? DataHeader.UNORDERED : queue.bucket();
    long enqueuedNs = queue.enqueuedNs();
    ByteBuf packet = queue.poll();
    long sequence = nextSequence[bucket]++;
    for (int i = 0; duplicateMask != 0 && i < usable.size(); i++) {
      Carrier other = usable.get(i);
      if ((duplicateMask & 1 << i) != 0 && other != carrier && other.maySend(nowNs)) {
        ByteBuf copy = copyWithHeadroom(packet);
        transmit(new SentPacket(copy, bucket, sequence, enqueuedNs), other, nowNs);
      }
    }
    transmit(new SentPacket(packet, bucket, sequence, enqueuedNs), carrier, nowNs);
    scheduler.onSent(unit, carrier, nowNs);
  }

  private static ByteBuf copyWithHeadroom(ByteBuf packet) {
    int headroom = packet.readerIndex();
    return packet
        .alloc()
        .directBuffer(headroom + packet.readableBytes())
        .writeZero(headroom)
        .readerIndex(headroom)
        .writeBytes(packet, packet.readerIndex(), packet.readableBytes());
  }

  private void transmit(SentPacket packet, Carrier carrier, long nowNs) {
    // The connection copies the bytes when it is flushed, so the same memory, headroom included,
    // serves again when the packet has to be sent once more.
    ByteBuf datagram = packet.packet().retainedDuplicate();
    DataHeader.prepend(datagram, carrier.ledger().next(), packet.bucket(), packet.sequence());
    carrier.onSent(packet, nowNs);
    carrier.transport().send(DataHeader.CONTEXT, datagram);
  }

  /**
   * The peer told what it received on a carrier.
   *
   * @return the round trip that this shows, nanoseconds, or -1
   */
  long onFeedback(Carrier carrier, CarrierFeedback feedback, long nowNs) {
    long next = carrier.ledger().next();
    long largest = SequenceNumbers.expand(feedback.largest(), next);
    if (largest >= next) {
      return -1;
    }
    SentPacket newest = carrier.ledger().get(largest);
    long roundTripNs = -1;
    if (newest != null) {
      roundTripNs = nowNs - newest.sentNs() - 1000 * feedback.delayMicros();
      carrier.rtt().add(roundTripNs, nowNs);
    }
    int[] ranges = feedback.ranges();
    boolean news = largest > carrier.ledger().largestAcked();
    long bytes = 0;
    for (int i = 0; i < ranges.length; i += 2) {
      bytes += carrier.ledger().acknowledge(largest - ranges[i + 1], largest - ranges[i]);
    }
    if (bytes > 0) {
      carrier.onAcknowledged(bytes, nowNs);
    } else if (news) {
      // What a doubted carrier had under way was taken from it, and arrived all the same.
      carrier.health().onProgress(nowNs);
    }
    long resendsBefore = resend.size();
    carrier.ledger().takeLost(this::resendLater);
    carrier.loss().add((int) (bytes / 1200) + 1, (int) Math.max(0, resend.size() - resendsBefore));
    return roundTripNs;
  }

  /**
   * The peer answered a ping sent at this time. It tells first what it received, so what was sent
   * earlier and is still open was lost: the loss at the end of a burst, which nothing overtakes.
   */
  void onPong(Carrier carrier, long pingSentNs) {
    carrier.ledger().takeSentBefore(pingSentNs - carrier.rtt().varianceNs(), this::resendLater);
  }

  private void resendLater(SentPacket packet) {
    if (packet.transmissions() >= MAX_TRANSMISSIONS) {
      packet.release();
      abandoned++;
    } else {
      resend.add(packet);
    }
  }

  /** Everything under way on this carrier is held stranded and goes to others. */
  void rescue(Carrier carrier) {
    carrier.ledger().takeAll(this::resendLater);
  }

  /**
   * When {@link #pump} has something to do again, if nothing happens before, or {@link
   * Long#MAX_VALUE}.
   */
  long nextPumpNs() {
    if (usable.size() == 0) {
      return Long.MAX_VALUE;
    }
    long next = queue.bytes() == 0 ? Long.MAX_VALUE : queueDueNs;
    if (!resend.isEmpty()) {
      int not = usable.size() > 1 ? resend.peek().lastCarrier() : -1;
      next = Math.min(next, nextPacedNs(not));
    }
    return next;
  }

  /** When the first carrier with room, save one, is let go by its pacer. */
  private long nextPacedNs(int exceptId) {
    long next = Long.MAX_VALUE;
    for (int i = 0; i < usable.size(); i++) {
      Carrier carrier = usable.get(i);
      if (carrier.id() != exceptId && carrier.room() > 0) {
        next = Math.min(next, carrier.pacer().nextNs());
      }
    }
    return next;
  }

  int queuedBytes() {
    return queue.bytes();
  }

  boolean isWritable() {
    return queue.hasRoom();
  }

  FlowQueue queue() {
    return queue;
  }

  long resent() {
    return resent;
  }

  long abandoned() {
    return abandoned;
  }

  void clear() {
    queue.clear();
    while (!resend.isEmpty()) {
      resend.poll().release();
    }
  }
}
