package org.tquic.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.tquic.api.TquicException;
import org.tquic.api.bond.BondStatus;
import org.tquic.api.bond.PathStatus;
import org.tquic.api.bond.RoleControl;
import org.tquic.api.bond.RoleStatus;
import org.tquic.api.link.LinkDirectory;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.WanLink;
import org.tquic.shell.console.SessionWidth;
import org.tquic.shell.view.Json;
import org.tquic.shell.view.LinksView;
import org.tquic.shell.view.StatsView;
import org.tquic.shell.view.StatusView;

/**
 * The commands that look at the running role and choose its plug-ins. They hold on while the role
 * comes and goes: without one they say so.
 */
@Component(
    service = TquicCommands.class,
    property = {
      "osgi.command.scope=tquic",
      "osgi.command.function=status",
      "osgi.command.function=links",
      "osgi.command.function=schedulers",
      "osgi.command.function=scheduler",
      "osgi.command.function=congestions",
      "osgi.command.function=congestion",
      "osgi.command.function=stats"
    })
public final class TquicCommands {
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

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  private final Collection<WanLink> wanLinks = new CopyOnWriteArrayList<>();

  @Descriptor("shows the role, its bonds and their paths at a glance")
  public String status(
      CommandSession session,
      @Descriptor("one JSON document")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json) {
    RoleStatus status = role().status();
    return json ? Json.write(status) : StatusView.format(status, SessionWidth.of(session));
  }

  @Descriptor("shows every network link and what the bond makes of it")
  public String links(
      CommandSession session,
      @Descriptor("one JSON document")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json) {
    List<LinkInfo> links = KnownLinks.of(directory, wanLinks);
    return json ? Json.write(links) : LinksView.format(links, SessionWidth.of(session));
  }

  @Descriptor("shows totals since the start: bytes by path and the bonds' counters")
  public String stats(
      CommandSession session,
      @Descriptor("one JSON document")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json) {
    List<BondStatus> bonds = role().status().bonds();
    Map<String, Map<String, Long>> counters = new TreeMap<>();
    bonds.forEach(bond -> counters.put(bond.name(), bond.counters()));
    return json ? Json.write(counters) : StatsView.format(bonds, SessionWidth.of(session));
  }

  @Descriptor("lists the path schedulers that can be chosen; * is in use")
  public String schedulers() {
    return choice(role().schedulers(), inUse(BondStatus::scheduler));
  }

  @Descriptor("names the path scheduler in use")
  public String scheduler() {
    return current(inUse(BondStatus::scheduler), "schedulers");
  }

  @Descriptor("switches to another path scheduler, live")
  public String scheduler(@Descriptor("id, one of `schedulers`") String id) {
    role().selectScheduler(id);
    return "scheduler " + id;
  }

  @Descriptor("lists the congestion controllers that can be chosen; * is in use")
  public String congestions() {
    return choice(role().congestions(), inUse(BondStatus::congestion));
  }

  @Descriptor("names the congestion controller in use")
  public String congestion() {
    return current(inUse(BondStatus::congestion), "congestions");
  }

  @Descriptor("switches to another congestion controller, live")
  public String congestion(@Descriptor("id, one of `congestions`") String id) {
    role().selectCongestion(id);
    return "congestion control " + id;
  }

  @Descriptor("switches one link to another congestion controller, whatever all have")
  public String congestion(
      @Descriptor("id, one of `congestions`, or default for that of all links") String id,
      @Descriptor("as in `paths`") String link) {
    List<String> links =
        role().status().bonds().stream()
            .flatMap(bond -> bond.paths().stream())
            .map(PathStatus::link)
            .distinct()
            .toList();
    if (!links.contains(link)) {
      throw new TquicException(
          "There is no path over a link " + link + ".",
          "links with paths: " + (links.isEmpty() ? "none" : String.join(", ", links)));
    }
    role().selectCongestion(id, link);
    return "congestion control " + id + " on " + link;
  }

  private RoleControl role() {
    return RunningRole.of(role);
  }

  private List<String> inUse(Function<BondStatus, String> choice) {
    return role().status().bonds().stream().map(choice).distinct().toList();
  }

  private static String current(List<String> inUse, String list) {
    return inUse.isEmpty()
        ? "none yet: no bond is up; `" + list + "` shows what can be chosen"
        : String.join("\n", inUse);
  }

  private static String choice(List<String> ids, List<String> inUse) {
    List<String> lines = new ArrayList<>();
    for (String id : ids) {
      lines.add((inUse.contains(id) ? "* " : "  ") + id);
    }
    // What is in use but not on offer: the built-in that took over, or a plug-in just withdrawn.
    inUse.stream().filter(id -> !ids.contains(id)).forEach(id -> lines.add("* " + id));
    return lines.isEmpty() ? "none" : String.join("\n", lines);
  }
}
