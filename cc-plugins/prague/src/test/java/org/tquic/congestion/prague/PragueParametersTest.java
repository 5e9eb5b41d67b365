package org.tquic.congestion.prague;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tquic.spi.Configured;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.FakeFlow;

class PragueParametersTest {
  private static final long MS = 1_000_000;
  private static final long WINDOW = 120_000;

  private final PraguePlugin plugin = new PraguePlugin();

  private void configure(int referenceMs) {
    plugin.configure(Configured.with(PragueParameters.class, Map.of("referencems", referenceMs)));
  }

  private static long growth(FakeFlow flow) {
    long before = flow.controller.congestionWindow();
    flow.round();
    return flow.controller.congestionWindow() - before;
  }

  /** A path of 10 ms grows by (10/25)² of a datagram in a round trip, or by a whole one. */
  @Test
  void theReferenceChangesAtOnce() {
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
                10 * MS,
                0,
                CongestionPhase.CONGESTION_AVOIDANCE,
                -1,
                0));
    flow.rttNs = 10 * MS;
    assertThat(growth(flow)).isBetween(180L, 200L);
    configure(10);
    assertThat(growth(flow)).isBetween(1_150L, 1_210L);
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> configure(4))
        .withMessage("referencems is \"4\", expected a whole number from 5 to 100");
  }
}
