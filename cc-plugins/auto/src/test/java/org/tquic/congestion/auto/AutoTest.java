package org.tquic.congestion.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.tquic.congestion.bbr.BbrPlugin;
import org.tquic.congestion.copa.CopaPlugin;
import org.tquic.congestion.cubic.CubicPlugin;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.FakeFlow;

/** Which controller has the path as plug-ins come and go. */
class AutoTest {
  private final AutoPlugin auto = new AutoPlugin();
  private final BbrPlugin bbr = new BbrPlugin();
  private final CubicPlugin cubic = new CubicPlugin();

  @Test
  void aPathBeginsWithBbrWhereThatIsInstalled() {
    auto.bindController(new CopaPlugin());
    auto.bindController(cubic);
    assertThat(new FakeFlow(auto).controller.status()).isEqualTo("auto: cubic, to begin with");
    auto.bindController(bbr);
    assertThat(new FakeFlow(auto).controller.status()).isEqualTo("auto: bbr, to begin with");
  }

  @Test
  void withoutAnyOtherItMakesNone() {
    assertThatIllegalStateException()
        .isThrownBy(() -> auto.create(FakeFlow.path(), CongestionHandover.none(), 0))
        .withMessage("no other congestion controller is there");
  }

  @Test
  void aControllerThatIsUninstalledIsLeftWithTheNextAcknowledgement() {
    auto.bindController(bbr);
    auto.bindController(cubic);
    FakeFlow flow = new FakeFlow(auto);
    for (int i = 0; i < 4; i++) {
      flow.round();
    }
    long before = flow.controller.congestionWindow();
    auto.unbindController(bbr);
    flow.fill(1);
    flow.ack(1);
    assertThat(flow.controller.status()).isEqualTo("auto: cubic, the one before is gone");
    assertThat(flow.controller.congestionWindow()).isBetween(before / 4, before);
  }

  @Test
  void aNewVersionOfTheOneInUseTakesOver() {
    auto.bindController(bbr);
    FakeFlow flow = new FakeFlow(auto);
    flow.round();
    auto.bindController(new BbrPlugin());
    auto.unbindController(bbr);
    flow.round();
    assertThat(flow.controller.status()).isEqualTo("auto: bbr, the one before is gone");
  }
}
