package org.tquic.bond.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tquic.api.bond.PathReason;
import org.tquic.spi.Handover;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.PathSet;

/** Random traffic and random troubles of links for a simulated bond, all from one seed. */
final class TroubleScript {
  private static final long MS = 1_000_000;
  private static final int MAX_LINKS = 4;

  final List<Flow> flows = new ArrayList<>();

  /** What happened, for the message of a failure. */
  final List<String> log = new ArrayList<>();

  private final SimulatedBond bond;
  private final Random random;
  private final List<SimulatedBond.Wire> troubled = new ArrayList<>();
  private int linkCount;
  private boolean calm;

  TroubleScript(SimulatedBond bond, long seed) {
    this.bond = bond;
    this.random = new Random(seed);
  }

  /** Packets of one size sent one way at a steady rate. */
  final class Flow {
    final SimulatedBond.Side from;
    final SimulatedBond.Side to;
    final int id;
    private final int size;
    private final long everyNs;
    private boolean stopped;
    int sent;

    Flow(SimulatedBond.Side from, SimulatedBond.Side to, int size, long everyNs) {
      this.from = from;
      this.to = to;
      this.id = flows.size() + 1;
      this.size = size;
      this.everyNs = everyNs;
      flows.add(this);
      send();
    }

    private void send() {
      if (!stopped) {
        from.send(id, sent++, size);
        bond.schedule(everyNs, this::send);
      }
    }

    List<Integer> delivered() {
      return to.delivered.getOrDefault(id, List.of());
    }

    @Override
    public String toString() {
      return "flow " + id + " of " + size + " bytes each " + everyNs / 1000 + " us";
    }
  }

  /** About 5 Mbit/s to the right and 3 Mbit/s to the left, large and small packets. */
  void startTraffic() {
    new Flow(bond.left, bond.right, 1300, 2_500_000);
    new Flow(bond.left, bond.right, 700, 8 * MS);
    new Flow(bond.left, bond.right, 120, 20 * MS);
    new Flow(bond.right, bond.left, 1300, 4 * MS);
    new Flow(bond.right, bond.left, 90, 15 * MS);
  }

  /** Another 40 Mbit/s to the right, more than one link may carry. */
  void startBulkTransfer() {
    new Flow(bond.left, bond.right, 1300, 260_000);
  }

  void stopTraffic() {
    flows.forEach(flow -> flow.stopped = true);
  }

  /** A link that is never troubled, and alone can carry all the traffic. */
  void addHealthyLink() {
    bond.connect("good", 15 + random.nextInt(40), 5 + random.nextInt(45));
  }

  /** A link that alone can carry the steady traffic and, once it is well, what has waited. */
  void addTroubledLink() {
    String name = "bad" + linkCount++;
    troubled.add(bond.connect(name, 14 + random.nextInt(50), 3 + random.nextInt(57)));
    note(name + " added");
  }

  /** Lets something happen now and then from now on. */
  void startTroubles() {
    if (!calm) {
      trouble();
      bond.schedule((20 + random.nextInt(700)) * MS, this::startTroubles);
    }
  }

  private void trouble() {
    if (troubled.isEmpty()) {
      addTroubledLink();
      return;
    }
    SimulatedBond.Wire wire = troubled.get(random.nextInt(troubled.size()));
    String name = wire.leftEnd().linkName();
    switch (random.nextInt(11)) {
      case 0, 1 -> {
        wire.blackhole(true);
        note(name + " silent");
      }
      case 2 -> {
        wire.there().blackhole(true);
        note(name + " silent there");
      }
      case 3 -> {
        wire.back().blackhole(true);
        note(name + " silent back");
      }
      case 4, 5 -> {
        wire.blackhole(false);
        note(name + " answers");
      }
      case 6 -> {
        wire.there().lossRate(random.nextDouble() * 0.2);
        wire.back().lossRate(random.nextDouble() * 0.2);
        note(name + " loses");
      }
      case 7 -> {
        wire.blackhole(true);
        SimulatedBond.Side side = random.nextBoolean() ? bond.left : bond.right;
        side.core.onLinkDown(
            side == bond.left ? wire.leftEnd() : wire.rightEnd(),
            PathReason.NO_CARRIER,
            bond.clock.nowNs());
        note(name + " down");
      }
      case 8 -> {
        troubled.remove(wire);
        if (random.nextBoolean()) {
          bond.disconnect(wire);
          note(name + " closed");
        } else {
          bond.left.core.retireCarrier(wire.leftEnd(), bond.clock.nowNs());
          note(name + " retired");
        }
      }
      case 9 -> {
        if (troubled.size() < MAX_LINKS) {
          addTroubledLink();
        }
      }
      default -> swapScheduler(random.nextBoolean() ? bond.left : bond.right);
    }
  }

  private void note(String what) {
    log.add(bond.clock.nowNs() / MS + " ms: " + what);
  }

  /** All links are well from now on. */
  void calmDown() {
    calm = true;
    for (SimulatedBond.Wire wire : troubled) {
      wire.blackhole(false);
      wire.there().lossRate(0);
      wire.back().lossRate(0);
    }
    note("calm");
  }

  private void swapScheduler(SimulatedBond.Side side) {
    PathScheduler scheduler =
        switch (random.nextInt(6)) {
          case 0 -> (unit, paths, nowNs) -> Decision.send(random.nextInt(paths.size()));
          case 1 ->
              (unit, paths, nowNs) ->
                  Decision.send(fastestWithRoom(paths), ~0 >>> 32 - paths.size());
          case 2 ->
              (unit, paths, nowNs) ->
                  random.nextInt(4) == 0
                      ? Decision.hold(700)
                      : Decision.send(fastestWithRoom(paths));
          case 3 -> (unit, paths, nowNs) -> Decision.send(random.nextInt(2 * paths.size()));
          case 4 ->
              (unit, paths, nowNs) -> {
                if (random.nextInt(200) == 0) {
                  throw new UnsupportedOperationException("broken on purpose");
                }
                return Decision.send(paths.size() - 1);
              };
          default -> null;
        };
    note("scheduler " + scheduler);
    if (scheduler == null) {
      side.core.selectBuiltInScheduler(bond.clock.nowNs());
    } else {
      side.core.selectScheduler(factory("s" + log.size(), scheduler), bond.clock.nowNs());
    }
  }

  private static int fastestWithRoom(PathSet paths) {
    int best = 0;
    for (int i = 1; i < paths.size(); i++) {
      boolean better = paths.get(i).smoothedRttNs() < paths.get(best).smoothedRttNs();
      if (paths.get(i).room() > 0 && (better || paths.get(best).room() <= 0)) {
        best = i;
      }
    }
    return best;
  }

  static PathSchedulerFactory factory(String id, PathScheduler scheduler) {
    return new PathSchedulerFactory() {
      @Override
      public String id() {
        return id;
      }

      @Override
      public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
        return scheduler;
      }
    };
  }
}
