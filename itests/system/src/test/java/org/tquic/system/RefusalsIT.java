package org.tquic.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.tquic.lab.ExecResult;
import org.tquic.lab.HostTools;
import org.tquic.lab.JavaCommand;
import org.tquic.lab.Lab;
import org.tquic.lab.LabProcess;
import org.tquic.lab.Role;
import org.tquic.lab.Roles;
import org.tquic.lab.WanSpec;
import org.tquic.lab.traffic.TrafficHost;

/** What cannot work is refused with a message that says why, and with the right exit status. */
@NeedsLab
@EachEngine
class RefusalsIT {
  /** What {@link #open} gets, too. */
  @Parameter String engine;

  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private static Lab lab;
  private static Roles roles;
  private static Role server;

  @BeforeParameterizedClassInvocation
  static void open(String engine) {
    lab = Labs.open(RefusalsIT.class, engine, List.of(WanSpec.BARE, WanSpec.BARE));
    roles = new Roles(lab, Roles.image(), "--engine", engine);
    server = roles.startServer();
  }

  @AfterParameterizedClassInvocation
  static void close() {
    if (lab != null) {
      lab.close();
    }
  }

  private static Role startRouter(String... options) {
    return roles.router().start(List.of(options));
  }

  private static String said(Role role) {
    return String.join("\n", role.process().lines());
  }

  /** Runs a command of the distribution on a node to its end. */
  private static ExecResult tquic(String node, String... arguments) {
    List<String> command = new ArrayList<>(List.of(roles.program().toString()));
    command.addAll(List.of(arguments));
    return lab.exec(node, command.toArray(String[]::new));
  }

  private static String newState() {
    return lab.folder().resolve("refused-" + System.nanoTime()).toString();
  }

  @Test
  void textThatIsNoPairingCode() {
    Role router = startRouter("--code", "not-a-code");
    assertThat(router.awaitExit()).isEqualTo(FAILED);
    assertThat(said(router)).containsIgnoringCase("pairing code");
  }

  @Test
  void aDamagedPairingCode() {
    String code = roles.pair(server, "damaged");
    int middle = code.length() / 2;
    char other = code.charAt(middle) == 'A' ? 'B' : 'A';
    String damaged = code.substring(0, middle) + other + code.substring(middle + 1);
    Role router = startRouter("--code", damaged);
    assertThat(router.awaitExit()).isNotZero();
    assertThat(said(router)).containsIgnoringCase("code");
  }

  @Test
  void aPairingCodeOfAnotherServer() {
    // The same address, but another server's keys behind it.
    String foreign =
        tquic(Lab.SERVER, "pair", "--state", newState(), "--address", "203.0.113.1:4433").require();
    Role router = startRouter("--code", foreign);
    assertThat(router.awaitExit()).isEqualTo(FAILED);
    assertThat(said(router)).containsIgnoringCase("code");
  }

  @Test
  void aSpentPairingCode() {
    String code = roles.pair(server, "spent");
    Role first = startRouter("--code", code);
    first.awaitReady(1);
    assertThat(first.terminate()).isZero();

    Role second = startRouter("--code", code);
    assertThat(second.awaitExit()).isEqualTo(FAILED);
    assertThat(said(second)).containsIgnoringCase("code").containsAnyOf("spent", "used");
  }

  @Test
  void aRevokedRouter() {
    String code = roles.pair(server, "revoked");
    Role router = startRouter("--code", code);
    router.awaitReady(1);
    assertThat(router.terminate()).isZero();
    assertThat(server.tquic("pair", "--list").require()).contains("revoked");

    server.tquic("pair", "--revoke", "revoked").require();

    router.start(List.of());
    assertThat(router.awaitExit()).isEqualTo(FAILED);
    assertThat(said(router)).containsIgnoringCase("revoked");
  }

  @Test
  void revokingARouterThatIsNotThere() {
    ExecResult result = server.tquic("pair", "--revoke", "nobody");
    assertThat(result.status()).isEqualTo(FAILED);
    assertThat(result.errors()).contains("nobody");
  }

  @Test
  void noServerAtTheAddress() {
    String code = roles.pair(server, "lost", "203.0.113.99:4433");
    Role router = startRouter("--code", code);
    assertThat(router.awaitExit()).isEqualTo(FAILED);
    assertThat(said(router)).contains("203.0.113.99");
  }

  @Test
  void aPortInUse() {
    LabProcess other =
        lab.spawn(Lab.SERVER, "occupant", JavaCommand.of(TrafficHost.class, 32, "4444"));
    other.awaitLine(0, "ready"::equals, Duration.ofSeconds(10));
    ExecResult result =
        tquic(Lab.SERVER, "server", "--state", newState(), "--listen", "0.0.0.0:4444");
    other.kill();
    assertThat(result.status()).isEqualTo(FAILED);
    assertThat(result.errors()).contains("4444").containsIgnoringCase("in use");
  }

  @Test
  void withoutRoot() {
    assumeTrue(HostTools.isRoot(), "only root can become nobody");
    ExecResult result =
        lab.exec(
            Lab.ROUTER,
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "sh",
            "-c",
            "exec " + roles.program() + " server --state $(mktemp -d)");
    assertThat(result.status()).isEqualTo(FAILED);
    assertThat(result.errors()).containsIgnoringCase("root");
  }

  @Test
  void withoutTun() {
    ExecResult result =
        lab.exec(
            Lab.ROUTER,
            "unshare",
            "-m",
            "sh",
            "-c",
            "mount -t tmpfs none /dev/net && exec "
                + roles.program()
                + " server --state "
                + newState());
    assertThat(result.status()).isEqualTo(FAILED);
    assertThat(result.errors()).contains("/dev/net/tun");
  }

  @Test
  void anUnknownScheduler() {
    String code = roles.pair(server, "scheduler");
    Role router = startRouter("--code", code, "--scheduler", "nosuch");
    assertThat(router.awaitExit()).isEqualTo(FAILED);
    assertThat(said(router)).contains("nosuch").contains("weighted");
  }

  @Test
  void anUnknownCongestionController() {
    String code = roles.pair(server, "congestion");
    Role router = startRouter("--code", code, "--congestion", "nosuch");
    assertThat(router.awaitExit()).isEqualTo(FAILED);
    assertThat(said(router)).contains("nosuch").contains("bbr");
  }

  @Test
  void anUnknownEngine() {
    ExecResult result = tquic(Lab.ROUTER, "server", "--state", newState(), "--engine", "nosuch");
    assertThat(result.status()).isEqualTo(FAILED);
    assertThat(result.errors()).contains("nosuch").contains("quiche");
  }

  @Test
  void aMalformedConfiguration() throws IOException {
    String state = newState();
    Path folder = Files.createDirectories(Path.of(state, "config"));
    Files.writeString(folder.resolve("org.tquic.server.cfg"), "pool = not-a-network\n");
    ExecResult result = tquic(Lab.ROUTER, "server", "--state", state);
    assertThat(result.status()).isEqualTo(FAILED);
    assertThat(result.errors()).contains("not-a-network").contains("pool");
  }

  @Test
  void anUnknownWan() {
    String code = roles.pair(server, "wan");
    Role router = startRouter("--code", code, "--wan", "nosuch0");
    assertThat(router.awaitExit()).isEqualTo(FAILED);
    assertThat(said(router)).contains("no link").contains("--wan");
  }

  @Test
  void wrongUsage() {
    for (List<String> words :
        List.of(
            List.of("nosuch"),
            List.of("router", "--nosuch"),
            List.of("server", "--pool", "10.0.0.0/99", "--state", newState()),
            List.of("pair", "--state", newState()))) {
      ExecResult result = tquic(Lab.ROUTER, words.toArray(String[]::new));
      assertThat(result.status()).as(words.toString()).isEqualTo(WRONG_USAGE);
      assertThat(result.errors()).as(words.toString()).isNotBlank();
      assertThat(result.output()).as(words.toString()).isEmpty();
    }
  }

  @Test
  void aRouterThatIsNotPaired() {
    ExecResult result = tquic(Lab.ROUTER, "router", "--state", newState());
    assertThat(result.status()).isEqualTo(FAILED);
    assertThat(result.errors()).contains("--code").contains("tquic pair");
  }

  @Test
  void noRoleToAsk() {
    for (String command : List.of("status", "doctor", "console")) {
      ExecResult result = tquic(Lab.ROUTER, command, "--state", newState());
      assertThat(result.status()).as(command).isEqualTo(FAILED);
      assertThat(result.errors()).as(command).isNotBlank();
    }
  }
}
