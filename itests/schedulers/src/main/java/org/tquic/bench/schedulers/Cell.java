package org.tquic.bench.schedulers;

import org.tquic.simulate.BenchResult;

/**
 * What a pair made of a scenario.
 *
 * @param bestAloneBps goodput of the best of its links without the others, under the same
 *     controller, bytes per second
 */
record Cell(
    String scenario, String scheduler, String controller, BenchResult result, double bestAloneBps) {
  /** Goodput by that of the best link alone. */
  double gain() {
    return result.goodputBps() / bestAloneBps;
  }
}
