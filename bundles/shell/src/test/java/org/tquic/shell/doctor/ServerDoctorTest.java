package org.tquic.shell.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathStatus;
import org.tquic.shell.Snapshots;
import org.tquic.shell.doctor.Diagnosis.Finding;
import org.tquic.shell.doctor.Diagnosis.Verdict;

class ServerDoctorTest {
  private static final PathStatus GOOD =
      Snapshots.path("wan1", PathState.ACTIVE, PathReason.NONE, "");

  private static Diagnosis diagnose(PathStatus... paths) {
    return ServerDoctor.diagnose(Snapshots.server(Snapshots.bond("home", paths)));
  }

  @Test
  void aServerIsDiagnosedByItsRoutersPaths() {
    Diagnosis diagnosis =
        diagnose(
            GOOD, Snapshots.path("wan2", PathState.SUSPECT, PathReason.SILENT, "no ack for 1 s"));
    assertThat(diagnosis.links())
        .extracting(Finding::link)
        .containsExactly("home/wan1", "home/wan2");
    assertThat(diagnosis.summary()).isEqualTo("1 of 2 paths working, 1 fault found.");
    assertThat(diagnosis.healthy()).isFalse();
    assertThat(ServerDoctor.diagnose(Snapshots.server()).healthy()).isTrue();
  }

  @Test
  void aFaultShowsItsEvidenceAndRemedy() {
    Finding finding =
        diagnose(
                Snapshots.path(
                    "wan1", PathState.FAILED, PathReason.REFUSED, "ICMP port unreachable"))
            .links()
            .getFirst();
    assertThat(finding.verdict()).isEqualTo(Verdict.FAULT);
    assertThat(finding.steps().getLast().evidence())
        .startsWith("failed, refused: ICMP port unreachable (");
    assertThat(finding.remedy()).contains("tquic server");
  }

  @Test
  void aPathUnderWayIsWaitedForAndOneSwitchedOffIsNoFault() {
    assertThat(
            diagnose(
                    Snapshots.path("wan1", PathState.PROBING, PathReason.NONE, ""),
                    Snapshots.path("wan2", PathState.FAILED, PathReason.DISABLED, ""))
                .links())
        .extracting(Finding::verdict)
        .containsExactly(Verdict.WAITING, Verdict.OFF);
  }

  @ParameterizedTest
  @EnumSource(value = PathReason.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void everyReasonHasARemedy(PathReason reason) {
    assertThat(Remedy.of(reason, "wan1")).endsWith(".");
  }
}
