package org.tquic.paths.doctor.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.api.bond.PathReason;
import org.tquic.api.doctor.LinkFinding;
import org.tquic.api.doctor.StepResult;
import org.tquic.api.doctor.StepResult.Result;
import org.tquic.api.doctor.Verdict;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkKind;
import org.tquic.api.link.LinkQuota;
import org.tquic.api.link.LinkRole;
import org.tquic.paths.doctor.finding.Fact.UdpAnswer;
import org.tquic.paths.doctor.probe.ProbeTrain.Quality;

class JudgeTest {
  private static final Fact.Handshake OWN_PASSES = new Fact.Handshake(true, PathReason.NONE, "");
  private static final Fact.Handshake OTHER_PASSES = new Fact.Handshake(false, PathReason.NONE, "");
  private static final Fact.Train LOSSLESS = new Fact.Train(new Quality(60, 60, 1, 0));
  private static final Fact.Train LOSSY = new Fact.Train(new Quality(60, 40, 1, 0));
  private static final Fact.Echo NARROW = new Fact.Echo(true, false);
  private static final Fact.Http PORTAL = new Fact.Http("HTTP 302");

  private static LinkInfo link(String name, LinkRole role) {
    return new LinkInfo(
        name,
        1,
        LinkKind.WIRED,
        "",
        "",
        1500,
        true,
        true,
        List.of(InetAddress.ofLiteral("192.0.2.2")),
        List.of(),
        100,
        role,
        "");
  }

  private static LinkFacts facts(String name, Fact... seen) {
    LinkFacts facts = new LinkFacts(link(name, LinkRole.WAN));
    for (Fact fact : seen) {
      facts.add(fact);
      if (fact instanceof Fact.Handshake handshake && !handshake.passed()) {
        facts.add(new StepResult(StepName.HANDSHAKE, Result.FAIL, "no answer"));
      }
    }
    return facts;
  }

  private static Fact.Handshake fails(PathReason reason) {
    return new Fact.Handshake(true, reason, "it failed");
  }

  private static Arguments row(Verdict verdict, Fact... seen) {
    return Arguments.of(verdict, facts("wan1", seen));
  }

  @Test
  void aLinkWhoseQuotaIsUsedUpIsNotExamined() {
    LinkQuota quota = new LinkQuota(1000, 1, 1000, "2026-12-01");
    LinkFacts facts = new LinkFacts(link("wan1", LinkRole.WAN).withQuota(quota));
    facts.add(new StepResult(StepName.LINK, Result.FAIL, quota.text()));
    assertThat(Judge.conclude(List.of(facts)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.verdict()).isEqualTo(Verdict.QUOTA);
              assertThat(finding.evidence()).anyMatch(text -> text.contains("2026-12-01"));
              assertThat(finding.remedy()).contains("link-quota wan1");
            });
  }

  static Stream<Arguments> verdicts() {
    return Stream.of(
        row(Verdict.OK, UdpAnswer.QUIC, OTHER_PASSES, OWN_PASSES, LOSSLESS),
        row(Verdict.OK, UdpAnswer.QUIC, OWN_PASSES, PORTAL),
        row(Verdict.LOSSY, UdpAnswer.QUIC, OWN_PASSES, LOSSY),
        row(Verdict.LOSSY, UdpAnswer.QUIC, fails(PathReason.NO_ANSWER), LOSSY),
        row(Verdict.PEER_VALIDATION, UdpAnswer.QUIC, OWN_PASSES, new Fact.Unvalidated("x")),
        row(Verdict.LOSSY, UdpAnswer.QUIC, OWN_PASSES, new Fact.Unvalidated("x"), LOSSY),
        row(Verdict.TLS, UdpAnswer.QUIC, fails(PathReason.TLS)),
        row(Verdict.VERSION, UdpAnswer.QUIC, fails(PathReason.VERSION)),
        row(Verdict.VERSION, UdpAnswer.OTHER_VERSION, fails(PathReason.NO_ANSWER)),
        row(Verdict.VERSION, UdpAnswer.NOT_QUIC, fails(PathReason.NO_ANSWER)),
        row(Verdict.HANDSHAKE, UdpAnswer.QUIC, OTHER_PASSES, fails(PathReason.NO_ANSWER)),
        row(Verdict.HANDSHAKE, UdpAnswer.QUIC, fails(PathReason.CLOSED_BY_PEER)),
        row(Verdict.MTU, UdpAnswer.QUIC, NARROW, fails(PathReason.NO_ANSWER)),
        row(Verdict.MTU, NARROW, UdpAnswer.SILENT, fails(PathReason.NO_ANSWER)),
        row(Verdict.MTU, UdpAnswer.SILENT, new Fact.SmallAnswered(), fails(PathReason.NO_ANSWER)),
        row(Verdict.MTU, UdpAnswer.SILENT, new Fact.TooLong(), fails(PathReason.NO_ANSWER)),
        row(Verdict.REFUSED, UdpAnswer.REFUSED, fails(PathReason.NO_ANSWER)),
        row(Verdict.REFUSED, UdpAnswer.SILENT, fails(PathReason.REFUSED)),
        row(
            Verdict.REFUSED,
            UdpAnswer.SILENT,
            new Fact.Handshake(false, PathReason.REFUSED, ""),
            fails(PathReason.NO_ANSWER)),
        row(Verdict.REFUSED, UdpAnswer.SILENT, UdpAnswer.REFUSED, fails(PathReason.NO_ANSWER)),
        row(
            Verdict.WRONG_LINK,
            UdpAnswer.SILENT,
            new Fact.Astray("wan2"),
            fails(PathReason.NO_ANSWER)),
        row(Verdict.CAPTIVE_PORTAL, UdpAnswer.SILENT, fails(PathReason.NO_ANSWER), PORTAL),
        row(Verdict.UDP_BLOCKED, UdpAnswer.SILENT, fails(PathReason.NO_ANSWER)),
        row(
            Verdict.UDP_BLOCKED,
            new Fact.Echo(true, true),
            UdpAnswer.SILENT,
            fails(PathReason.NO_ANSWER)),
        row(Verdict.NO_ROUTE, UdpAnswer.SILENT, fails(PathReason.NO_ROUTE)),
        row(Verdict.NO_ADDRESS, UdpAnswer.SILENT, fails(PathReason.NO_ADDRESS)),
        row(Verdict.NO_CARRIER, UdpAnswer.SILENT, fails(PathReason.NO_CARRIER)),
        row(Verdict.NOT_TESTED));
  }

  @ParameterizedTest
  @MethodSource("verdicts")
  void whatWasSeenExplainsItself(Verdict verdict, LinkFacts facts) {
    LinkFinding finding = Judge.conclude(List.of(facts)).getFirst();
    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.name()).isEqualTo("wan1");
  }

  @ParameterizedTest
  @EnumSource(value = Verdict.class, names = "OK", mode = EnumSource.Mode.EXCLUDE)
  void everyFaultHasARemedy(Verdict verdict) {
    for (boolean othersWork : new boolean[] {true, false}) {
      assertThat(Remedy.of(verdict, facts("wan1"), othersWork)).endsWith(".");
    }
  }

  @Test
  void aStepThatEndsTheWalkIsTheVerdict() {
    for (var row :
        List.of(
            List.of(StepName.CARRIER, Verdict.NO_CARRIER),
            List.of(StepName.ADDRESS, Verdict.NO_ADDRESS),
            List.of(StepName.ROUTE, Verdict.NO_ROUTE),
            List.of(StepName.SERVER, Verdict.NOT_TESTED))) {
      LinkFacts facts = facts("wan1");
      facts.add(new StepResult((String) row.getFirst(), Result.FAIL, "why"));
      LinkFinding finding = Judge.conclude(List.of(facts)).getFirst();
      assertThat(finding.verdict()).isEqualTo(row.getLast());
      assertThat(finding.evidence()).containsExactly(row.getFirst() + ": why");
    }
  }

  @Test
  void aLinkSwitchedOffIsNoFault() {
    LinkFacts off = new LinkFacts(link("wan2", LinkRole.DISABLED));
    assertThat(Judge.conclude(List.of(off)).getFirst().verdict()).isEqualTo(Verdict.DISABLED);
  }

  @Test
  void aServerThatSpeaksHttpItselfIsNoPortal() {
    LinkFacts blocked = facts("wan1", UdpAnswer.SILENT, fails(PathReason.NO_ANSWER), PORTAL);
    LinkFacts good = facts("wan2", UdpAnswer.QUIC, OWN_PASSES, PORTAL);
    assertThat(Judge.conclude(List.of(blocked, good)))
        .extracting(LinkFinding::verdict)
        .containsExactly(Verdict.UDP_BLOCKED, Verdict.OK);
  }

  @Test
  void otherLinksTellWhereToLook() {
    LinkFacts blocked = facts("wan1", UdpAnswer.SILENT, fails(PathReason.NO_ANSWER));
    LinkFacts good = facts("wan2", UdpAnswer.QUIC, OWN_PASSES);
    assertThat(Judge.conclude(List.of(blocked, good)).getFirst().evidence())
        .contains("the server is reached through wan2");
    LinkFacts alsoBlocked = facts("wan2", UdpAnswer.SILENT, fails(PathReason.NO_ANSWER));
    assertThat(Judge.conclude(List.of(blocked, alsoBlocked)).getFirst().evidence())
        .contains("no link reaches the server: look there first");
  }

  @Test
  void pingsThatPassTellUdpFromADeadLink() {
    LinkFacts dead = facts("wan1", UdpAnswer.SILENT, fails(PathReason.NO_ANSWER));
    LinkFacts blocked =
        facts("wan2", new Fact.Echo(true, true), UdpAnswer.SILENT, fails(PathReason.NO_ANSWER));
    List<LinkFinding> findings = Judge.conclude(List.of(dead, blocked));
    assertThat(findings).extracting(LinkFinding::verdict).containsOnly(Verdict.UDP_BLOCKED);
    assertThat(findings.getFirst().evidence()).noneMatch(text -> text.contains("ping"));
    assertThat(findings.getLast().evidence())
        .contains("the server answers pings through this link");
  }

  @Test
  void aFaultOfOursIsCalledOne() {
    LinkFacts facts = facts("wan1", UdpAnswer.QUIC, OTHER_PASSES, fails(PathReason.INTERNAL));
    List<String> evidence = new ArrayList<>(Judge.conclude(List.of(facts)).getFirst().evidence());
    assertThat(evidence.getLast()).contains("independent engine gets through", "fault is ours");
  }
}
