package org.tquic.shell.doctor;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tquic.api.bond.BondStatus;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathStatus;
import org.tquic.api.bond.RoleStatus;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkRole;
import org.tquic.shell.doctor.Diagnosis.Finding;
import org.tquic.shell.doctor.Diagnosis.Step;
import org.tquic.shell.doctor.Diagnosis.Verdict;
import org.tquic.shell.text.AddressText;

/**
 * Walks each link from the device up to the server and stops at the first step that fails. It only
 * reads snapshots, so it disturbs nothing and answers at once.
 */
public final class LinkDoctor {
  private LinkDoctor() {}

  /**
   * The diagnosis of a router: its links in the order of their steps.
   *
   * @param role the running role, or null when it is not up
   */
  public static Diagnosis router(RoleStatus role, List<LinkInfo> links) {
    List<Finding> findings =
        links.stream()
            .filter(link -> link.role() == LinkRole.WAN || link.role() == LinkRole.DISABLED)
            .map(link -> examine(link, role))
            .toList();
    return conclude(role == null ? "" : role.role(), role, findings, "link");
  }

  /** The diagnosis of a server: the paths of each router, as far as the server sees them. */
  public static Diagnosis server(RoleStatus role) {
    List<Finding> findings = new ArrayList<>();
    for (BondStatus bond : role.bonds()) {
      for (PathStatus path : bond.paths()) {
        List<Step> steps = new ArrayList<>();
        Verdict verdict = pathStep(path, steps);
        findings.add(
            new Finding(
                bond.name() + "/" + path.link(),
                verdict,
                steps,
                verdict == Verdict.FAULT ? Remedy.of(path.reason(), path.link()) : ""));
      }
    }
    return conclude(role.role(), role, findings, "path");
  }

  private static Diagnosis conclude(
      String name, RoleStatus role, List<Finding> findings, String noun) {
    long faults = findings.stream().filter(f -> f.verdict() == Verdict.FAULT).count();
    long good = findings.stream().filter(f -> f.verdict() == Verdict.OK).count();
    boolean server = name.equals("server");
    StringBuilder summary = new StringBuilder();
    if (role == null) {
      summary.append("No role is running, so paths could not be looked at. ");
    } else if (!role.message().isEmpty()) {
      summary.append(role.message()).append(' ');
    }
    if (findings.isEmpty()) {
      summary.append(
          server
              ? "No router is connected: run `tquic pair` for a code, and check that UDP reaches"
                  + " the port if a router tries in vain."
              : "No WAN link was found: `tquic:links` tells why each is not one;"
                  + " `tquic:link-enable NAME` forces one.");
    } else if (faults == 0 && good == findings.size()) {
      summary.append(count(good, noun)).append(good == 1 ? " works." : " work.");
    } else {
      summary.append(good + " of " + count(findings.size(), noun) + " working");
      summary.append(faults == 0 ? "." : ", " + count(faults, "fault") + " found.");
    }
    boolean failed = role != null && role.state().equals("failed");
    boolean healthy = faults == 0 && !failed && (good > 0 || (server && findings.isEmpty()));
    return new Diagnosis(name, healthy, summary.toString(), findings);
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static Finding examine(LinkInfo link, RoleStatus role) {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step("link", true, describe(link)));
    if (link.role() == LinkRole.DISABLED) {
      return new Finding(
          link.name(), Verdict.OFF, steps, Remedy.of(PathReason.DISABLED, link.name()));
    }
    boolean carrier = link.up() && link.carrier();
    steps.add(
        new Step(
            "carrier",
            carrier,
            link.up() ? (carrier ? "up" : "the lower layer is down") : "switched off (ip link)"));
    if (!link.up()) {
      return fault(link, steps, "Switch it on: `ip link set " + link.name() + " up`.");
    }
    if (!carrier) {
      return fault(link, steps, Remedy.of(PathReason.NO_CARRIER, link.name()));
    }
    steps.add(
        new Step(
            "address",
            !link.addresses().isEmpty(),
            link.addresses().isEmpty()
                ? "no global address"
                : link.addresses().stream().map(AddressText::of).collect(joining(", "))));
    if (link.addresses().isEmpty()) {
      return fault(link, steps, Remedy.of(PathReason.NO_ADDRESS, link.name()));
    }
    Optional<PathStatus> path = pathOver(link, role);
    boolean works = path.isPresent() && works(path.get().state());
    // A server on the link's own network needs no gateway.
    boolean routed = !link.gateways().isEmpty() || works;
    steps.add(new Step("gateway", routed, gateways(link)));
    if (path.isEmpty()) {
      String evidence = role == null ? "no role is running" : "none tried yet";
      steps.add(new Step("path", false, evidence));
      if (!routed) {
        return fault(link, steps, Remedy.of(PathReason.NO_ROUTE, link.name()));
      }
      return new Finding(link.name(), Verdict.WAITING, steps, "");
    }
    Verdict verdict = pathStep(path.get(), steps);
    if (verdict == Verdict.FAULT && !routed && path.get().reason() == PathReason.NO_ANSWER) {
      return fault(link, steps, Remedy.of(PathReason.NO_ROUTE, link.name()));
    }
    String remedy =
        verdict == Verdict.OK || verdict == Verdict.WAITING
            ? ""
            : Remedy.of(path.get().reason(), link.name());
    return new Finding(link.name(), verdict, steps, remedy);
  }

  private static Finding fault(LinkInfo link, List<Step> steps, String remedy) {
    return new Finding(link.name(), Verdict.FAULT, steps, remedy);
  }

  private static String describe(LinkInfo link) {
    String kind = link.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String driver = link.driver().isEmpty() ? "" : ", driver " + link.driver();
    return kind + driver + ", MTU " + link.mtu();
  }

  private static String gateways(LinkInfo link) {
    if (link.gateways().isEmpty()) {
      return "no default route through this link";
    }
    String metric = link.metric() < 0 ? "" : ", metric " + link.metric();
    return link.gateways().stream().map(AddressText::of).collect(joining(", ")) + metric;
  }

  /** The path over this link that tells most: a working one before the latest failed one. */
  private static Optional<PathStatus> pathOver(LinkInfo link, RoleStatus role) {
    if (role == null) {
      return Optional.empty();
    }
    return role.bonds().stream()
        .flatMap(bond -> bond.paths().stream())
        .filter(path -> path.link().equals(link.name()) && path.state() != PathState.REMOVED)
        .max(
            (a, b) ->
                works(a.state()) != works(b.state())
                    ? Boolean.compare(works(a.state()), works(b.state()))
                    : Long.compare(a.sinceMillis(), b.sinceMillis()));
  }

  private static boolean works(PathState state) {
    return state == PathState.ACTIVE || state == PathState.STANDBY || state == PathState.VALIDATED;
  }

  private static Verdict pathStep(PathStatus path, List<Step> steps) {
    StringBuilder evidence = new StringBuilder(lower(path.state()));
    if (path.reason() != PathReason.NONE) {
      evidence.append(", ").append(lower(path.reason()));
    }
    if (!path.detail().isEmpty()) {
      evidence.append(": ").append(path.detail());
    }
    if (!path.remote().isEmpty()) {
      evidence.append(" (").append(path.local()).append(" to ").append(path.remote()).append(')');
    }
    steps.add(new Step("path", works(path.state()), evidence.toString()));
    return switch (path.state()) {
      case VALIDATED, ACTIVE, STANDBY -> Verdict.OK;
      case DISCOVERED -> path.reason() == PathReason.NONE ? Verdict.WAITING : Verdict.FAULT;
      case PROBING -> path.reason() == PathReason.NONE ? Verdict.WAITING : Verdict.FAULT;
      case SUSPECT, FAILED -> path.reason() == PathReason.DISABLED ? Verdict.OFF : Verdict.FAULT;
      case REMOVED -> Verdict.OFF;
    };
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
