package org.tquic.simulate;

import org.tquic.bond.core.BondCounters;
import org.tquic.quic.sim.Script;
import org.tquic.quic.sim.ScriptAction;
import org.tquic.spi.congestion.CongestionControllerFactory;

/** One run of a scenario, and what is measured in it. */
final class BondRun {
  private static final double STEP_SECONDS = 0.1;
  private static final int STEPS_LOOKED_AT = 5;

  private final Scenario scenario;
  private final BondSimulation simulation;
  private final Traffic traffic;
  private final Timeline timeline;
  private final double[] deliveredByStep;

  /** A run of a bond whose scheduler is in place, and in which nothing happened yet. */
  BondRun(Scenario scenario, BondSimulation simulation, CongestionControllerFactory innerTcp) {
    this.scenario = scenario;
    this.simulation = simulation;
    this.deliveredByStep = new double[(int) Math.round(scenario.seconds() / STEP_SECONDS)];
    traffic = new Traffic(scenario, simulation, innerTcp);
    timeline = new Timeline(simulation, scenario);
  }

  /** Lets the scenario happen. */
  BenchResult run() {
    simulation.play(scenario.script());
    traffic.start();
    int warmUp = (int) Math.round(Scenario.WARM_UP_SECONDS / STEP_SECONDS);
    steps(0, warmUp);
    traffic.voice().mark(simulation.nowNs());
    traffic.mark();
    simulation.receiver().arrivals().mark();
    final long deliveredBefore = traffic.delivered();
    final long resentBefore = resent();
    final long sentBefore = traffic.sent();
    final long sentAgainBefore = traffic.sentAgain();
    steps(warmUp, deliveredByStep.length);
    double goodput =
        (traffic.delivered() - deliveredBefore) / (scenario.seconds() - Scenario.WARM_UP_SECONDS);
    double sent = Math.max(traffic.sent() - sentBefore, 1);
    ArrivalOrder arrivals = simulation.receiver().arrivals();
    return new BenchResult(
        goodput,
        goodput / Capacity.goodputBps(scenario),
        traffic.voice().delayNs(0.5),
        traffic.voice().delayNs(0.99),
        traffic.voice().lostShare(),
        traffic.smoothedRttNs(),
        arrivals.lateShare(),
        arrivals.lateDepthP99(),
        (resent() - resentBefore) / sent,
        (traffic.sentAgain() - sentAgainBefore) / sent,
        recoveryNs(),
        traffic.longestPauseNs(),
        timeline.links(),
        simulation.sender().core().schedulerId(),
        counters().schedulerFaults());
  }

  private void steps(int from, int to) {
    for (int step = from; step < to; step++) {
      long before = traffic.delivered();
      simulation.run(STEP_SECONDS);
      deliveredByStep[step] = traffic.delivered() - before;
      timeline.sample();
    }
  }

  private long resent() {
    return counters().resent();
  }

  private BondCounters counters() {
    return simulation.sender().core().counters(simulation.nowNs());
  }

  private long recoveryNs() {
    int from = -1;
    int to = -1;
    for (Script.Step step : scenario.script().steps()) {
      if (step.action() instanceof ScriptAction.Blackhole && from < 0) {
        from = (int) (step.atNs() * 1e-9 / STEP_SECONDS);
      }
      if (step.action() instanceof ScriptAction.Restore) {
        to = (int) (step.atNs() * 1e-9 / STEP_SECONDS);
      }
    }
    if (from < 2 * STEPS_LOOKED_AT || from > deliveredByStep.length || to < from) {
      return -1;
    }
    double wanted = 0.9 * mean(from - 2 * STEPS_LOOKED_AT, 2 * STEPS_LOOKED_AT);
    for (int step = to; step + STEPS_LOOKED_AT <= deliveredByStep.length; step++) {
      if (mean(step, STEPS_LOOKED_AT) >= wanted) {
        return (long) ((step - to) * STEP_SECONDS * 1e9);
      }
    }
    return -1;
  }

  private double mean(int from, int steps) {
    double sum = 0;
    for (int i = from; i < from + steps; i++) {
      sum += deliveredByStep[i];
    }
    return sum / steps;
  }
}
