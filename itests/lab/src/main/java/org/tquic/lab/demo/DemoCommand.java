package org.tquic.lab.demo;

import java.util.List;
import java.util.Optional;
import org.tquic.lab.HostTools;
import org.tquic.lab.LabAvailability;
import org.tquic.lab.LabException;
import org.tquic.lab.Roles;
import org.tquic.lab.json.Json;

/** The command line of the demonstration. */
public final class DemoCommand {
  private DemoCommand() {}

  /** Runs it and returns the exit status. */
  public static int run(List<String> arguments) {
    boolean json = arguments.equals(List.of("--json"));
    if (!json && !arguments.isEmpty()) {
      System.err.println("usage: tquic demo [--json]");
      return 2;
    }
    DemoPicture picture = DemoPicture.on(json);
    try {
      HostTools.require(HostTools.LAB, picture::phase);
      Optional<LabException> obstacle = LabAvailability.obstacle(List.of());
      if (obstacle.isPresent()) {
        throw obstacle.get();
      }
      DemoResult result = new DemoRun(Roles.image(), picture).run();
      picture.finish();
      System.out.print(json ? Json.write(result.toMap()) + "\n" : result.summary());
      System.out.flush();
      return 0;
    } catch (LabException e) {
      picture.finish();
      System.err.println("tquic demo: " + e.getMessage());
      if (!e.remedy().isEmpty()) {
        System.err.println(e.remedy());
      }
      return 1;
    }
  }
}
