package org.tquic.congestion.olia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The sets of the paper's section 4, by hand. */
class OpportunityTest {
  /** Alpha of the first path; each is window, quality. */
  private static double alpha(double[]... paths) {
    Opportunity opportunity = new Opportunity();
    opportunity.begin((long) paths[0][0], paths[0][1]);
    for (int i = 1; i < paths.length; i++) {
      opportunity.add((long) paths[i][0], paths[i][1]);
    }
    return opportunity.alpha();
  }

  private static double[] path(long window, double quality) {
    return new double[] {window, quality};
  }

  @Test
  void whereTheBestHasTheLargestWindowNothingMoves() {
    assertThat(alpha(path(10, 5))).isZero();
    assertThat(alpha(path(10, 5), path(8, 4))).isZero();
    assertThat(alpha(path(8, 4), path(10, 5))).isZero();
  }

  @Test
  void theBestGainsWhatTheLargestLoses() {
    assertThat(alpha(path(8, 5), path(10, 4))).isEqualTo(0.5);
    assertThat(alpha(path(10, 4), path(8, 5))).isEqualTo(-0.5);
  }

  @Test
  void severalShareIt() {
    double third = 1.0 / 3;
    assertThat(alpha(path(8, 5), path(10, 4), path(7, 5))).isCloseTo(third / 2, within(1e-12));
    assertThat(alpha(path(10, 4), path(7, 5), path(8, 5))).isCloseTo(-third, within(1e-12));
    assertThat(alpha(path(10, 4), path(7, 5), path(10, 3))).isCloseTo(-third / 2, within(1e-12));
    assertThat(alpha(path(9, 4), path(7, 5), path(10, 3))).as("neither").isZero();
  }

  @Test
  void aBestPathThatIsAlsoLargestGivesToTheOtherBest() {
    assertThat(alpha(path(10, 5), path(8, 5))).isEqualTo(-0.5);
    assertThat(alpha(path(8, 5), path(10, 5))).isEqualTo(0.5);
  }

  @Test
  void qualityIsThatOfTheSquareRootFormula() {
    assertThat(Opportunity.quality(40_000, 2e7) / Opportunity.quality(10_000, 1e7)).isEqualTo(1);
  }
}
