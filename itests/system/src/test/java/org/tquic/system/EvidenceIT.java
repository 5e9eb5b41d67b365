package org.tquic.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tquic.lab.ExecResult;
import org.tquic.lab.Lab;
import org.tquic.lab.Role;
import org.tquic.lab.Roles;
import org.tquic.lab.WanSpec;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.json.Json;
import org.tquic.lab.traffic.TrafficPair;

/** Logs and keys of the packaged roles, as their operators get them. */
@NeedsLab
class EvidenceIT {
  private static final long TRANSFER_BYTES = 1_000_000;

  private Lab lab;
  private Roles roles;

  @BeforeEach
  void open() {
    lab = Labs.open(EvidenceIT.class, "multipath", List.of(WanSpec.BARE, WanSpec.BARE));
    roles = new Roles(lab, Roles.image(), "--engine", "multipath");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private static List<Path> logs(Role role) throws IOException {
    try (Stream<Path> files = Files.list(role.state().resolve("qlog"))) {
      return files.toList();
    }
  }

  private static List<Json> events(Path log) throws IOException {
    List<Json> events = new ArrayList<>();
    for (String record : Files.readString(log).split("\u001e")) {
      if (!record.isEmpty()) {
        events.add(Json.parse(record));
      }
    }
    return events.subList(1, events.size());
  }

  /** Both paths of some packets that a log has. */
  private static boolean hasBothPaths(Path log) throws IOException {
    return events(log).stream()
            .filter(event -> event.get("name").text().equals("quic:packet_sent"))
            .map(event -> event.get("tuple").text())
            .distinct()
            .count()
        >= 2;
  }

  @Test
  void logsAreSwitchedOnAndOffWhileTheBondCarriesTraffic() throws Exception {
    Role server = roles.startServer("--qlog");
    Role router = roles.startRouter(roles.pair(server, "home"));
    lab.allowDirect(false);
    TrafficPair traffic = new TrafficPair(lab);
    assertThat(router.tquic("qlog").require()).isEqualToIgnoringWhitespace("qlog off");
    assertThat(router.tquic("qlog", "on").require()).startsWith("qlog on, ");
    traffic.sized(Direction.IN, 2, TRANSFER_BYTES).awaitEnd(BondedLab.PATIENCE);
    Json qlog = router.status().get("qlog");
    assertThat(qlog.get("on").truth()).isTrue();
    assertThat(qlog.get("problem").text()).isEmpty();
    assertThat(router.tquic("qlog", "off").require()).isEqualToIgnoringWhitespace("qlog off");
    assertThat(logs(router)).anyMatch(EvidenceIT::isTransfer);

    assertThat(router.terminate()).isZero();
    assertThat(server.terminate()).isZero();
    assertThat(logs(server)).as("with its handshake").anyMatch(EvidenceIT::isTransfer);
    assertThat(logs(server)).as("what the bond makes of paths").anyMatch(EvidenceIT::tellsStates);
  }

  private static boolean tellsStates(Path log) {
    try {
      return events(log).stream()
          .filter(event -> event.get("name").text().equals("tquic:path_state_updated"))
          .anyMatch(event -> event.get("data").get("new").text().equals("active"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isTransfer(Path log) {
    try {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
          .isEqualTo("rw-------");
      return hasBothPaths(log);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void keysNeedADeveloper() throws Exception {
    Path keys = lab.folder().resolve("keys");
    ExecResult refused =
        roles.server().tquic("server", "--engine", "multipath", "--key-log", keys.toString());
    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.errors()).contains("for developers only", "Add --developer");
    assertThat(keys).doesNotExist();
    Role server = roles.startServer("--developer", "--key-log", keys.toString());
    roles.startRouter(roles.pair(server, "home"));
    assertThat(server.tquic("status").require()).contains("WARNING the keys of all traffic");
    assertThat(Files.readAllLines(keys))
        .anyMatch(line -> line.startsWith("CLIENT_TRAFFIC_SECRET_0 "));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
        .isEqualTo("rw-------");
  }
}
