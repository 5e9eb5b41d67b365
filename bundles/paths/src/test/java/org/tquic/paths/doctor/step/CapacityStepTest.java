package org.tquic.paths.doctor.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tquic.api.bond.PathReason;
import org.tquic.api.doctor.StepResult;
import org.tquic.api.doctor.StepResult.Result;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkKind;
import org.tquic.api.link.LinkRole;
import org.tquic.paths.doctor.finding.Fact;
import org.tquic.paths.doctor.finding.LinkFacts;

/** Which links are not measured, and why. */
class CapacityStepTest {
  private static StepResult take(CapacityStep step, LinkKind kind, PathReason handshake)
      throws InterruptedException {
    LinkFacts facts =
        new LinkFacts(
            new LinkInfo(
                "wan1",
                1,
                kind,
                "",
                "",
                1500,
                true,
                true,
                List.of(InetAddress.ofLiteral("192.0.2.2")),
                List.of(),
                1,
                LinkRole.WAN,
                ""));
    facts.add(new Fact.Handshake(true, handshake, ""));
    try (Engines none = Engines.start(Optional.empty(), Optional.empty());
        LinkCase link =
            new LinkCase(
                facts, new LinkCase.Server(null, List.of(), ""), List.of(), none, Long.MAX_VALUE)) {
      return step.take(link);
    }
  }

  private static void assertSkipped(StepResult result, String why) {
    assertThat(result.result()).isEqualTo(Result.SKIP);
    assertThat(result.detail()).contains(why);
  }

  @Test
  void nothingIsMeasuredWithoutRequest() throws InterruptedException {
    assertSkipped(
        take(new CapacityStep(0, true), LinkKind.WIRED, PathReason.NONE), "on request: --capacity");
  }

  @Test
  void aMeteredLinkIsMeasuredOnlyIfThatIsSaid() throws InterruptedException {
    assertSkipped(
        take(new CapacityStep(3, false), LinkKind.USB_TETHER, PathReason.NONE),
        "paid for by volume");
    // Nothing to measure with here, which is found out after what it costs.
    assertSkipped(
        take(new CapacityStep(3, true), LinkKind.USB_TETHER, PathReason.TLS), "no connection");
  }

  @Test
  void aLinkThatDoesNotReachTheServerIsNotMeasured() throws InterruptedException {
    assertSkipped(
        take(new CapacityStep(3, false), LinkKind.WIRED, PathReason.NO_ANSWER), "no connection");
  }
}
