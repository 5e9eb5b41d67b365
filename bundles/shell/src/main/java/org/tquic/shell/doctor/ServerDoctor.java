package org.tquic.shell.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tquic.api.bond.BondStatus;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathStatus;
import org.tquic.api.bond.RoleStatus;
import org.tquic.shell.doctor.Diagnosis.Finding;
import org.tquic.shell.doctor.Diagnosis.Step;
import org.tquic.shell.doctor.Diagnosis.Verdict;

/**
 * Diagnoses a server by the paths of its routers. It only reads a snapshot: the links are the
 * routers', and so is their examination.
 */
public final class ServerDoctor {
  private ServerDoctor() {}

  /** The paths of each router, as far as the server sees them. */
  public static Diagnosis diagnose(RoleStatus role) {
    List<Finding> findings = new ArrayList<>();
    for (BondStatus bond : role.bonds()) {
      for (PathStatus path : bond.paths()) {
        Verdict verdict = verdict(path);
        findings.add(
            new Finding(
                bond.name() + "/" + path.link(),
                verdict,
                List.of(step(path)),
                verdict == Verdict.FAULT ? Remedy.of(path.reason(), path.link()) : ""));
      }
    }
    return conclude(role, findings);
  }

  private static Diagnosis conclude(RoleStatus role, List<Finding> findings) {
    long faults = findings.stream().filter(f -> f.verdict() == Verdict.FAULT).count();
    long good = findings.stream().filter(f -> f.verdict() == Verdict.OK).count();
    StringBuilder summary = new StringBuilder();
    if (!role.message().isEmpty()) {
      summary.append(role.message()).append(' ');
    }
    if (findings.isEmpty()) {
      summary.append(
          "No router is connected: run `tquic pair` for a code, and check that UDP reaches"
              + " the port if a router tries in vain.");
    } else if (faults == 0 && good == findings.size()) {
      summary.append(count(good, "path")).append(good == 1 ? " works." : " work.");
    } else {
      summary.append(good + " of " + count(findings.size(), "path") + " working");
      summary.append(faults == 0 ? "." : ", " + count(faults, "fault") + " found.");
    }
    boolean healthy =
        faults == 0 && !role.state().equals("failed") && (good > 0 || findings.isEmpty());
    return new Diagnosis(role.role(), healthy, summary.toString(), findings);
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static boolean works(PathState state) {
    return state == PathState.ACTIVE || state == PathState.STANDBY || state == PathState.VALIDATED;
  }

  private static Step step(PathStatus path) {
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
    return new Step("path", works(path.state()), evidence.toString());
  }

  private static Verdict verdict(PathStatus path) {
    return switch (path.state()) {
      case VALIDATED, ACTIVE, STANDBY -> Verdict.OK;
      case DISCOVERED, PROBING ->
          path.reason() == PathReason.NONE ? Verdict.WAITING : Verdict.FAULT;
      case SUSPECT, FAILED ->
          path.reason() == PathReason.DISABLED || path.reason() == PathReason.QUOTA
              ? Verdict.OFF
              : Verdict.FAULT;
      case REMOVED -> Verdict.OFF;
    };
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
