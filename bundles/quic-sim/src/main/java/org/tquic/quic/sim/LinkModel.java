package org.tquic.quic.sim;

import java.util.ArrayDeque;
import java.util.random.RandomGenerator;
import org.tquic.quic.Ecn;

/**
 * One direction of a link: a drop-tail queue before a sender of fixed rate, and behind it a line
 * with delay, jitter, loss and what else {@link LinkProfile} knows. It learns the time from its
 * caller: {@link #offer} what arrives, {@link #poll} until null for what leaves, and come back at
 * {@link #nextEventNs}. Times are nanoseconds and must not run backwards.
 */
public final class LinkModel {
  private final String name;
  private final RandomGenerator random;
  private final LossProcess losses;
  private final PacketTrace trace;
  private final Serialiser serialiser = new Serialiser();
  private final ArrayDeque<SimDatagram> waiting = new ArrayDeque<>();
  private final EventQueue<SimDatagram> line = new EventQueue<>();
  private final LinkTally tally = new LinkTally();
  private final LinkProfile initialProfile;
  private LinkProfile profile;
  private boolean blackhole;
  private long lastInOrderNs = Long.MIN_VALUE;

  /**
   * @param name for traces, such as {@code wan1.up}
   * @param profile how it behaves at first
   * @param seed of all its chances; another name draws others
   * @param trace is told what happens to each datagram
   */
  public LinkModel(String name, LinkProfile profile, long seed, PacketTrace trace) {
    this.name = name;
    this.random = Seeds.random(seed, name);
    this.losses = new LossProcess(Seeds.random(seed, name + " loss"));
    this.trace = trace;
    this.initialProfile = profile;
    this.profile = profile;
    serialiser.setRate(profile.rateBytesPerSecond(), Long.MIN_VALUE);
    losses.set(profile.loss(), profile.burst());
  }

  /** Its name in traces. */
  public String name() {
    return name;
  }

  /** How it behaves now. */
  public LinkProfile profile() {
    return profile;
  }

  /** How it behaved at first. */
  public LinkProfile initialProfile() {
    return initialProfile;
  }

  /** Changes the behaviour for all that is not yet on the line. */
  public void setProfile(LinkProfile next, long nowNs) {
    serialise(nowNs);
    profile = next;
    serialiser.setRate(next.rateBytesPerSecond(), nowNs);
    losses.set(next.loss(), next.burst());
  }

  /** Whether the direction is dead. */
  public boolean isBlackhole() {
    return blackhole;
  }

  /** Makes it swallow everything without a sign, what is under way included, or stops that. */
  public void setBlackhole(boolean dead, long nowNs) {
    serialise(nowNs);
    blackhole = dead;
    if (!dead) {
      return;
    }
    while (!waiting.isEmpty()) {
      swallow(waiting.poll(), nowNs);
    }
    tally.backlogBytes = 0;
    while (!line.isEmpty()) {
      swallow(line.poll(), nowNs);
    }
  }

  /** A datagram arrives at the link. */
  public void offer(SimDatagram datagram, long nowNs) {
    serialise(nowNs);
    tally.offered++;
    int bytes = datagram.ipBytes();
    if (blackhole) {
      swallow(datagram, nowNs);
    } else if (profile.mtuBytes() != 0 && bytes > profile.mtuBytes()) {
      tally.mtuDrops++;
      trace.on(nowNs, name, PacketEvent.MTU_DROPPED, datagram);
    } else if (!waiting.isEmpty()
        && profile.queueBytes() != 0
        && tally.backlogBytes + bytes > profile.queueBytes()) {
      tally.queueDrops++;
      trace.on(nowNs, name, PacketEvent.QUEUE_DROPPED, datagram);
    } else {
      enqueue(datagram, bytes, nowNs);
    }
  }

  /** A datagram that has left the link by now, or null. */
  public SimDatagram poll(long nowNs) {
    serialise(nowNs);
    SimDatagram datagram = line.poll(nowNs);
    if (datagram != null) {
      tally.delivered++;
      tally.deliveredBytes += datagram.ipBytes();
    }
    return datagram;
  }

  /** When to call {@link #poll} again, {@link Long#MAX_VALUE} when nothing is under way. */
  public long nextEventNs() {
    return waiting.isEmpty() ? line.nextNs() : Math.min(line.nextNs(), serialiser.endNs());
  }

  /** What it has done so far. */
  public LinkCounters counters() {
    return tally.counters();
  }

  private void enqueue(SimDatagram datagram, int bytes, long nowNs) {
    SimDatagram queued = markEcn(datagram, nowNs);
    if (waiting.isEmpty()) {
      serialiser.beginIdle(bytes, nowNs);
    }
    waiting.add(queued);
    tally.addBacklog(bytes);
  }

  private SimDatagram markEcn(SimDatagram datagram, long nowNs) {
    if (datagram.ecn() == Ecn.NOT_ECT) {
      return datagram;
    }
    if (profile.clearsEcn()) {
      return datagram.withEcn(Ecn.NOT_ECT);
    }
    // RFC 3168 section 5: only what is ECN-capable may be marked; a mark is never taken back.
    if (datagram.ecn() == Ecn.CE
        || profile.ceThresholdBytes() == 0
        || tally.backlogBytes <= profile.ceThresholdBytes()) {
      return datagram;
    }
    SimDatagram marked = datagram.withEcn(Ecn.CE);
    tally.ceMarked++;
    trace.on(nowNs, name, PacketEvent.CE_MARKED, marked);
    return marked;
  }

  /** Moves what has been sent by now from the queue to the line. */
  private void serialise(long nowNs) {
    while (!waiting.isEmpty() && serialiser.endNs() <= nowNs) {
      SimDatagram datagram = waiting.poll();
      tally.backlogBytes -= datagram.ipBytes();
      depart(datagram, serialiser.endNs());
      if (!waiting.isEmpty()) {
        serialiser.beginNext(waiting.peek().ipBytes());
      }
    }
  }

  private void depart(SimDatagram datagram, long sentNs) {
    if (losses.loses()) {
      tally.losses++;
      trace.on(sentNs, name, PacketEvent.LOST, datagram);
      return;
    }
    if (happens(profile.corrupt()) && datagram.data().length > 0) {
      int bit = random.nextInt(datagram.data().length * 8);
      datagram.data()[bit >>> 3] ^= (byte) (1 << (bit & 7));
      tally.corrupted++;
      trace.on(sentNs, name, PacketEvent.CORRUPTED, datagram);
    }
    long arrivalNs = arrivalNs(datagram, sentNs);
    line.add(arrivalNs, datagram);
    if (happens(profile.duplicate())) {
      tally.duplicated++;
      trace.on(sentNs, name, PacketEvent.DUPLICATED, datagram);
      line.add(arrivalNs, datagram.copy());
    }
  }

  private long arrivalNs(SimDatagram datagram, long sentNs) {
    long delayNs = profile.delayNs();
    if (profile.jitterNs() > 0) {
      delayNs += random.nextLong(-profile.jitterNs(), profile.jitterNs() + 1);
    }
    long arrivalNs = sentNs + Math.max(0, delayNs);
    if (happens(profile.reorder())) {
      tally.heldBack++;
      trace.on(sentNs, name, PacketEvent.HELD_BACK, datagram);
      return arrivalNs + profile.reorderNs();
    }
    if (profile.overtaking()) {
      return arrivalNs;
    }
    lastInOrderNs = Math.max(lastInOrderNs, arrivalNs);
    return lastInOrderNs;
  }

  private boolean happens(double share) {
    return share > 0 && random.nextDouble() < share;
  }

  private void swallow(SimDatagram datagram, long nowNs) {
    tally.blackholed++;
    trace.on(nowNs, name, PacketEvent.BLACKHOLED, datagram);
  }
}
