package org.tquic.shell.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathStatus;
import org.tquic.api.bond.RoleStatus;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkRole;
import org.tquic.shell.Snapshots;
import org.tquic.shell.doctor.Diagnosis.Finding;
import org.tquic.shell.doctor.Diagnosis.Step;
import org.tquic.shell.doctor.Diagnosis.Verdict;

class LinkDoctorTest {
  private static final PathStatus GOOD =
      Snapshots.path("wan1", PathState.ACTIVE, PathReason.NONE, "");

  private static Finding examine(LinkInfo link, PathStatus... paths) {
    return LinkDoctor.router(Snapshots.router(paths), List.of(link)).links().getFirst();
  }

  private static LinkInfo broken(boolean up, boolean carrier, List<String> at, List<String> via) {
    return Snapshots.link("wan1", LinkRole.WAN, up, carrier, at, via);
  }

  @Test
  void aWorkingLinkPassesEveryStep() {
    Finding finding = examine(Snapshots.wan("wan1"), GOOD);
    assertThat(finding.verdict()).isEqualTo(Verdict.OK);
    assertThat(finding.remedy()).isEmpty();
    assertThat(finding.steps()).allMatch(Step::passed);
    assertThat(finding.steps())
        .extracting(Step::name)
        .containsExactly("link", "carrier", "address", "gateway", "path");
    Diagnosis whole = LinkDoctor.router(Snapshots.router(GOOD), List.of(Snapshots.wan("wan1")));
    assertThat(whole.healthy()).isTrue();
    assertThat(whole.summary()).isEqualTo("1 link works.");
  }

  @Test
  void theFirstStepThatFailsEndsTheWalk() {
    assertThat(examine(broken(false, false, List.of(), List.of())).remedy())
        .isEqualTo("Switch it on: `ip link set wan1 up`.");
    Finding unplugged = examine(broken(true, false, List.of(), List.of()));
    assertThat(unplugged.steps().getLast())
        .isEqualTo(new Step("carrier", false, "the lower layer is down"));
    assertThat(unplugged.remedy()).contains("cable");
    Finding unaddressed = examine(broken(true, true, List.of(), List.of()));
    assertThat(unaddressed.steps().getLast())
        .isEqualTo(new Step("address", false, "no global address"));
    Finding unrouted = examine(broken(true, true, List.of("192.0.2.2"), List.of()));
    assertThat(unrouted.verdict()).isEqualTo(Verdict.FAULT);
    assertThat(unrouted.remedy()).contains("default route");
  }

  @Test
  void aServerOnTheLinksOwnNetworkNeedsNoGateway() {
    Finding finding = examine(broken(true, true, List.of("192.0.2.2"), List.of()), GOOD);
    assertThat(finding.verdict()).isEqualTo(Verdict.OK);
    assertThat(finding.steps()).allMatch(Step::passed);
  }

  @Test
  void aWorkingPathTellsMoreThanALaterFailedOne() {
    PathStatus failed =
        Snapshots.path("wan1", PathState.FAILED, PathReason.REPLACED, "replaced by path 2");
    assertThat(examine(Snapshots.wan("wan1"), failed, GOOD).verdict()).isEqualTo(Verdict.OK);
    assertThat(examine(Snapshots.wan("wan1"), GOOD, failed).verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void aFaultShowsItsEvidenceAndRemedy() {
    PathStatus refused =
        Snapshots.path("wan1", PathState.FAILED, PathReason.REFUSED, "ICMP port unreachable");
    Finding finding = examine(Snapshots.wan("wan1"), refused);
    assertThat(finding.verdict()).isEqualTo(Verdict.FAULT);
    assertThat(finding.steps().getLast().evidence())
        .startsWith("failed, refused: ICMP port unreachable (");
    assertThat(finding.remedy()).contains("tquic server");
  }

  @ParameterizedTest
  @EnumSource(value = PathReason.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void everyReasonHasARemedy(PathReason reason) {
    assertThat(Remedy.of(reason, "wan1")).endsWith(".");
  }

  @Test
  void aLinkSwitchedOffIsNoFault() {
    LinkInfo off =
        Snapshots.link("wan2", LinkRole.DISABLED, true, true, List.of("192.0.2.9"), List.of());
    Diagnosis diagnosis =
        LinkDoctor.router(Snapshots.router(GOOD), List.of(Snapshots.wan("wan1"), off));
    assertThat(diagnosis.links().getLast().verdict()).isEqualTo(Verdict.OFF);
    assertThat(diagnosis.links().getLast().remedy()).contains("link-enable wan2");
    assertThat(diagnosis.healthy()).isTrue();
    assertThat(diagnosis.summary()).isEqualTo("1 of 2 links working.");
  }

  @Test
  void aPathUnderWayIsWaitedFor() {
    Finding finding =
        examine(
            Snapshots.wan("wan1"), Snapshots.path("wan1", PathState.PROBING, PathReason.NONE, ""));
    assertThat(finding.verdict()).isEqualTo(Verdict.WAITING);
  }

  @Test
  void withoutALinkOrARoleItSaysSo() {
    Diagnosis nothing = LinkDoctor.router(Snapshots.router(), List.of());
    assertThat(nothing.healthy()).isFalse();
    assertThat(nothing.summary()).contains("No WAN link was found");
    Diagnosis noRole = LinkDoctor.router(null, List.of(Snapshots.wan("wan1")));
    assertThat(noRole.healthy()).isFalse();
    assertThat(noRole.summary()).startsWith("No role is running");
  }

  @Test
  void aServerIsDiagnosedByItsRoutersPaths() {
    RoleStatus server =
        Snapshots.server(
            Snapshots.bond(
                "home",
                GOOD,
                Snapshots.path("wan2", PathState.SUSPECT, PathReason.SILENT, "no ack for 1 s")));
    Diagnosis diagnosis = LinkDoctor.server(server);
    assertThat(diagnosis.links())
        .extracting(Finding::link)
        .containsExactly("home/wan1", "home/wan2");
    assertThat(diagnosis.summary()).isEqualTo("1 of 2 paths working, 1 fault found.");
    assertThat(diagnosis.healthy()).isFalse();
    assertThat(LinkDoctor.server(Snapshots.server()).healthy()).isTrue();
  }
}
