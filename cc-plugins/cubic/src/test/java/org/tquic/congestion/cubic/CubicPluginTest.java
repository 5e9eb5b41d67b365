package org.tquic.congestion.cubic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.spi.congestion.EngineController;
import org.tquic.spi.congestion.EngineControllerContract;

class CubicPluginTest extends EngineControllerContract {
  @Override
  protected EngineController controller() {
    return new CubicPlugin();
  }

  @Test
  void itIsNamedAfterItsAlgorithm() {
    assertThat(controller().id()).isEqualTo(controller().algorithm()).isEqualTo("cubic");
  }
}
