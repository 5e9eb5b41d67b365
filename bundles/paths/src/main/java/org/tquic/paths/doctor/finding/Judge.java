package org.tquic.paths.doctor.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tquic.api.bond.PathReason;
import org.tquic.api.doctor.LinkFinding;
import org.tquic.api.doctor.StepResult;
import org.tquic.api.doctor.StepResult.Result;
import org.tquic.api.doctor.Verdict;
import org.tquic.api.link.LinkRole;
import org.tquic.paths.doctor.finding.Fact.UdpAnswer;

/** Draws the verdicts from what was seen on all links together. */
public final class Judge {
  private final List<LinkFacts> all;

  private Judge(List<LinkFacts> all) {
    this.all = all;
  }

  /** A finding per link, in their order. */
  public static List<LinkFinding> conclude(List<LinkFacts> all) {
    Judge judge = new Judge(List.copyOf(all));
    return all.stream().map(judge::finding).toList();
  }

  private LinkFinding finding(LinkFacts facts) {
    Verdict verdict = verdict(facts);
    return new LinkFinding(
        facts.link().name(),
        verdict,
        evidence(verdict, facts),
        Remedy.of(verdict, facts, othersWork(facts)),
        facts.steps());
  }

  private Verdict verdict(LinkFacts facts) {
    if (facts.link().role() == LinkRole.DISABLED) {
      return Verdict.DISABLED;
    }
    if (facts.link().quota().isUsedUp()) {
      return Verdict.QUOTA;
    }
    if (facts.failed(StepName.CARRIER)) {
      return Verdict.NO_CARRIER;
    }
    if (facts.failed(StepName.ADDRESS)) {
      return Verdict.NO_ADDRESS;
    }
    if (facts.failed(StepName.ROUTE)) {
      return Verdict.NO_ROUTE;
    }
    if (facts.handshake(true).isEmpty()) {
      return Verdict.NOT_TESTED;
    }
    return facts.works() ? working(facts) : broken(facts);
  }

  private static Verdict working(LinkFacts facts) {
    if (facts.find(Fact.Unvalidated.class).isPresent()) {
      return isLossy(facts) ? Verdict.LOSSY : Verdict.PEER_VALIDATION;
    }
    return isLossy(facts) ? Verdict.LOSSY : Verdict.OK;
  }

  private Verdict broken(LinkFacts facts) {
    PathReason reason = facts.handshake(true).orElseThrow().reason();
    return switch (reason) {
      case NO_CARRIER -> Verdict.NO_CARRIER;
      case NO_ADDRESS -> Verdict.NO_ADDRESS;
      case NO_ROUTE -> Verdict.NO_ROUTE;
      case TLS -> Verdict.TLS;
      case VERSION -> Verdict.VERSION;
      case REFUSED -> Verdict.REFUSED;
      default -> unanswered(facts);
    };
  }

  /** The handshake got no answer, or none that explains itself. */
  private Verdict unanswered(LinkFacts facts) {
    if (facts.answers(UdpAnswer.OTHER_VERSION) || facts.answers(UdpAnswer.NOT_QUIC)) {
      return Verdict.VERSION;
    }
    if (isIndependentThrough(facts) || facts.answers(UdpAnswer.QUIC)) {
      if (isLossy(facts)) {
        return Verdict.LOSSY;
      }
      return isNarrow(facts) && !isIndependentThrough(facts) ? Verdict.MTU : Verdict.HANDSHAKE;
    }
    if (isRefused(facts)) {
      return Verdict.REFUSED;
    }
    if (facts.find(Fact.Astray.class).isPresent()) {
      return Verdict.WRONG_LINK;
    }
    if (isNarrow(facts)
        || facts.find(Fact.TooLong.class).isPresent()
        || facts.find(Fact.SmallAnswered.class).isPresent()) {
      return Verdict.MTU;
    }
    return isPortal(facts) ? Verdict.CAPTIVE_PORTAL : Verdict.UDP_BLOCKED;
  }

  /** Routers send few ICMP errors (RFC 1812 section 4.3.2.8), so any of ours counts. */
  private static boolean isRefused(LinkFacts facts) {
    return facts.answers(UdpAnswer.REFUSED)
        || facts
            .handshake(false)
            .filter(handshake -> handshake.reason() == PathReason.REFUSED)
            .isPresent();
  }

  private static boolean isIndependentThrough(LinkFacts facts) {
    return facts.handshake(false).filter(Fact.Handshake::passed).isPresent();
  }

  private static boolean isNarrow(LinkFacts facts) {
    return facts.find(Fact.Echo.class).filter(Fact.Echo::isNarrow).isPresent();
  }

  private static boolean isLossy(LinkFacts facts) {
    return facts.find(Fact.Train.class).filter(Fact.Train::isLossy).isPresent();
  }

  /** Whether somebody else answers: where the server itself speaks HTTP, it does on every link. */
  private boolean isPortal(LinkFacts facts) {
    return facts.find(Fact.Http.class).isPresent()
        && all.stream()
            .noneMatch(other -> other.works() && other.find(Fact.Http.class).isPresent());
  }

  private boolean othersWork(LinkFacts facts) {
    return all.stream().anyMatch(other -> other != facts && other.works());
  }

  private List<String> evidence(Verdict verdict, LinkFacts facts) {
    List<String> evidence = new ArrayList<>();
    for (StepResult step : facts.steps()) {
      if (step.result() == Result.FAIL) {
        evidence.add(text(step));
      }
    }
    if (verdict == Verdict.CAPTIVE_PORTAL) {
      facts.find(Fact.Http.class).ifPresent(http -> evidence.addFirst("portal: " + http.text()));
    }
    if (verdict == Verdict.UDP_BLOCKED
        && facts.find(Fact.Echo.class).filter(Fact.Echo::answered).isPresent()) {
      evidence.add("the server answers pings through this link");
    }
    if (facts.handshake(true).isPresent() && !facts.works()) {
      compare(verdict, facts, evidence);
    }
    if (verdict == Verdict.OK) {
      Stream.of(StepName.LOSS, StepName.SIZE, StepName.HANDSHAKE)
          .flatMap(name -> facts.step(name).stream())
          .filter(step -> step.result() == Result.PASS)
          .forEach(step -> evidence.add(text(step)));
    }
    return evidence;
  }

  private static String text(StepResult step) {
    return step.step() + ": " + step.detail();
  }

  private void compare(Verdict verdict, LinkFacts facts, List<String> evidence) {
    if (isIndependentThrough(facts)) {
      evidence.add(
          "the independent engine gets through where the engine in use does not: "
              + (verdict == Verdict.LOSSY ? "chance, or ours" : "the fault is ours"));
      return;
    }
    List<String> working =
        all.stream()
            .filter(other -> other != facts && other.works())
            .map(other -> other.link().name())
            .toList();
    if (!working.isEmpty()) {
      evidence.add("the server is reached through " + String.join(", ", working));
    } else if (all.stream().filter(other -> other.handshake(true).isPresent()).count() > 1) {
      evidence.add("no link reaches the server: look there first");
    }
  }
}
