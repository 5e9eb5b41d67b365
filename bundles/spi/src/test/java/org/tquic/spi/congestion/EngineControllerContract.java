package org.tquic.spi.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.spi.ServiceDescription;

/** What is asked of every plug-in that names an engine's own controller. */
public abstract class EngineControllerContract {
  /** The plug-in. */
  protected abstract EngineController controller();

  @Test
  void itsServiceCanBeSelectedByItsId() {
    assertThat(controller().id()).matches("[a-z0-9-]{1,20}");
    assertThat(ServiceDescription.of(controller().getClass()))
        .contains("<provide interface=\"" + EngineController.class.getName() + "\"/>")
        .contains(
            "name=\"%s\" type=\"String\" value=\"%s\""
                .formatted(EngineController.PROPERTY, controller().id()));
  }

  @Test
  void itNamesAnEngineAndOneOfItsControllers() {
    assertThat(controller().engine()).isEqualTo("quiche");
    assertThat(controller().algorithm()).isIn("newreno", "cubic", "bbr");
  }
}
