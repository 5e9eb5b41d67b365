package org.tquic.congestion.copa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tquic.spi.Configured;
import org.tquic.spi.congestion.FakeFlow;

class CopaParametersTest {
  private static final long MS = 1_000_000;

  private final CopaPlugin plugin = new CopaPlugin();

  private void configure(double delta) {
    plugin.configure(Configured.with(CopaParameters.class, Map.of("delta", delta)));
  }

  /** 50 ms and a queue of 10: the target is 12 packets with the paper's delta, 60 with 0.1. */
  @Test
  void aSmallerDeltaKeepsALongerQueueAtOnce() {
    FakeFlow flow = new FakeFlow(plugin);
    flow.round();
    flow.round();
    flow.fill(1_000);
    flow.rttNs = 60 * MS;
    flow.nowNs += 60 * MS;
    flow.ack(1);
    long before = flow.controller.congestionWindow();
    assertThat(before).isLessThan(48_000);
    configure(0.1);
    flow.ack(1);
    assertThat(flow.controller.congestionWindow()).isGreaterThan(before);
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> configure(0))
        .withMessage("delta is \"0.0\", expected a number from 0.1 to 1.0");
  }
}
