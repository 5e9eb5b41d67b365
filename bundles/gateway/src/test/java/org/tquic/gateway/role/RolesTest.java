package org.tquic.gateway.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.api.TquicException;
import org.tquic.api.bond.RoleStatus;
import org.tquic.gateway.Fingerprint;
import org.tquic.identity.IdentityStore;
import org.tquic.identity.PairingRegistry;
import org.tquic.identity.ServerAddress;

/** Both roles over real kernels and each real engine, from pairing to the end. */
@Timeout(120)
@ParameterizedClass
@ValueSource(strings = {"quiche", "multipath"})
class RolesTest {
  @Parameter String engine;
  @TempDir Path folder;
  private RoleLab lab;

  @BeforeEach
  void build() {
    lab = new RoleLab();
  }

  @AfterEach
  void tearDown() {
    if (lab != null) {
      lab.close();
    }
  }

  private Path state(String name) {
    return folder.resolve(name);
  }

  private String code(String router) {
    return code(state("srv"), "srv", router);
  }

  private String code(Path registry, String server, String router) {
    return PairingRegistry.open(registry)
        .createCode(
            new ServerAddress(RoleLab.SERVER, 4433),
            IdentityStore.open(state(server)).fingerprint(),
            Optional.of(router),
            Duration.ofHours(1))
        .code()
        .text();
  }

  private RoleProcess server() throws InterruptedException {
    RoleProcess server = server(state("srv"), Map.of());
    assertThat(server.expect("ready").message()).contains("listening on [::]:4433");
    return server;
  }

  private RoleProcess server(Path state, Map<String, String> flags) {
    return RoleProcess.server(lab.srv, state, withEngine(flags));
  }

  private Map<String, String> withEngine(Map<String, String> flags) {
    Map<String, String> all = new HashMap<>(Map.of("engine", engine));
    all.putAll(flags);
    return all;
  }

  private RoleProcess router(Map<String, String> flags) {
    RoleProcess router = RoleProcess.router(lab.rt, state("rt"), withEngine(flags));
    router.link("wan1", "10.71.0.2");
    router.link("wan2", "10.72.0.2");
    return router;
  }

  private static boolean bothActive(RoleStatus status) {
    return status.state().equals("up")
        && status.bonds().getFirst().paths().stream()
                .filter(path -> path.state().name().equals("ACTIVE"))
                .count()
            == 2;
  }

  @Test
  void bondFromThePairingCodeToTheEndAndLeaveNothingBehind() throws Exception {
    String routerBefore = Fingerprint.of(lab.rt);
    String serverBefore = Fingerprint.of(lab.srv);
    String inner;
    try (RoleProcess server = server()) {
      try (RoleProcess router = router(Map.of("code", code("home")))) {
        assertThat(router.expect("ready").message()).contains("203.0.113.1:4433 as home");
        RoleStatus up = router.await(RolesTest::bothActive);
        inner = up.bonds().getFirst().innerAddresses().getFirst();
        assertThat(inner).startsWith("10.77.0.2");
        assertThat(server.role().status().bonds())
            .extracting(b -> b.name())
            .containsExactly("home");

        assertThat(lab.fetch(lab.lan, RoleLab.WEB)).isEqualTo("198.51.100.1");
        assertThat(lab.fetch(lab.lan, RoleLab.WEB6)).isEqualTo("2001:db8:2::1");
        assertThat(lab.fetch(lab.rt, RoleLab.WEB)).isEqualTo("198.51.100.1");
        assertThat(lab.rt.ip("route get 203.0.113.1")).contains("tquic0");
        RoleStatus carried = router.role().status();
        assertThat(carried.bonds().getFirst().counters()).containsKey("tun_read_packets");
        assertThat(carried.bonds().getFirst().counters().get("tun_read_packets")).isPositive();
        assertThat(lab.rt.ip("link show tquic0"))
            .contains("mtu " + carried.bonds().getFirst().mtu() + " ");
      }
      assertThat(Fingerprint.of(lab.rt)).isEqualTo(routerBefore);

      try (RoleProcess again = router(Map.of())) {
        again.expect("ready");
        assertThat(again.role().status().bonds().getFirst().innerAddresses())
            .as("the lease is the router's for good")
            .contains(inner);
      }
    }
    assertThat(Fingerprint.of(lab.srv)).isEqualTo(serverBefore);
    assertThat(Fingerprint.of(lab.rt)).isEqualTo(routerBefore);
  }

  @Test
  void serveSeveralRoutersEachWithItsOwnAddressAndDropARevokedOne() throws Exception {
    try (RoleProcess server = server();
        RoleProcess router = router(Map.of("code", code("home")));
        RoleProcess other =
            RoleProcess.router(lab.rt2, state("rt2"), withEngine(Map.of("code", code("cabin"))))) {
      other.link("wan1", "10.73.0.2");
      router.expect("ready");
      other.expect("ready");
      assertThat(lab.fetch(lab.lan, RoleLab.WEB)).isEqualTo("198.51.100.1");
      assertThat(lab.fetch(lab.rt2, RoleLab.WEB)).isEqualTo("198.51.100.1");
      assertThat(server.role().status().bonds()).hasSize(2);
      assertThat(server.role().status().bonds().stream().flatMap(b -> b.innerAddresses().stream()))
          .doesNotHaveDuplicates();

      PairingRegistry.open(state("srv")).revoke("cabin");
      RoleProcess.Event refused = other.expect("failed");
      assertThat(refused.message()).contains("refuses this router (revoked)", "cabin");
      assertThat(refused.remedy()).contains("tquic pair", "--code");
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(lab.rt2.ip("rule")).doesNotContain("7751");
      server.await(status -> status.bonds().size() == 1);
      assertThat(lab.fetch(lab.lan, RoleLab.WEB)).isEqualTo("198.51.100.1");
    }
  }

  @Test
  void pairAgainAfterARevocationWithANewCode() throws Exception {
    try (RoleProcess server = server()) {
      lab.rt.ip("route add 0.0.0.0/1 via 10.71.0.1");
      try (RoleProcess router = router(Map.of("code", code("home")))) {
        assertThat(router.expect("notice").message())
            .contains("keep much of the traffic out of the bond: 0.0.0.0/1");
        router.expect("ready");
        PairingRegistry.open(state("srv")).revoke("home");
        router.expect("failed");
      }
      try (RoleProcess router = router(Map.of("code", code("home")))) {
        router.expect("ready");
        router.await(RolesTest::bothActive);
      }
      assertThat(server.role().status().state()).isEqualTo("listening");
    }
  }

  @Test
  void keepTheCaptureWhileNoPathWorksAndFindTheServerAgain() throws Exception {
    RoleProcess server = server();
    try (RoleProcess router = router(Map.of("code", code("home")))) {
      router.expect("ready");
      String inner = router.role().status().bonds().getFirst().innerAddresses().getFirst();
      server.close();
      router.await(status -> status.state().equals("connecting"));
      assertThat(lab.rt.ip("route get " + RoleLab.WEB)).as("no leak").contains("tquic0");
      server = server();
      router.await(RolesTest::bothActive);
      assertThat(router.role().status().bonds().getFirst().innerAddresses()).contains(inner);
      assertThat(lab.fetch(lab.lan, RoleLab.WEB)).isEqualTo("198.51.100.1");
    } finally {
      server.close();
    }
  }

  @Test
  void takeTheWansDirectlyWhileNoPathWorksWhereThatIsWished() throws Exception {
    RoleProcess server = server();
    try (RoleProcess router = router(Map.of("code", code("home"), "fallback", "true"))) {
      router.expect("ready");
      assertThat(lab.rt.ip("route get " + RoleLab.WEB)).contains("tquic0");
      server.close();
      router.await(status -> !lab.rt.ip("route get " + RoleLab.WEB).contains("tquic0"));
      assertThat(router.role().status().state()).isEqualTo("connecting");
      server = server();
      router.await(status -> lab.rt.ip("route get " + RoleLab.WEB).contains("tquic0"));
      assertThat(lab.fetch(lab.lan, RoleLab.WEB)).isEqualTo("198.51.100.1");
    } finally {
      server.close();
    }
  }

  @Test
  void changeLinksSchedulerAndCongestionLive() throws Exception {
    try (RoleProcess server = server();
        RoleProcess router = router(Map.of("code", code("home"), "scheduler", "aggregate"))) {
      router.expect("ready");
      router.await(RolesTest::bothActive);
      router.scheduler("other");
      router.role().selectScheduler("other");
      router.await(status -> status.bonds().getFirst().scheduler().equals("other"));
      router.noScheduler("other");
      assertThat(router.expect("notice").message()).contains("scheduler 'other' is gone");
      router.await(status -> status.bonds().getFirst().scheduler().contains("built-in"));
      router.scheduler("other");
      router.await(status -> status.bonds().getFirst().scheduler().equals("other"));
      assertThatThrownBy(() -> router.role().selectScheduler("nonsense"))
          .isInstanceOf(TquicException.class)
          .hasMessage("unknown scheduler 'nonsense'; known: aggregate, other");

      router.role().selectCongestion("cubic");
      router.await(
          status ->
              bothActive(status)
                  && status.bonds().getFirst().paths().stream()
                      .allMatch(path -> path.congestion().equals("cubic")));
      router.role().modified(new HashMap<>(Map.of("routes", "198.51.100.0/24")));
      router.await(status -> lab.rt.ip("route show table 7751").startsWith("198.51.100.0/24"));
      router.role().modified(new HashMap<>(Map.of("routes", "198.51.100.0/24/7")));
      assertThat(router.expect("notice").message())
          .contains("does not count", "routes=198.51.100.0/24/7");

      router.noLink("wan1");
      router.await(status -> status.bonds().getFirst().paths().size() == 1);
      assertThat(lab.rt.exec("sysctl", "-n", "net.ipv4.conf.wan1.rp_filter")).isEqualTo("1");
      assertThat(lab.fetch(lab.lan, RoleLab.WEB)).isEqualTo("198.51.100.1");
      router.link("wan1", "10.71.0.2");
      router.await(RolesTest::bothActive);

      server.role().selectCongestion("cubic");
      router.await(RolesTest::bothActive);
      assertThat(lab.fetch(lab.lan, RoleLab.WEB)).isEqualTo("198.51.100.1");
    }
  }

  private void expectFailure(RoleProcess role, String... words) throws InterruptedException {
    try (role) {
      RoleProcess.Event failed = role.expect("failed");
      assertThat(failed.message() + " | " + failed.remedy()).contains(words);
      assertThat(failed.exit()).isEqualTo(1);
      assertThat(role.role().status().state()).isEqualTo("failed");
      assertThat(role.role().status().message()).contains(failed.message());
    }
  }

  @Test
  void sayWhatIsWrongAtTheStart() throws Exception {
    String routerBefore = Fingerprint.of(lab.rt);
    String serverBefore = Fingerprint.of(lab.srv);
    expectFailure(router(Map.of()), "not paired with a server", "--code");
    expectFailure(router(Map.of("code", "tquic1:AAAA")), "pairing code", "tquic pair");
    // A device by this name is there already, so that whoever makes one fails with that.
    expectFailure(router(Map.of("device", "lan0")), "not paired with a server");
    expectFailure(
        router(Map.of("code", "tquic1:AAAA", "device", "lan0")), "the pairing code is cut short");
    expectFailure(
        router(Map.of("scheduler", "fastest", "code", code("one"))),
        "unknown scheduler 'fastest'; known: aggregate",
        "plugins/");
    expectFailure(
        router(Map.of("engine", "warp", "code", code("two"))),
        "unknown engine 'warp'; known: multipath, quiche");
    expectFailure(
        router(Map.of("routes", "x")),
        "org.tquic.router: routes=x",
        "correct --route on the command line");
    try (RoleProcess server = server()) {
      expectFailure(server(state("srv"), Map.of()), "in use by a running role");
      expectFailure(server(state("srv2"), Map.of("device", "tquic9")), "4433");
      expectFailure(
          router(Map.of("code", code(state("elsewhere"), "srv", "home"))),
          "does not know the pairing code",
          "make a new code");
      expectFailure(
          router(Map.of("code", code(state("srv"), "elsewhere", "thief"))),
          "203.0.113.1:4433 is not the server of the pairing code",
          "tquic pair");
      String spent = code("home");
      try (RoleProcess router = router(Map.of("code", spent))) {
        router.expect("ready");
      }
      RoleProcess other =
          RoleProcess.router(lab.rt2, state("rt2"), withEngine(Map.of("code", spent)));
      other.link("wan1", "10.73.0.2");
      expectFailure(other, "was used before", "make a new code");
      assertThat(server.role().status().state()).isEqualTo("listening");
    }
    assertThat(Fingerprint.of(lab.rt)).isEqualTo(routerBefore);
    assertThat(Fingerprint.of(lab.srv)).isEqualTo(serverBefore);
  }
}
