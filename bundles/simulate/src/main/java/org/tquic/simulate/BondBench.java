package org.tquic.simulate;

import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * Runs scenarios under schedulers and congestion controllers. The same run gives the same result.
 *
 * @param innerTcp controller of the TCP flows inside the bond
 * @param seed of all randomness
 */
public record BondBench(CongestionControllerFactory innerTcp, long seed) {
  /**
   * Runs a scenario.
   *
   * @param congestion controller of each path
   * @throws org.tquic.api.TquicException when no connection comes about over its links
   */
  public BenchResult run(
      Scenario scenario, PathSchedulerFactory scheduler, CongestionControllerFactory congestion) {
    try (BondSimulation simulation = new BondSimulation(seed, congestion, scenario)) {
      simulation.schedule(scheduler);
      return new BondRun(scenario, simulation, innerTcp).run();
    }
  }

  /**
   * Goodput of the same traffic, bytes per second, were all links of a scenario a single one with
   * the sum of their rates, in front of which the bond's queue stands, and which knows at once when
   * one of them falls silent: what the TCP inside leaves of the links when nothing is wasted.
   */
  public double idealGoodputBps(Scenario scenario) {
    return IdealBond.goodputBps(scenario, innerTcp);
  }
}
