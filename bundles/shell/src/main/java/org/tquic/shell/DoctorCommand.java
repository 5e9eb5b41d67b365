package org.tquic.shell;

import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.tquic.api.TquicException;
import org.tquic.api.bond.RoleControl;
import org.tquic.api.bond.RoleStatus;
import org.tquic.api.doctor.Doctor;
import org.tquic.api.doctor.DoctorRequest;
import org.tquic.api.doctor.LinkFinding;
import org.tquic.api.link.LinkDirectory;
import org.tquic.api.link.WanLink;
import org.tquic.shell.console.SessionWidth;
import org.tquic.shell.console.UsageException;
import org.tquic.shell.doctor.Diagnosis;
import org.tquic.shell.doctor.ServerDoctor;
import org.tquic.shell.view.DiagnosisView;
import org.tquic.shell.view.FindingsView;
import org.tquic.shell.view.Json;

/** The command that finds out what is wrong with links. */
@Component(
    service = DoctorCommand.class,
    property = {
      "osgi.command.scope=tquic",
      "osgi.command.function=doctor",
      "osgi.command.function=examine"
    })
public final class DoctorCommand {
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile RoleControl role;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile LinkDirectory directory;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Doctor doctor;

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  private final Collection<WanLink> wanLinks = new CopyOnWriteArrayList<>();

  @Descriptor("walks each link up to the server and says what is wrong and what to do")
  public String doctor(
      CommandSession session,
      @Descriptor("one JSON document")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("waits up to 3 minutes for how long NATs remember a silent flow")
          @Parameter(names = "--nat-timeout", presentValue = "true", absentValue = "false")
          boolean natTimeout,
      @Descriptor("measures for so many seconds, 1 to 10, how much each link carries down, then up")
          @Parameter(names = "--capacity", absentValue = "0")
          int capacity,
      @Descriptor("measures that on links too that are paid for by volume")
          @Parameter(names = "--metered", presentValue = "true", absentValue = "false")
          boolean metered)
      throws InterruptedException {
    if (capacity < 0 || capacity > DoctorRequest.MAX_CAPACITY_SECONDS) {
      throw new UsageException(
          "expected 1 to " + DoctorRequest.MAX_CAPACITY_SECONDS + " seconds, got " + capacity + ".",
          "doctor");
    }
    int width = SessionWidth.of(session);
    RoleControl running = role;
    RoleStatus status = running == null ? null : running.status();
    if (status != null && status.role().equals("server")) {
      Diagnosis diagnosis = ServerDoctor.diagnose(status);
      return json ? Json.write(diagnosis) : DiagnosisView.format(diagnosis, width);
    }
    DoctorRequest request =
        new DoctorRequest(KnownLinks.toExamine(directory, wanLinks), natTimeout, capacity, metered);
    if (json) {
      return Json.write(FindingsView.json(doctor().examine(request, step -> {})));
    }
    PrintStream console = session.getConsole();
    List<LinkFinding> findings =
        doctor().examine(request, step -> console.print(FindingsView.step(step, width)));
    return "\n" + FindingsView.format(findings, width);
  }

  @Descriptor("doctor for programs: a JSON document per step when it is done, then the findings")
  public String examine(CommandSession session) throws InterruptedException {
    PrintStream console = session.getConsole();
    return Json.write(
        FindingsView.json(
            doctor()
                .examine(
                    new DoctorRequest(KnownLinks.toExamine(directory, wanLinks)),
                    step -> console.println(Json.write(FindingsView.json(step))))));
  }

  private Doctor doctor() {
    Doctor known = doctor;
    if (known == null) {
      throw new TquicException(
          "The doctor is not running in this process.",
          "A server has none; on a router `felix:lb` shows whether its bundle org.tquic.paths is"
              + " active, and the log says why not.");
    }
    return known;
  }
}
