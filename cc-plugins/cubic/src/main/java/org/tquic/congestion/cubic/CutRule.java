package org.tquic.congestion.cubic;

/**
 * What a loss leaves.
 *
 * @param beta share of the window, RFC 9438 section 4.6
 * @param fastConvergence whether one that was cut before it was back at its maximum gives room to
 *     newer flows, RFC 9438 section 4.7
 */
record CutRule(double beta, boolean fastConvergence) {
  /** What the RFC recommends. */
  static final CutRule RFC_9438 = new CutRule(CubicParameters.BETA, true);

  /** Grows the Reno-friendly window so that it has Reno's mean, RFC 9438 section 4.3. */
  double renoGrowth() {
    return 3 * (1 - beta) / (1 + beta);
  }
}
