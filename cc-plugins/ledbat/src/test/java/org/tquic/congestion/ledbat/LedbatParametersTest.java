package org.tquic.congestion.ledbat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tquic.spi.Configured;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.FakeFlow;

class LedbatParametersTest {
  private static final long MS = 1_000_000;
  private static final long WINDOW = 120_000;

  private final LedbatPlugin plugin = new LedbatPlugin();

  private void configure(int targetMs) {
    plugin.configure(Configured.with(LedbatParameters.class, Map.of("targetms", targetMs)));
  }

  /** A queue of 50 ms is below the draft's target and above one of 30 ms. */
  @Test
  void aLowerTargetGivesWayAtOnce() {
    FakeFlow flow =
        new FakeFlow(
            plugin,
            new CongestionHandover(
                "other",
                1,
                WINDOW,
                WINDOW,
                -1,
                -1,
                60 * MS,
                0,
                CongestionPhase.CONGESTION_AVOIDANCE,
                -1,
                0));
    flow.rttNs = 110 * MS;
    flow.fill(Integer.MAX_VALUE);
    flow.nowNs += MS;
    // The least of four samples counts, and the hand-over was one.
    for (int i = 0; i < 4; i++) {
      flow.ack(2);
    }
    long before = flow.controller.congestionWindow();
    assertThat(before).isGreaterThan(WINDOW);
    configure(30);
    flow.ack(10);
    assertThat(flow.controller.congestionWindow()).isLessThan(before);
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> configure(101))
        .withMessage("targetms is \"101\", expected a whole number from 5 to 100");
  }
}
