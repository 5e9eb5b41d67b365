package org.tquic.quic.sim;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * A network and its nodes on a virtual clock. One thread does everything; the same seed and the
 * same calls give the same run. At one instant actions of tests come first, then datagrams, then
 * time-outs; after each of them all nodes may send.
 */
public final class Simulation {
  /** More than this at one instant is a node that never rests. */
  private static final int MAX_STEPS_PER_INSTANT = 1_000_000;

  /** A hundred days in one run. */
  private static final long MAX_RUN_NS = 100 * LinkProfile.MAX_TIME_NS;

  private final long seed;
  private final VirtualClock clock;
  private final SimNetwork network;
  private final EventQueue<Runnable> actions = new EventQueue<>();
  private final SimTransmit transmit = new SimTransmit();
  private long instantNs;
  private int stepsAtInstant;
  private boolean running;

  /** A simulation that starts at time 0. */
  public Simulation(long seed) {
    this(seed, 0);
  }

  /**
   * @param seed of all randomness of the network
   * @param startNs the time at first, nanoseconds; any, as clocks of real machines
   */
  public Simulation(long seed, long startNs) {
    this.seed = seed;
    this.clock = new VirtualClock(startNs);
    this.network = new SimNetwork(seed);
  }

  /** The number that decides the run. */
  public long seed() {
    return seed;
  }

  /** Random numbers of the run for one purpose of a node or a test. */
  public RandomGenerator random(String purpose) {
    return Seeds.random(seed, purpose);
  }

  /** The clock. */
  public VirtualClock clock() {
    return clock;
  }

  /** The time, nanoseconds. */
  public long nowNs() {
    return clock.nowNs();
  }

  /** The network. */
  public SimNetwork network() {
    return network;
  }

  /**
   * Has something done at a time; what is due at the same time is done in the order it was given.
   *
   * @param timeNs nanoseconds; not in the past
   */
  public void at(long timeNs, Runnable action) {
    if (timeNs < nowNs()) {
      throw new IllegalArgumentException(timeNs + " ns is past, it is " + nowNs());
    }
    actions.add(timeNs, action);
  }

  /** Has something done after a time from now, nanoseconds, 0 or more. */
  public void after(long delayNs, Runnable action) {
    at(Math.addExact(nowNs(), delayNs), action);
  }

  /** Plays a script that calls nothing; its times count from now. */
  public void play(Script script) {
    play(script, Map.of());
  }

  /**
   * Plays a script; its times count from now.
   *
   * @param calls what the script may call, by name
   * @throws IllegalArgumentException when the script names a link or call that is not there, or
   *     rebinds a link without NAT; nothing of it is played then
   */
  public void play(Script script, Map<String, Runnable> calls) {
    ScriptPlayer player = new ScriptPlayer(network, clock, calls);
    script.steps().forEach(player::check);
    script.steps().forEach(step -> after(step.atNs(), () -> player.perform(step)));
  }

  /**
   * Lets time pass until a condition holds.
   *
   * @param condition is asked first and after each event
   * @param maxVirtualNs at most this much time passes, nanoseconds, up to a hundred days
   * @return whether it holds; if not, all this time has passed
   * @throws IllegalStateException when a node never comes to rest at one instant, or when called by
   *     what this simulation runs
   */
  public boolean runUntil(BooleanSupplier condition, long maxVirtualNs) {
    if (running) {
      throw new IllegalStateException("an action or node cannot let time pass, it runs already");
    }
    long endNs = endNs(maxVirtualNs);
    running = true;
    try {
      return run(condition, endNs);
    } finally {
      running = false;
    }
  }

  private boolean run(BooleanSupplier condition, long endNs) {
    sendAll();
    while (!condition.getAsBoolean()) {
      if (!step(endNs)) {
        clock.advanceTo(endNs);
        return false;
      }
    }
    return true;
  }

  /** Lets this much time pass, nanoseconds, up to a hundred days. */
  public void runFor(long durationNs) {
    runUntil(() -> false, durationNs);
  }

  /**
   * Lets time pass until nothing is under way, no time-out is set and no action is due.
   *
   * @param maxVirtualNs at most this much time passes, nanoseconds, up to a hundred days
   * @return whether all is at rest
   */
  public boolean runUntilIdle(long maxVirtualNs) {
    return runUntil(() -> nextEventNs() == Long.MAX_VALUE && !network.hasArrivals(), maxVirtualNs);
  }

  private long endNs(long maxVirtualNs) {
    if (maxVirtualNs < 0 || maxVirtualNs > MAX_RUN_NS) {
      throw new IllegalArgumentException(
          "a duration of " + maxVirtualNs + " ns is not 0 to " + MAX_RUN_NS);
    }
    return Math.addExact(nowNs(), maxVirtualNs);
  }

  /** Does the next thing that is due by then; false when there is none. */
  private boolean step(long endNs) {
    if (!network.hasArrivals()) {
      long nextNs = nextEventNs();
      if (nextNs > endNs) {
        return false;
      }
      if (nextNs > nowNs()) {
        clock.advanceTo(nextNs);
      }
    }
    countStep(null);
    perform(nowNs());
    sendAll();
    return true;
  }

  private void perform(long nowNs) {
    Runnable action = actions.poll(nowNs);
    if (action != null) {
      action.run();
      return;
    }
    if (network.nextEventNs() <= nowNs) {
      network.advance(nowNs);
    }
    if (network.deliverOne(nowNs)) {
      return;
    }
    for (SimHost host : network.hosts()) {
      if (host.node().nextTimeoutNs() <= nowNs) {
        countStep(host);
        host.node().onTimeout(nowNs);
        return;
      }
    }
  }

  private long nextEventNs() {
    long next = Math.min(actions.nextNs(), network.nextEventNs());
    for (SimHost host : network.hosts()) {
      next = Math.min(next, host.node().nextTimeoutNs());
    }
    return next;
  }

  private void sendAll() {
    long nowNs = nowNs();
    for (SimHost host : network.hosts()) {
      while (host.node().pollTransmit(nowNs, transmit)) {
        countStep(host);
        network.send(host, transmit.take(host.name()), nowNs);
      }
    }
  }

  private void countStep(SimHost busy) {
    if (instantNs != nowNs()) {
      instantNs = nowNs();
      stepsAtInstant = 0;
    }
    if (++stepsAtInstant > MAX_STEPS_PER_INSTANT) {
      throw new IllegalStateException(
          (busy == null ? "the network" : "node " + busy.name())
              + " does not come to rest at "
              + nowNs()
              + " ns, seed "
              + seed);
    }
  }
}
