package org.tquic.congestion.bbr;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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
}
