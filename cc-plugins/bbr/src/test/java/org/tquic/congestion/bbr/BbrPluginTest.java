package org.tquic.congestion.bbr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tquic.spi.Configured;
import org.tquic.spi.congestion.EngineController;
import org.tquic.spi.congestion.EngineControllerContract;

class BbrPluginTest extends EngineControllerContract {
  @Override
  protected EngineController controller() {
    return new BbrPlugin();
  }

  @Test
  void itIsNamedAfterItsAlgorithm() {
    assertThat(controller().id()).isEqualTo(controller().algorithm()).isEqualTo("bbr");
  }

  @Test
  void aLossThatNoLinkHasByItselfIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new BbrPlugin()
                    .configure(Configured.with(BbrParameters.class, Map.of("losspercent", 21))))
        .withMessage("losspercent is \"21\", expected a whole number from 0 to 20");
  }
}
