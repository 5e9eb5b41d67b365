package org.tquic.gateway.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.api.TquicException;
import org.tquic.api.bond.QlogStatus;
import org.tquic.api.bond.RoleStatus;
import org.tquic.identity.IdentityStore;
import org.tquic.identity.PairingRegistry;
import org.tquic.identity.ServerAddress;

/** What both roles show of their connections, and when they refuse to. */
@Timeout(120)
class RoleEvidenceTest {
  @TempDir Path folder;
  private RoleLab lab;

  @BeforeEach
  void build() {
    lab = new RoleLab();
  }

  @AfterEach
  void tearDown() {
    lab.close();
  }

  private RoleProcess server(Map<String, String> flags) {
    return RoleProcess.server(lab.srv, folder.resolve("srv"), flags);
  }

  private RoleProcess router(Map<String, String> flags) {
    Map<String, String> all = new HashMap<>(flags);
    Path server = folder.resolve("srv");
    all.put(
        "code",
        PairingRegistry.open(server)
            .createCode(
                new ServerAddress(RoleLab.SERVER, 4433),
                IdentityStore.open(server).fingerprint(),
                Optional.of("home"),
                Duration.ofHours(1))
            .code()
            .text());
    RoleProcess router = RoleProcess.router(lab.rt, folder.resolve("rt"), all);
    router.link("wan1", "10.71.0.2");
    router.link("wan2", "10.72.0.2");
    return router;
  }

  private List<Path> logs(String role) throws IOException {
    Path qlog = folder.resolve(role).resolve("qlog");
    if (!Files.exists(qlog)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(qlog)) {
      return files.sorted().toList();
    }
  }

  private static boolean isBonded(RoleStatus status) {
    return status.state().equals("up");
  }

  @Test
  void connectionsAreLoggedAsTheOperatorSwitches() throws Exception {
    Map<String, String> flags = Map.of("engine", "multipath");
    try (RoleProcess server = server(Map.of("engine", "multipath", "qlog", "true"))) {
      server.expect("ready");
      try (RoleProcess router = router(flags)) {
        router.await(RoleEvidenceTest::isBonded);
        assertThat(router.role().status().qlog()).isEqualTo(QlogStatus.OFF);
        assertThat(logs("rt")).isEmpty();
        assertThat(server.role().status().qlog().on()).as("from its start").isTrue();

        router.role().switchQlog(true);
        assertThat(lab.fetch(lab.lan, RoleLab.WEB)).isEqualTo("198.51.100.1");
        QlogStatus on = router.role().status().qlog();
        assertThat(on.openLogs()).as("the bond's, and some that just ended").isPositive();
        assertThat(on.limitBytes()).isEqualTo(256L << 20);
        assertThat(on.folder()).isEqualTo(folder.resolve("rt/qlog").toString());

        router.role().modified(new HashMap<>(Map.of("qlogmib", "7")));
        router.await(status -> status.qlog().limitBytes() == 7 << 20);
        router.role().switchQlog(false);
        assertThat(router.role().status().qlog().on()).isFalse();
        assertThat(logs("rt"))
            .allMatch(log -> log.toString().contains("-client-"))
            .anyMatch(log -> log.toFile().length() > 100_000);

        router.role().modified(new HashMap<>(Map.of("qlogmib", "7", "qlog", "true")));
        router.await(status -> status.qlog().on());
        router.role().modified(new HashMap<>(Map.of("qlogmib", "7", "qlog", "false")));
        router.await(status -> !status.qlog().on());
        assertThat(router.role().status().warnings()).isEmpty();
        assertThat(router.role().status().bonds().getFirst().paths())
            .allSatisfy(path -> assertThat(path.counters()).containsKey("packetsLost"));
      }
    }
    assertThat(logs("srv")).hasSizeGreaterThanOrEqualTo(1);
    assertThat(logs("srv")).allMatch(log -> log.toString().contains("-server-"));
  }

  @Test
  void aFolderInTheWayIsToldAndNothingElseSuffers() throws Exception {
    Files.createDirectories(folder.resolve("srv"));
    Files.createFile(folder.resolve("srv/qlog"));
    try (RoleProcess server = server(Map.of("engine", "multipath", "qlog", "true"))) {
      RoleProcess.Event notice = server.expect("notice");
      assertThat(notice.message()).contains("no qlog files", "srv/qlog is in the way");
      assertThat(notice.remedy()).contains("remove it");
      server.expect("ready");
      assertThatThrownBy(() -> server.role().switchQlog(true))
          .isInstanceOf(TquicException.class)
          .hasMessageContaining("is in the way");
      Files.delete(folder.resolve("srv/qlog"));
      server.role().switchQlog(true);
      assertThat(server.role().status().qlog().on()).isTrue();
    }
  }

  @Test
  void anotherEngineSaysThatItHasNone() throws Exception {
    try (RoleProcess server = server(Map.of("engine", "quiche", "qlog", "true"))) {
      assertThat(server.expect("notice").message())
          .contains("engine quiche has no qlog, only engine multipath has");
      server.expect("ready");
      assertThatThrownBy(() -> server.role().switchQlog(true))
          .isInstanceOf(TquicException.class)
          .hasMessage("engine quiche has no qlog, only engine multipath has");
      server.role().switchQlog(false);
    }
    Map<String, String> flags =
        Map.of(
            "engine", "quiche",
            "tquic.developer", "true",
            "tquic.keylog", folder.resolve("keys").toString());
    try (RoleProcess server = server(flags)) {
      assertThat(server.expect("failed").message()).contains("engine quiche has no key log");
    }
  }

  @Test
  void keysAreForDevelopersAlone() throws Exception {
    Path keys = folder.resolve("keys");
    Map<String, String> flags =
        new HashMap<>(Map.of("engine", "multipath", "tquic.keylog", keys.toString()));
    try (RoleProcess server = server(flags)) {
      RoleProcess.Event failed = server.expect("failed");
      assertThat(failed.message()).contains("for developers only");
      assertThat(failed.remedy()).contains("--developer");
    }
    assertThat(keys).doesNotExist();
    flags.put("tquic.developer", "true");
    try (RoleProcess server = server(flags)) {
      assertThat(server.expect("notice").message()).contains("WARNING", keys.toString());
      server.expect("ready");
      try (RoleProcess router = router(Map.of("engine", "multipath"))) {
        router.await(RoleEvidenceTest::isBonded);
        assertThat(server.role().status().warnings())
            .singleElement()
            .asString()
            .contains("the keys of all traffic", keys.toString());
        assertThat(Files.readAllLines(keys))
            .anyMatch(line -> line.startsWith("SERVER_TRAFFIC_SECRET_0 "));
      }
    }
  }
}
