package org.tquic.shell;

import java.io.PrintStream;
import java.util.Collection;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.tquic.api.TquicException;
import org.tquic.api.doctor.Doctor;
import org.tquic.api.doctor.DoctorRequest;
import org.tquic.api.link.LinkDirectory;
import org.tquic.api.link.WanLink;
import org.tquic.shell.view.FindingsView;
import org.tquic.shell.view.Json;

/** The doctor for programs: what {@code doctor} shows as it goes, as JSON documents. */
@Component(
    service = ExamineCommand.class,
    property = {"osgi.command.scope=tquic", "osgi.command.function=examine"})
public final class ExamineCommand {
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

  @Descriptor("examines each link; JSON documents: each step when it is done, then the findings")
  public String examine(CommandSession session) throws InterruptedException {
    Doctor known = doctor;
    if (known == null) {
      throw new TquicException(
          "The doctor is not running in this process.",
          "A server has none; on a router `felix:lb` shows whether org.tquic.paths is active.");
    }
    PrintStream console = session.getConsole();
    DoctorRequest request = new DoctorRequest(KnownLinks.toExamine(directory, wanLinks));
    return Json.write(
        FindingsView.json(
            known.examine(request, step -> console.println(Json.write(FindingsView.json(step))))));
  }
}
