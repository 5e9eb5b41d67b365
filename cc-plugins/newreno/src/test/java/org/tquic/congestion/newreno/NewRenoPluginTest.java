package org.tquic.congestion.newreno;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.spi.congestion.EngineController;
import org.tquic.spi.congestion.EngineControllerContract;

class NewRenoPluginTest extends EngineControllerContract {
  @Override
  protected EngineController controller() {
    return new NewRenoPlugin();
  }

  @Test
  void itIsNamedAfterItsAlgorithm() {
    assertThat(controller().id()).isEqualTo(controller().algorithm()).isEqualTo("newreno");
  }
}
