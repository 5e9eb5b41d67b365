package org.tquic.bench.schedulers;

import org.tquic.simulate.BenchResult;

/**
 * What a pair made of a scenario.
 *
 * @param idealBps goodput of the same traffic over its links joined to a single one, bytes per
 *     second
 * @param bestAloneBps goodput of the best of its links without the others, under the same
 *     controller, bytes per second
 */
record Cell(
    String scenario,
    String scheduler,
    String controller,
    BenchResult result,
    double idealBps,
    double bestAloneBps) {
  /** Goodput as a share of that over an ideal bond. */
  double ofIdeal() {
    return result.goodputBps() / idealBps;
  }

  /** Goodput by that of the best link alone. */
  double gain() {
    return result.goodputBps() / bestAloneBps;
  }
}
