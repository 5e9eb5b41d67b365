package org.tquic.shell;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.tquic.api.bond.BondStatus;
import org.tquic.api.bond.PathHistory;
import org.tquic.api.bond.PathTransition;
import org.tquic.api.bond.RoleControl;
import org.tquic.api.bond.RoleStatus;
import org.tquic.shell.console.SessionWidth;
import org.tquic.shell.console.UsageException;
import org.tquic.shell.view.HistoryView;
import org.tquic.shell.view.Json;
import org.tquic.shell.view.MetricsView;
import org.tquic.shell.view.PathsView;

/** The commands that look at paths, as they are and as they were. */
@Component(
    service = PathCommands.class,
    property = {
      "osgi.command.scope=tquic",
      "osgi.command.function=paths",
      "osgi.command.function=metrics"
    })
public final class PathCommands {
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile RoleControl role;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile PathHistory history;

  @Descriptor("shows the paths of each bond: window, loss, addresses, and why one is not used")
  public String paths(
      CommandSession session,
      @Descriptor("one JSON document")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("what happened to them instead, also in earlier runs")
          @Parameter(names = "--history", presentValue = "true", absentValue = "false")
          boolean past) {
    RoleControl running = RunningRole.of(role);
    if (past) {
      PathHistory known = history;
      return transitions(session, json, known == null ? List.of() : known.transitions());
    }
    List<BondStatus> bonds = running.status().bonds();
    return json
        ? Json.write(bonds.stream().flatMap(bond -> bond.paths().stream()).toList())
        : PathsView.format(bonds, System.currentTimeMillis(), SessionWidth.of(session));
  }

  @Descriptor("shows what happened to one link's path, with --history")
  public String paths(
      CommandSession session,
      @Descriptor("one JSON document")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("what happened, also in earlier runs")
          @Parameter(names = "--history", presentValue = "true", absentValue = "false")
          boolean past,
      @Descriptor("a name that the link has or had, or its id") String link) {
    if (!past) {
      throw new UsageException("a link is named with --history only.", "paths");
    }
    RunningRole.of(role);
    PathHistory known = history;
    return transitions(session, json, known == null ? List.of() : known.transitions(link));
  }

  @Descriptor("shows everything that is measured, in the text format of Prometheus")
  public String metrics() {
    RoleStatus status = RunningRole.of(role).status();
    PathHistory known = history;
    return MetricsView.format(status, known == null ? List.of() : known.totals());
  }

  private static String transitions(
      CommandSession session, boolean json, List<PathTransition> transitions) {
    return json
        ? Json.write(transitions)
        : HistoryView.format(transitions, SessionWidth.of(session));
  }
}
