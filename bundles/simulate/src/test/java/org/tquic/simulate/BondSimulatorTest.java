package org.tquic.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.api.TquicException;
import org.tquic.api.bond.PluginTrouble;
import org.tquic.api.simulation.SimulationReport;
import org.tquic.api.simulation.SimulationRequest;
import org.tquic.bond.core.BuiltInScheduler;
import org.tquic.congestion.bbr.BbrPlugin;
import org.tquic.congestion.cubic.CubicPlugin;
import org.tquic.spi.Handover;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.PathInfo;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;

class BondSimulatorTest {
  private static final String SHORT =
      "link a rate=4mbit delay=10ms queue=50kb\nlink b rate=2mbit delay=20ms queue=50kb\nseconds 4";

  private final BondSimulator simulator =
      new BondSimulator(
          List.of(new Named(), new Broken()),
          List.of(new CubicPlugin(), new BbrPlugin(), new Refusing()),
          new CubicPlugin());

  /** The built-in under an id that a command line can have. */
  private static final class Named implements PathSchedulerFactory {
    @Override
    public String id() {
      return "named";
    }

    @Override
    public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
      return new BuiltInScheduler().create(connection, handover, nowNs);
    }
  }

  private static final class Broken implements PathSchedulerFactory {
    @Override
    public String id() {
      return "broken";
    }

    @Override
    public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
      return (unit, paths, now) -> {
        throw new IllegalStateException("broken on purpose");
      };
    }
  }

  private static final class Refusing implements CongestionControllerFactory {
    @Override
    public String id() {
      return "refusing";
    }

    @Override
    public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
      throw new IllegalStateException("refused on purpose");
    }
  }

  private SimulationReport run(String scheduler, String congestion, String text) {
    return simulator.run(new SimulationRequest(scheduler, congestion, "x.scenario", text, 1));
  }

  @Test
  void theReportSaysWhatWasAskedAndWhatCameOfIt() {
    SimulationReport report = run("named", "cubic", SHORT);
    assertThat(report.scenario()).isEqualTo("x.scenario");
    assertThat(report.scheduler()).isEqualTo("named");
    assertThat(report.congestion()).isEqualTo("cubic");
    assertThat(report.efficiency()).isBetween(0.5, 1.0);
    assertThat(report.bestLinkGain()).isGreaterThan(1);
    assertThat(report.links()).hasSize(2).allMatch(link -> link.controller().equals("cubic"));
    assertThat(report.troubles()).isEmpty();
    assertThat(simulator.chart(report)).startsWith("<svg").contains("x.scenario: named + cubic");
  }

  @Test
  void aPluginThatFailsIsNamedAndTheRestGoesOn() {
    SimulationReport report = run("broken", "refusing", SHORT);
    assertThat(report.goodputBps()).isPositive();
    assertThat(report.troubles())
        .extracting(PluginTrouble::kind, PluginTrouble::plugin)
        .containsExactly(tuple("scheduler", "broken"), tuple("congestion controller", "refusing"));
  }

  @Test
  void whatIsNotThereIsSaidWithWhatIs() {
    assertThatExceptionOfType(TquicException.class)
        .isThrownBy(() -> run("perflow", "cubic", SHORT))
        .withMessage("There is no scheduler \"perflow\".")
        .satisfies(e -> assertThat(e.remedy()).contains("broken, named"));
    assertThatExceptionOfType(TquicException.class)
        .isThrownBy(() -> run("named", "vegas", SHORT))
        .withMessage("There is no congestion controller \"vegas\".")
        .satisfies(e -> assertThat(e.remedy()).contains("bbr, cubic, refusing"));
    assertThatExceptionOfType(TquicException.class)
        .isThrownBy(() -> simulator.scenario("equals"))
        .satisfies(e -> assertThat(e.remedy()).contains("equal, unequal"));
    assertThat(simulator.scenarios()).allMatch(name -> !simulator.scenario(name).isEmpty());
  }

  @Test
  void whatWouldHappenAfterTheEndDoesNot() {
    String text = SHORT + "\nflows 0\nat 8s blackhole a\nat 9s restore a";
    SimulationReport report = run("named", "cubic", text);
    assertThat(report.goodputBps()).isZero();
    assertThat(report.callLost()).isLessThan(0.1);
  }

  @Test
  void aLineThatCannotBeReadIsNamed() {
    assertThatExceptionOfType(TquicException.class)
        .isThrownBy(() -> run("named", "cubic", SHORT + "\nflow 3"))
        .withMessageContaining("x.scenario, line 4: ")
        .withMessageContaining("flow");
  }

  @Test
  void linksThatCarryNoConnectionAreARefusalAndNoError() {
    assertThatExceptionOfType(TquicException.class)
        .isThrownBy(() -> run("named", "cubic", "link a rate=1mbit loss=100%"))
        .withMessageContaining("No handshake");
  }
}
