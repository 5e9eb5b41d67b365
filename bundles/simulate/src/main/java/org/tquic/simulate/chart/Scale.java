package org.tquic.simulate.chart;

/**
 * An axis from 0 to a round number.
 *
 * @param step distance of its marks
 * @param top where it ends, a multiple of the step
 */
record Scale(double step, double top) {
  private static final int MOST_MARKS = 5;
  private static final double[] ROUND = {1, 2, 5, 10};

  /** The narrowest one that holds a value. */
  static Scale holding(double most) {
    if (!(most > 0)) {
      return new Scale(1, 1);
    }
    double decade = Math.pow(10, Math.floor(Math.log10(most / MOST_MARKS)));
    for (double round : ROUND) {
      if (round * decade * MOST_MARKS >= most) {
        return of(round * decade, most);
      }
    }
    return of(10 * decade, most);
  }

  private static Scale of(double step, double most) {
    return new Scale(step, step * Math.ceil(most / step - 1e-9));
  }
}
