package org.tquic.bond.core;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.tquic.api.bond.PathReason;
import org.tquic.bond.PacketPort;
import org.tquic.bond.PacketSink;
import org.tquic.bond.path.Carrier;
import org.tquic.bond.path.KeepAlive;
import org.tquic.spi.scheduler.ConnectionInfo;

/** Both ends of a bond and the links between them, on a virtual clock. */
final class SimulatedBond implements AutoCloseable {
  /** After which time an end notices a close that did not reach it. */
  private static final long IDLE_TIMEOUT_NS = 2_000_000_000;

  final VirtualClock clock = new VirtualClock();
  final Side left = new Side();
  final Side right = new Side();
  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);
  private final List<Wire> wires = new ArrayList<>();
  private final Set<Wire> closing = new HashSet<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::atNs).thenComparingLong(Event::order));
  private int carriers;
  private long seed = 1;
  private long eventCount;

  private record Event(long atNs, long order, Runnable action) {}

  record Wire(SimulatedLink there, SimulatedLink back, Carrier leftEnd, Carrier rightEnd) {
    void blackhole(boolean on) {
      there.blackhole(on);
      back.blackhole(on);
    }
  }

  final class Side implements BondEvents, PacketPort {
    final BondCore core = new BondCore(new ConnectionInfo("sim", 7), this, this, clock.nowNs());

    /** Numbers of the packets delivered, by flow. */
    final Map<Integer, List<Integer>> delivered = new HashMap<>();

    /** Longest time between two deliveries, by flow. */
    final Map<Integer, Long> longestGapByFlowNs = new HashMap<>();

    final List<String> states = new ArrayList<>();
    private final Map<Integer, Long> lastByFlowNs = new HashMap<>();
    long deliveredBytes;
    long lastDeliveryNs;
    long longestGapNs;
    int tooBig;

    /** How often the core asked to be called again at once when nothing was left to do. */
    int idleTimers;

    @Override
    public void onCarrierState(Carrier carrier) {
      states.add(carrier.linkName() + " " + carrier.state() + " " + carrier.reason());
    }

    @Override
    public void onMaxPacket(int bytes) {}

    @Override
    public void onTooBig(ByteBuf packet, int maxBytes) {
      tooBig++;
    }

    @Override
    public void write(ByteBuf packet) {
      long now = clock.nowNs();
      deliveredBytes += packet.readableBytes();
      if (lastDeliveryNs > 0) {
        longestGapNs = Math.max(longestGapNs, now - lastDeliveryNs);
      }
      lastDeliveryNs = now;
      int flow = packet.getUnsignedShort(packet.readerIndex() + 20);
      int number = packet.getInt(packet.readerIndex() + 28);
      delivered.computeIfAbsent(flow, f -> new ArrayList<>()).add(number);
      Long lastNs = lastByFlowNs.put(flow, now);
      longestGapByFlowNs.merge(flow, lastNs == null ? 0 : now - lastNs, Math::max);
      packet.release();
    }

    @Override
    public void flush() {}

    void send(int flow, int number, int size) {
      core.accept(packet(flow, number, size), clock.nowNs());
      core.flush(clock.nowNs());
    }

    private void onTimerIfDue() {
      long now = clock.nowNs();
      // The second call does what the first gave rise to.
      for (int call = 0; call < 2 && core.nextTimerNs(now) <= now; call++) {
        core.onTimer(now);
      }
      idleTimers += core.nextTimerNs(now) <= now ? 1 : 0;
    }
  }

  Wire connect(String link, double mbps, long delayMs) {
    return connect(link, mbps, delayMs, 1430);
  }

  Wire connect(String link, double mbps, long delayMs, int maxPayload) {
    SimulatedLink there = new SimulatedLink(clock, allocator, mbps, delayMs, seed++);
    SimulatedLink back = new SimulatedLink(clock, allocator, mbps, delayMs, seed++);
    there.maxPayload(maxPayload);
    back.maxPayload(maxPayload);
    return connect(link, there, back);
  }

  /** The way back takes another time than the way there. */
  Wire connectOneSided(String link, double mbps, long thereMs, long backMs) {
    return connect(
        link,
        new SimulatedLink(clock, allocator, mbps, thereMs, seed++),
        new SimulatedLink(clock, allocator, mbps, backMs, seed++));
  }

  /** The left end is behind a NAT and keeps its mapping alive. */
  Wire connectThrough(SimulatedLink.Nat nat, String link, KeepAlive keepAlive) {
    SimulatedLink there = new SimulatedLink(clock, allocator, 30, 20, seed++);
    SimulatedLink back = new SimulatedLink(clock, allocator, 30, 20, seed++);
    there.nat(nat, true);
    back.nat(nat, false);
    return connect(link, there, back, keepAlive);
  }

  private Wire connect(String link, SimulatedLink there, SimulatedLink back) {
    return connect(link, there, back, null);
  }

  private Wire connect(String link, SimulatedLink there, SimulatedLink back, KeepAlive keepAlive) {
    int id = carriers++;
    Carrier leftEnd = new Carrier(id, link, there, keepAlive, clock.nowNs());
    Carrier rightEnd = new Carrier(id, link, back, clock.nowNs());
    wires.add(new Wire(there, back, leftEnd, rightEnd));
    left.core.addCarrier(leftEnd, clock.nowNs());
    right.core.addCarrier(rightEnd, clock.nowNs());
    return wires.getLast();
  }

  /** The left end closes the connection; the right end notices when it can. */
  void disconnect(Wire wire) {
    left.core.removeCarrier(wire.leftEnd(), PathReason.DISABLED, clock.nowNs());
    wire.there().close(PathReason.DISABLED);
  }

  private void noticeClose(Wire wire) {
    long untilNoticedNs = wire.there().isBlackhole() ? IDLE_TIMEOUT_NS : wire.there().delayNs();
    schedule(
        untilNoticedNs,
        () -> {
          wires.remove(wire);
          wire.back().close(PathReason.CLOSED_BY_PEER);
          right.core.removeCarrier(wire.rightEnd(), PathReason.CLOSED_BY_PEER, clock.nowNs());
          wire.there().discard();
          wire.back().discard();
        });
  }

  /** Has something done later. */
  void schedule(long afterNs, Runnable action) {
    events.add(new Event(clock.nowNs() + afterNs, eventCount++, action));
  }

  /** Sends UDP packets of one flow at a rate from the left for a time, and runs on for a while. */
  int send(int flow, int firstNumber, double mbps, long forMs) {
    long endNs = clock.nowNs() + forMs * 1_000_000;
    long stepNs = (long) (1300 * 8e3 / mbps);
    int number = firstNumber;
    while (clock.nowNs() < endNs) {
      left.send(flow, number++, 1300);
      run(clock.nowNs() + stepNs);
    }
    return number;
  }

  void runMs(long ms) {
    run(clock.nowNs() + ms * 1_000_000);
  }

  private void run(long untilNs) {
    while (true) {
      long next = Math.min(nextEventNs(), untilNs);
      clock.advanceTo(next);
      step();
      if (clock.nowNs() >= untilNs && nextEventNs() > untilNs) {
        return;
      }
      if (next == untilNs) {
        return;
      }
    }
  }

  private long nextEventNs() {
    long now = clock.nowNs();
    // A real loop's timer is not exact to the nanosecond either.
    long next = Math.min(left.core.nextTimerNs(now), right.core.nextTimerNs(now));
    next = Math.max(next, now + 50_000);
    for (Wire wire : wires) {
      next = Math.min(next, wire.there().nextArrivalNs());
      next = Math.min(next, wire.back().nextArrivalNs());
    }
    if (!events.isEmpty()) {
      next = Math.min(next, events.peek().atNs());
    }
    return Math.max(next, now + 1);
  }

  private void step() {
    long now = clock.nowNs();
    while (!events.isEmpty() && events.peek().atNs() <= now) {
      events.poll().action().run();
    }
    for (Wire wire : wires) {
      if (wire.there().deliverDue((c, p) -> right.core.onDatagram(wire.rightEnd(), c, p, now))) {
        right.core.onReadComplete(now);
      }
      if (wire.there().isClosed()) {
        wire.back().discard();
      } else if (wire.back()
          .deliverDue((c, p) -> left.core.onDatagram(wire.leftEnd(), c, p, now))) {
        left.core.onReadComplete(now);
      }
      if (wire.there().isClosed() && closing.add(wire)) {
        noticeClose(wire);
      }
    }
    left.onTimerIfDue();
    right.onTimerIfDue();
  }

  /** An IPv4 UDP packet whose payload is a number. */
  ByteBuf packet(int flow, int number, int size) {
    ByteBuf packet = allocator.directBuffer(PacketSink.HEADROOM + size);
    packet.writeZero(PacketSink.HEADROOM + size).readerIndex(PacketSink.HEADROOM);
    int at = PacketSink.HEADROOM;
    packet.setByte(at, 0x45).setShort(at + 2, size).setByte(at + 8, 64).setByte(at + 9, 17);
    packet.setInt(at + 12, 0x0a000001).setInt(at + 16, 0x0a000002);
    packet.setShort(at + 20, flow).setShort(at + 22, 9).setInt(at + 28, number);
    return packet;
  }

  /** Memory of packets that nobody has released, bytes. */
  long unreleasedBytes() {
    return allocator.metric().usedDirectMemory();
  }

  @Override
  public void close() {
    left.core.close(PathReason.NONE);
    right.core.close(PathReason.NONE);
    for (Wire wire : wires) {
      wire.there().discard();
      wire.back().discard();
    }
  }
}
