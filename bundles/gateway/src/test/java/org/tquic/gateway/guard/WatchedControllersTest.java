package org.tquic.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tquic.api.bond.PluginTrouble;
import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.EcnEvent;
import org.tquic.spi.congestion.FakeFlow;
import org.tquic.spi.congestion.LossEvent;
import org.tquic.spi.congestion.PathInfo;

class WatchedControllersTest {
  /** A plug-in that answers as a test says, and takes as long. */
  private final class Dubious implements CongestionControllerFactory, CongestionController {
    @Override
    public String id() {
      return "dubious";
    }

    @Override
    public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
      return this;
    }

    @Override
    public void onAck(AckEvent event) {
      elapsedNs += ackNs;
    }

    @Override
    public void onLoss(LossEvent event) {
      throw new LinkageError("half a bundle");
    }

    @Override
    public void onEcnCe(EcnEvent event) {}

    @Override
    public void onMtuChanged(int maxDatagramBytes, long nowNs) {}

    @Override
    public long congestionWindow() {
      return windowBytes;
    }

    @Override
    public long pacingRateBps() {
      return rateBps;
    }

    @Override
    public CongestionPhase phase() {
      return phase;
    }
  }

  private final PluginTroubles troubles = new PluginTroubles();
  private long elapsedNs;
  private long ackNs = 1_000;
  private long windowBytes = 12_000;
  private long rateBps = -1;
  private CongestionPhase phase = CongestionPhase.SLOW_START;

  private final FakeFlow flow =
      new FakeFlow(new WatchedControllers(new Dubious(), troubles, () -> elapsedNs));

  private String lastReason() {
    return troubles.all().getFirst().reason();
  }

  @Test
  void itsErrorsAreOnRecord() {
    flow.fill(2);
    assertThatThrownBy(() -> flow.lose(1, true, false)).isInstanceOf(PluginFailedException.class);
    assertThat(troubles.all())
        .containsExactly(
            new PluginTrouble(
                "congestion controller", "dubious", "java.lang.LinkageError: half a bundle", 1));
  }

  @Test
  void answersThatTheEngineWillNotTakeAreOnRecord() {
    windowBytes = 2 * FakeFlow.DATAGRAM - 1;
    assertThat(flow.controller.congestionWindow()).isEqualTo(windowBytes);
    assertThat(lastReason()).isEqualTo("answered with a window of 2399");
    rateBps = 0;
    assertThat(flow.controller.pacingRateBps()).isZero();
    assertThat(lastReason()).isEqualTo("answered with a pacing rate of 0");
    phase = null;
    assertThatThrownBy(flow.controller::phase).isInstanceOf(PluginFailedException.class);
    assertThat(lastReason()).contains("is in no phase");
    assertThat(troubles.all().getFirst().count()).isEqualTo(3);
  }

  @Test
  void aLargerDatagramRaisesTheLeastWindow() {
    flow.controller.onMtuChanged(9_000, flow.nowNs);
    flow.controller.congestionWindow();
    assertThat(lastReason()).isEqualTo("answered with a window of 12000");
  }

  @Test
  void acknowledgementsThatAlwaysTakeTooLongAreFound() {
    ackNs = 2_000_000;
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                flow.fill(1);
                flow.ack(1);
              }
            })
        .isInstanceOf(PluginFailedException.class);
    assertThat(lastReason()).contains("its calls take too long", "2000 µs");
  }

  @Test
  void oneThatDoesItsWorkIsNotMentioned() {
    for (int i = 0; i < 10_000; i++) {
      flow.fill(1);
      flow.ack(1);
    }
    assertThat(flow.controller.congestionWindow()).isEqualTo(12_000);
    assertThat(flow.controller.isL4s()).isFalse();
    assertThat(troubles.all()).isEmpty();
  }
}
