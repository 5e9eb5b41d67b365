package org.tquic.bond.core;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.bond.PacketPort;
import org.tquic.bond.path.Carrier;
import org.tquic.bond.path.ForwardDelays;
import org.tquic.bond.path.HealthMonitor;
import org.tquic.bond.path.SentPacket;
import org.tquic.bond.wire.ControlMessage;
import org.tquic.bond.wire.ControlMessage.Announce;
import org.tquic.bond.wire.ControlMessage.Call;
import org.tquic.bond.wire.ControlMessage.CarrierFeedback;
import org.tquic.bond.wire.ControlMessage.CarrierHealth;
import org.tquic.bond.wire.ControlMessage.Feedback;
import org.tquic.bond.wire.ControlMessage.Health;
import org.tquic.bond.wire.ControlMessage.Ping;
import org.tquic.bond.wire.ControlMessage.Pong;
import org.tquic.bond.wire.ControlMessage.Quiet;
import org.tquic.bond.wire.ControlMessage.Tiered;
import org.tquic.bond.wire.ControlMessage.Tiers;
import org.tquic.bond.wire.ControlMessage.Verdict;
import org.tquic.bond.wire.DataHeader;
import org.tquic.bond.wire.MalformedMessageException;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.PathEvent;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * One end of a bond, the same on router and server. Does no I/O of its own and reads no clock:
 * carriers are added and removed, packets and datagrams come in, and {@link #onTimer} is called at
 * {@link #nextTimerNs} or a little later; all on one thread. Times are {@link
 * System#nanoTime}-like.
 */
public final class BondCore {
  private static final long HEALTH_REPEAT_NS = 100_000_000;
  private static final int HEALTH_REPEATS = 3;
  private static final long DOUBLE_FEEDBACK_NS = 20_000_000;

  private final List<Carrier> carriers = new ArrayList<>();
  private final Retirements retirements = new Retirements();
  private final Newcomers newcomers = new Newcomers();
  private final KeepAlives keepAlives = new KeepAlives(carriers);
  private final ForwardDelays forwardDelays = new ForwardDelays();
  private final SchedulerSlot scheduler;
  private final Sender sender;
  private final Doubts doubts;
  private final LinkTiers tiers;
  private final Receiver receiver;
  private final PacketPort inner;
  private final BondEvents events;

  private int maxPacket;
  private long doubledFeedbackNs;
  private int healthRepeats;
  private long healthDueNs = Long.MAX_VALUE;
  private long tooBig;
  private long malformed;

  /** A bond without carriers. */
  public BondCore(ConnectionInfo info, PacketPort inner, BondEvents events, long nowNs) {
    this.scheduler = new SchedulerSlot(info, nowNs);
    this.sender = new Sender(carriers, scheduler);
    this.doubts = new Doubts(sender, this::ping);
    this.tiers = new LinkTiers(carriers, sender, events);
    this.receiver = new Receiver(carriers, inner);
    this.inner = inner;
    this.events = events;
  }

  /** The carriers, in the order they came. */
  public List<Carrier> carriers() {
    return carriers;
  }

  /** Adds a validated carrier; it carries traffic at once, unless {@link Newcomers} has to wait. */
  public void addCarrier(Carrier carrier, long nowNs) {
    carriers.add(carrier);
    tiers.onCarrier(carrier);
    carrier.refresh(nowNs);
    if (carrier.maxPayload() < neededPayload() && Newcomers.canDoWithout(carrier, carriers)) {
      carrier.state(PathState.VALIDATED, PathReason.NONE);
      newcomers.add(carrier, nowNs);
      events.onCarrierState(carrier);
    } else {
      activate(carrier, nowNs);
    }
    ping(carrier, nowNs);
    sender.pump(nowNs);
  }

  private int neededPayload() {
    return maxPacket + DataHeader.SIZE;
  }

  private void activate(Carrier carrier, long nowNs) {
    carrier.state(PathState.ACTIVE, PathReason.NONE);
    sender.carriersChanged();
    scheduler.onPathEvent(PathEvent.ADDED, carrier, nowNs);
    tiers.sayAgain(nowNs);
    tell(carrier, nowNs);
  }

  private void activateNewcomers(long nowNs) {
    Carrier carrier;
    while ((carrier = newcomers.poll(carriers, neededPayload(), nowNs)) != null) {
      activate(carrier, nowNs);
    }
  }

  /** Removes a carrier whose connection is gone; what it had under way goes to others. */
  public void removeCarrier(Carrier carrier, PathReason reason, long nowNs) {
    if (!carriers.remove(carrier)) {
      return;
    }
    newcomers.remove(carrier);
    sender.rescue(carrier);
    carrier.state(PathState.REMOVED, reason);
    sender.carriersChanged();
    activateNewcomers(nowNs);
    scheduler.onPathEvent(PathEvent.REMOVED, carrier, nowNs);
    tell(carrier, nowNs);
    sender.pump(nowNs);
  }

  /** Gives a carrier no more packets and closes it when what it has under way has arrived. */
  public void retireCarrier(Carrier carrier, long nowNs) {
    carrier.state(PathState.STANDBY, PathReason.REPLACED);
    retirements.add(carrier, nowNs);
    sender.carriersChanged();
    scheduler.onPathEvent(PathEvent.REMOVED, carrier, nowNs);
    tell(carrier, nowNs);
    activateNewcomers(nowNs);
  }

  private void finishRetirements(long nowNs) {
    for (Carrier carrier; (carrier = retirements.poll(nowNs)) != null; ) {
      removeCarrier(carrier, PathReason.REPLACED, nowNs);
      carrier.transport().close(PathReason.REPLACED);
    }
  }

  /**
   * The link below a carrier is gone, or must not be used: traffic leaves it at once and the peer
   * is told.
   */
  public void onLinkDown(Carrier carrier, PathReason reason, long nowNs) {
    if (carrier.health().isSuspect()) {
      // Answers from before do not speak for its return.
      carrier.health().suspect(nowNs);
    }
    suspect(carrier, reason, nowNs);
    sender.pump(nowNs);
  }

  /** Tells of a carrier's new state, if one has, and of those that wait, or wait no more. */
  private void tell(Carrier changed, long nowNs) {
    List<Carrier> turned = tiers.turn(nowNs);
    updateMaxPacket();
    if (changed != null) {
      events.onCarrierState(changed);
    }
    for (Carrier carrier : turned) {
      if (carrier != changed && carrier.state() == PathState.ACTIVE) {
        events.onCarrierState(carrier);
      }
    }
  }

  private void updateMaxPacket() {
    int smallest = 0;
    for (Carrier carrier : carriers) {
      if (carrier.state() != PathState.VALIDATED && !carrier.isStandby()) {
        int fits = carrier.maxPayload() - DataHeader.SIZE;
        smallest = smallest == 0 ? fits : Math.min(smallest, fits);
      }
    }
    if (smallest != maxPacket) {
      maxPacket = smallest;
      events.onMaxPacket(maxPacket);
    }
  }

  /** Largest inner packet, bytes; 0 while there is no carrier. */
  public int maxPacket() {
    return maxPacket;
  }

  /** Takes one inner packet; takes ownership. Sent at {@link #flush} at the latest. */
  public void accept(ByteBuf packet, long nowNs) {
    if (maxPacket > 0 && packet.readableBytes() > maxPacket) {
      tooBig++;
      events.onTooBig(packet, maxPacket);
      packet.release();
      return;
    }
    sender.accept(packet, nowNs);
  }

  /** A batch of inner packets was given. */
  public void flush(long nowNs) {
    sender.pump(nowNs);
  }

  /** Whether the queue has room for inner packets. */
  public boolean isWritable() {
    return sender.isWritable();
  }

  /** Takes one datagram of either context; takes ownership. */
  public void onDatagram(Carrier carrier, long context, ByteBuf payload, long nowNs) {
    if (context == DataHeader.CONTEXT) {
      receiver.onData(carrier, payload, nowNs);
      return;
    }
    try {
      onControl(carrier, ControlMessage.decode(payload), nowNs);
      doubts.settle(carriers);
    } catch (MalformedMessageException e) {
      malformed++;
    } finally {
      payload.release();
    }
  }

  private void onControl(Carrier carrier, ControlMessage message, long nowNs) {
    carrier.health().onHeard(nowNs);
    keepAlives.onControl(carrier, message, nowNs);
    switch (message) {
      case Feedback feedback -> onFeedback(feedback, nowNs);
      case Ping ping -> {
        sendFeedback(nowNs);
        // First what came on this very carrier, since news of it may have been lost elsewhere.
        if (carrier.received().largest() >= 0) {
          CarrierFeedback own = carrier.received().feedback(carrier.id(), nowNs);
          carrier.transport().send(new Feedback(List.of(own)));
        }
        carrier.transport().send(new Pong(ping.token()));
        carrier.transport().flush();
      }
      case Pong pong -> {
        if (carrier.rtt().smoothedNs() < 0 || carrier.ledger().isEmpty()) {
          carrier.rtt().add(nowNs - pong.token(), nowNs);
        }
        carrier.health().onPong(pong.token(), nowNs);
        sender.onPong(carrier, pong.token());
      }
      case Health health -> onHealth(health, nowNs);
      // The carrier is there already: the announcement crossed with what confirms it.
      case Announce announce -> {}
      // Done already.
      case Quiet _, Call _ -> {}
      case Tiers said -> tiers.onTiers(carrier, said);
      case Tiered taken -> tiers.onTiered(taken);
    }
  }

  private void onFeedback(Feedback feedback, long nowNs) {
    forwardDelays.begin();
    for (CarrierFeedback about : feedback.carriers()) {
      Carrier told = carrier(about.carrier());
      long roundTripNs = told == null ? -1 : sender.onFeedback(told, about, nowNs);
      if (roundTripNs >= 0) {
        forwardDelays.add(told, roundTripNs);
      }
    }
    forwardDelays.end(carriers, nowNs);
  }

  private void onHealth(Health health, long nowNs) {
    for (CarrierHealth about : health.carriers()) {
      Carrier carrier = carrier(about.carrier());
      if (carrier == null || carrier.state() != PathState.ACTIVE) {
        continue;
      }
      boolean down = about.verdict() == Verdict.DOWN;
      boolean silentHereToo =
          about.verdict() == Verdict.SILENT
              && nowNs - carrier.health().lastProgressNs() > carrier.rtt().suspicionNs() / 2;
      if (down || silentHereToo) {
        suspect(carrier, PathReason.PEER_REPORT, nowNs);
      }
    }
  }

  private Carrier carrier(int id) {
    for (Carrier carrier : carriers) {
      if (carrier.id() == id) {
        return carrier;
      }
    }
    return null;
  }

  /** The end of a batch of datagrams: answers, delivers, sends. */
  public void onReadComplete(long nowNs) {
    if (receiver.feedbackDue(nowNs)) {
      sendFeedback(nowNs);
    }
    if (receiver.takeDelivered()) {
      inner.flush();
    }
    sender.pump(nowNs);
    tell(null, nowNs);
  }

  private void sendFeedback(long nowNs) {
    List<Feedback> feedback = receiver.takeFeedback(nowNs);
    Carrier fastest = sender.usable().fastest();
    if (feedback.isEmpty() || fastest == null) {
      return;
    }
    send(feedback, fastest, nowNs);
    if (nowNs - doubledFeedbackNs >= DOUBLE_FEEDBACK_NS) {
      // Now and then on another carrier too, or a dead one would silence news of all the others.
      Carrier other = sender.usable().fastestExcept(fastest);
      if (other != null) {
        doubledFeedbackNs = nowNs;
        send(feedback, other, nowNs);
      }
    }
  }

  private static void send(List<Feedback> feedback, Carrier carrier, long nowNs) {
    carrier.onUse(nowNs);
    feedback.forEach(carrier.transport()::send);
    carrier.transport().flush();
  }

  private void ping(Carrier carrier, long nowNs) {
    carrier.health().onPingSent(nowNs);
    carrier.transport().send(new Ping(nowNs));
    carrier.transport().flush();
  }

  /** Does what is due. */
  public void onTimer(long nowNs) {
    receiver.expire(nowNs);
    for (Carrier carrier : carriers) {
      checkHealth(carrier, nowNs);
    }
    if (nowNs >= healthDueNs) {
      sendHealth(nowNs);
    }
    finishRetirements(nowNs);
    activateNewcomers(nowNs);
    tiers.check(nowNs);
    onReadComplete(nowNs);
  }

  private void checkHealth(Carrier carrier, long nowNs) {
    HealthMonitor health = carrier.health();
    if (health.isSuspect()) {
      if (health.mayReturn(carrier.rtt(), nowNs)) {
        carrier.rtt().restart();
        carrier.state(PathState.ACTIVE, PathReason.NONE);
        sender.carriersChanged();
        scheduler.onPathEvent(PathEvent.RETURNED, carrier, nowNs);
        tiers.sayAgain(nowNs);
        tell(carrier, nowNs);
      }
    } else if (nowNs >= silentAtNs(carrier)) {
      suspect(carrier, PathReason.SILENT, nowNs);
    }
    keepAlives.check(carrier, nowNs);
    if (carrier.state() != PathState.STANDBY
        && nowNs >= health.nextPingNs(oldestSentNs(carrier), carrier.rtt(), nowNs)) {
      ping(carrier, nowNs);
    }
    doubts.check(carrier, oldestSentNs(carrier), nowNs);
  }

  /** When to suspect a carrier; one that carries nothing yet is not suspected. */
  private static long silentAtNs(Carrier carrier) {
    return carrier.state() == PathState.VALIDATED
        ? Long.MAX_VALUE
        : carrier.health().silentAtNs(oldestSentNs(carrier), carrier.rtt());
  }

  private static long oldestSentNs(Carrier carrier) {
    return carrier.ledger().isEmpty() ? -1 : carrier.ledger().oldestSentNs();
  }

  private void suspect(Carrier carrier, PathReason reason, long nowNs) {
    if (carrier.state() != PathState.ACTIVE) {
      return;
    }
    carrier.health().suspect(nowNs);
    carrier.onUse(nowNs);
    carrier.state(PathState.SUSPECT, reason);
    sender.carriersChanged();
    sender.rescue(carrier);
    scheduler.onPathEvent(PathEvent.SUSPECTED, carrier, nowNs);
    tell(carrier, nowNs);
    activateNewcomers(nowNs);
    healthRepeats = HEALTH_REPEATS;
    sendHealth(nowNs);
  }

  private void sendHealth(long nowNs) {
    List<CarrierHealth> verdicts = new ArrayList<>(carriers.size());
    for (Carrier carrier : carriers) {
      verdicts.add(new CarrierHealth(carrier.id(), carrier.verdict()));
    }
    Health health = new Health(verdicts);
    for (Carrier carrier : carriers) {
      if (carrier.state() == PathState.ACTIVE) {
        carrier.onUse(nowNs);
        carrier.transport().send(health);
        carrier.transport().flush();
      }
    }
    healthDueNs = --healthRepeats > 0 ? nowNs + HEALTH_REPEAT_NS : Long.MAX_VALUE;
  }

  /** When {@link #onTimer} has something to do next. */
  public long nextTimerNs(long nowNs) {
    long next = Math.min(receiver.nextTimerNs(nowNs), sender.nextPumpNs());
    next = Math.min(next, Math.min(healthDueNs, newcomers.nextTimerNs()));
    next = Math.min(next, Math.min(tiers.nextNs(), retirements.nextTimerNs(nowNs)));
    for (Carrier carrier : carriers) {
      if (carrier.state() == PathState.STANDBY) {
        continue;
      }
      HealthMonitor health = carrier.health();
      long oldestSentNs = oldestSentNs(carrier);
      next = Math.min(next, health.nextPingNs(oldestSentNs, carrier.rtt(), nowNs));
      next = Math.min(next, Math.min(silentAtNs(carrier), keepAlives.nextNs(carrier)));
      next = Math.min(next, doubts.dueNs(carrier, oldestSentNs));
    }
    return next;
  }

  /**
   * Decides which links are of which tier, for both ends, of which only one may decide; a link that
   * is not named is of the first.
   */
  public void decideTiers(Map<String, Integer> byLink, long nowNs) {
    tiers.decide(byLink, nowNs);
    onReadComplete(nowNs);
  }

  /** Swaps the scheduler. */
  public void selectScheduler(PathSchedulerFactory factory, long nowNs) {
    scheduler.swap(factory, carriers, nowNs);
    sender.carriersChanged();
    sender.pump(nowNs);
  }

  /** Swaps to the built-in scheduler. */
  public void selectBuiltInScheduler(long nowNs) {
    scheduler.swapToBuiltIn(nowNs);
    sender.carriersChanged();
    sender.pump(nowNs);
  }

  /** Id of the scheduler in use. */
  public String schedulerId() {
    return scheduler.id();
  }

  /** Totals for people and metrics. */
  public BondCounters counters(long nowNs) {
    return new BondCounters(
        sender.queuedBytes(),
        sender.queue().markedByCoDel(),
        sender.queue().droppedByCoDel(),
        sender.queue().droppedWhenFull(),
        sender.resent(),
        sender.abandoned(),
        receiver.resequencer().late(),
        receiver.resequencer().givenUp(),
        receiver.resequencer().duplicates(),
        receiver.resequencer().heldBytes(),
        receiver.resequencer().holdNs(nowNs) / 1000,
        tooBig,
        malformed + receiver.malformed(),
        scheduler.faults());
  }

  /** Closes all carriers and lets go of all packets. */
  public void close(PathReason reason) {
    for (Carrier carrier : carriers) {
      carrier.ledger().takeAll(SentPacket::release);
      carrier.transport().close(reason);
    }
    carriers.clear();
    newcomers.clear();
    sender.carriersChanged();
    sender.clear();
    receiver.clear();
    scheduler.close();
  }
}
