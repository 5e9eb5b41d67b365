package org.tquic.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tquic.api.TquicException;
import org.tquic.api.simulation.SimulationReport;
import org.tquic.api.simulation.SimulationRequest;
import org.tquic.api.simulation.Simulator;
import org.tquic.shell.console.SessionWidth;
import org.tquic.shell.view.Json;
import org.tquic.shell.view.SimulationView;

/** The command that simulates a bond. It is there where the simulator is: in no role. */
@Component(
    service = SimulateCommand.class,
    property = {"osgi.command.scope=tquic", "osgi.command.function=simulate"})
public final class SimulateCommand {
  private static final long LONGEST_SCENARIO_BYTES = 1 << 16;

  @Reference private Simulator simulator;

  @Descriptor("runs a scheduler and a congestion controller over simulated links")
  public String simulate(
      CommandSession session,
      @Descriptor("one JSON document")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("id of the scheduler")
          @Parameter(names = "--scheduler", absentValue = "aggregate")
          String scheduler,
      @Descriptor("id of the congestion controller of each path")
          @Parameter(names = "--congestion", absentValue = "bbr")
          String congestion,
      @Descriptor("decides all chances") @Parameter(names = "--seed", absentValue = "1") long seed,
      @Descriptor("file to draw the links over time into")
          @Parameter(names = "--svg", absentValue = "")
          String svg,
      @Descriptor("a file, or the name of a scenario of the program") String scenario) {
    SimulationReport report =
        simulator.run(
            new SimulationRequest(scheduler, congestion, name(scenario), text(scenario), seed));
    if (!svg.isEmpty()) {
      write(Path.of(svg), simulator.chart(report));
    }
    return json ? Json.write(report) : SimulationView.format(report, SessionWidth.of(session));
  }

  private static String name(String scenario) {
    Path file = Path.of(scenario).getFileName();
    return file == null ? scenario : file.toString();
  }

  private String text(String scenario) {
    Path file = Path.of(scenario);
    if (!Files.exists(file)) {
      return simulator.scenario(scenario);
    }
    try {
      if (Files.size(file) > LONGEST_SCENARIO_BYTES) {
        throw new TquicException(
            file + " is no scenario: it is longer than " + LONGEST_SCENARIO_BYTES + " bytes.",
            "Name a scenario's file.");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new TquicException(
          "The scenario " + file + " cannot be read: " + e + ".",
          "Name a text file in UTF-8 that this user may read.",
          e);
    }
  }

  private static void write(Path file, String chart) {
    try {
      Files.writeString(file, chart);
    } catch (IOException e) {
      throw new TquicException(
          "The chart cannot be written: " + e + ".",
          "Name a file in a folder that is there and may be written to.",
          e);
    }
  }
}
