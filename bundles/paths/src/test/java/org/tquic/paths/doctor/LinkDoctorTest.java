package org.tquic.paths.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.api.doctor.DoctorEvent;
import org.tquic.api.doctor.DoctorRequest;
import org.tquic.api.doctor.LinkFinding;
import org.tquic.api.doctor.StepResult;
import org.tquic.api.doctor.Verdict;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkKind;
import org.tquic.api.link.LinkRole;

class LinkDoctorTest {
  private static LinkInfo link(
      String name, boolean up, boolean carrier, List<String> addresses, LinkRole role) {
    return new LinkInfo(
        name,
        1,
        LinkKind.MODEM,
        "qmi_wwan",
        "",
        1430,
        carrier,
        up,
        addresses.stream().map(InetAddress::ofLiteral).toList(),
        List.of(),
        100,
        role,
        role == LinkRole.DISABLED ? "switched off in the settings" : "");
  }

  @Test
  void whatKeepsALinkFromBeingTriedEndsItsWalk() throws Exception {
    List<DoctorEvent> live = new ArrayList<>();
    List<LinkFinding> findings =
        new LinkDoctor()
            .examine(
                new DoctorRequest(
                    List.of(
                        link("a", true, true, List.of("192.0.2.2"), LinkRole.DISABLED),
                        link("b", false, false, List.of(), LinkRole.WAN),
                        link("c", true, false, List.of(), LinkRole.WAN),
                        link("d", true, true, List.of(), LinkRole.WAN),
                        link("e", true, true, List.of("192.0.2.2"), LinkRole.WAN))),
                live::add);
    assertThat(findings)
        .extracting(LinkFinding::name, LinkFinding::verdict)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a", Verdict.DISABLED),
            org.assertj.core.groups.Tuple.tuple("b", Verdict.NO_CARRIER),
            org.assertj.core.groups.Tuple.tuple("c", Verdict.NO_CARRIER),
            org.assertj.core.groups.Tuple.tuple("d", Verdict.NO_ADDRESS),
            org.assertj.core.groups.Tuple.tuple("e", Verdict.NOT_TESTED));
    assertThat(findings.getFirst().steps().getFirst().detail())
        .endsWith(", switched off in the settings");
    assertThat(findings.get(1).remedy()).contains("ip link set b up");
    assertThat(findings.get(2).remedy()).contains("cable");
    assertThat(findings.getLast().evidence()).first().asString().contains("not paired");
    for (LinkFinding finding : findings) {
      List<StepResult> told =
          live.stream()
              .filter(event -> event.link().equals(finding.name()))
              .map(DoctorEvent::result)
              .toList();
      assertThat(told).isEqualTo(finding.steps());
      assertThat(told.getFirst().detail()).startsWith("modem, driver qmi_wwan, MTU 1430");
    }
  }
}
