package org.tquic.paths.doctor.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tquic.api.bond.BondStatus;
import org.tquic.api.bond.PathKeepAlive;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathStatus;
import org.tquic.api.bond.QlogStatus;
import org.tquic.api.bond.RoleControl;
import org.tquic.api.bond.RoleStatus;
import org.tquic.api.doctor.StepResult;
import org.tquic.api.doctor.StepResult.Result;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkKind;
import org.tquic.api.link.LinkQuota;
import org.tquic.api.link.LinkRole;
import org.tquic.paths.doctor.finding.LinkFacts;

class NatTimeoutStepTest {
  private static final long S = 1_000_000_000L;

  private static PathStatus path(String link, PathState state, PathKeepAlive keepAlive) {
    return new PathStatus(
        "srv",
        1,
        link,
        state,
        PathReason.NONE,
        "",
        0,
        "",
        "",
        "bbr",
        -1,
        -1,
        -1,
        -1,
        0,
        -1,
        0,
        0,
        0,
        0,
        -1,
        Map.of(),
        keepAlive,
        LinkInfo.FIRST_TIER,
        LinkQuota.NONE);
  }

  private static RoleControl role(PathStatus path) {
    BondStatus bond =
        new BondStatus("srv", true, List.of(), 1400, "minrtt", "bbr", List.of(path), Map.of());
    RoleStatus status =
        new RoleStatus(
            "router",
            "quiche",
            "tquic0",
            "up",
            "",
            1,
            List.of(),
            QlogStatus.OFF,
            List.of(),
            List.of(bond));
    return (RoleControl)
        Proxy.newProxyInstance(
            RoleControl.class.getClassLoader(),
            new Class<?>[] {RoleControl.class},
            (_, method, _) -> {
              assertThat(method.getName()).isEqualTo("status");
              return status;
            });
  }

  /** An examination whose time is up, so that what is known now is told. */
  private static StepResult take(RoleControl role, boolean wanted) throws InterruptedException {
    LinkInfo link =
        new LinkInfo(
            "usb0",
            1,
            LinkKind.USB_TETHER,
            "",
            "",
            1500,
            true,
            true,
            List.of(InetAddress.ofLiteral("192.0.2.2")),
            List.of(),
            1,
            LinkRole.WAN,
            "");
    try (Engines none = Engines.start(Optional.empty(), Optional.empty());
        LinkCase examined =
            new LinkCase(
                new LinkFacts(link),
                new LinkCase.Server(null, List.of(), ""),
                List.of(),
                none,
                System.nanoTime())) {
      return new NatTimeoutStep(role, wanted).take(examined);
    }
  }

  private static StepResult told(long heldNs, long lostNs) throws InterruptedException {
    return take(role(path("usb0", PathState.ACTIVE, new PathKeepAlive(1, heldNs, lostNs))), true);
  }

  @Test
  void tellsWhatTheBondLearnt() throws InterruptedException {
    assertThat(told(52 * S, 60 * S).detail())
        .isEqualTo("a mapping survives a silence of 52 s, and is lost after one of 60 s");
    assertThat(told(30 * S, -1).detail())
        .isEqualTo("a mapping survives a silence of 30 s at least");
    PathStatus waits = path("usb0", PathState.STANDBY, new PathKeepAlive(1, 30 * S, -1));
    assertThat(take(role(waits), true).result()).isEqualTo(Result.PASS);
    assertThat(told(-1, 15 * S).result()).isEqualTo(Result.PASS);
    assertThat(told(-1, -1).result()).isEqualTo(Result.SKIP);
  }

  @Test
  void isSkippedWhereItIsNotWantedOrCannotBeTold() throws InterruptedException {
    assertThat(take(null, false)).extracting(StepResult::detail).asString().contains("on request");
    assertThat(take(null, true)).extracting(StepResult::detail).asString().contains("no bond");
    PathStatus other = path("wan1", PathState.ACTIVE, new PathKeepAlive(1, S, -1));
    assertThat(take(role(other), true).result()).isEqualTo(Result.SKIP);
    PathStatus failed = path("usb0", PathState.FAILED, PathKeepAlive.UNKNOWN);
    assertThat(take(role(failed), true).result()).isEqualTo(Result.SKIP);
  }
}
