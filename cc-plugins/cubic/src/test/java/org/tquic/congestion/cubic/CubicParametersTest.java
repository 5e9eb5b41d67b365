package org.tquic.congestion.cubic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tquic.spi.Configured;
import org.tquic.spi.congestion.FakeFlow;

class CubicParametersTest {
  private static final double SEGMENT = 1_200;

  private final CubicPlugin plugin = new CubicPlugin();

  private void configure(double beta, boolean fastConvergence) {
    plugin.configure(
        Configured.with(
            CubicParameters.class, Map.of("beta", beta, "fastconvergence", fastConvergence)));
  }

  @Test
  void theNextLossLeavesWhatIsConfigured() {
    FakeFlow flow = new FakeFlow(plugin);
    for (int i = 0; i < 3; i++) {
      flow.round();
    }
    flow.fill(Integer.MAX_VALUE);
    long before = flow.controller.congestionWindow();
    configure(0.5, true);
    flow.lose(1, true, false);
    assertThat(flow.controller.congestionWindow()).isEqualTo(before / 2);
    configure(0.9, true);
    flow.lose(1, true, false);
    assertThat(flow.controller.congestionWindow()).isEqualTo(before * 45 / 100);
  }

  /** RFC 9438 section 4.3: what is cut by half grows as Reno itself. */
  @Test
  void theRenoFriendlyGrowthFitsTheCut() {
    assertThat(new CutRule(0.5, true).renoGrowth()).isEqualTo(1);
    assertThat(CutRule.RFC_9438.renoGrowth()).isCloseTo(0.529, within(0.001));
  }

  /** The second loss comes early: the curve is flat at 59.5 segments, or at 70 where it was met. */
  @Test
  void withoutFastConvergenceTheWindowReturnsToWhereTheLossWasMet() {
    assertThat(afterTwoLosses(true)).isLessThan(afterTwoLosses(false));
  }

  private static double afterTwoLosses(boolean fastConvergence) {
    Stage stage = new Stage(100 * SEGMENT);
    CutRule rule = new CutRule(0.7, fastConvergence);
    stage.cut(rule, 2_400);
    stage.cut(rule, 2_400);
    for (int ms = 0; ms < 2_000; ms += 10) {
      stage.avoidCongestion((long) (stage.windowBytes / 40), 10_000_000, 400_000_000, 1_200);
    }
    return stage.windowBytes;
  }

  @Test
  void whatIsOutOfRangeIsRefusedAndNothingOfItIsTaken() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> configure(0.95, false))
        .withMessage("beta is \"0.95\", expected a number from 0.5 to 0.9");
  }
}
