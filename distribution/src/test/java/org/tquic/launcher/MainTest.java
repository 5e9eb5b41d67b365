package org.tquic.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.launcher.cli.CommandLineParser;
import org.tquic.launcher.cli.Commands;

class MainTest {
  private static final UnaryOperator<String> NO_ENVIRONMENT = name -> null;

  @TempDir Path folder;

  private record Result(int status, String out, String err) {}

  private static Result run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            List.of(words),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Result(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void helpGoesToStandardOutput() {
    for (String[] words : new String[][] {{"--help"}, {"help"}, {"-h"}}) {
      Result result = run(words);
      assertThat(result.status()).isZero();
      assertThat(result.out()).contains("usage: tquic COMMAND", "  router ", "  console ");
      assertThat(result.err()).isEmpty();
    }
    assertThat(run("server", "--help").out()).contains("--listen ADDR:PORT");
    assertThat(run("help", "pair").out()).contains("--revoke NAME");
    assertThat(run("--version").out()).startsWith("tquic ");
  }

  @Test
  void wrongUsageEndsWithTwo() {
    assertThat(run().status()).isEqualTo(2);
    Result typo = run("staus");
    assertThat(typo.status()).isEqualTo(2);
    assertThat(typo.out()).isEmpty();
    assertThat(typo.err()).contains("unknown command \"staus\"; did you mean status?");
    assertThat(run("--frob").err()).contains("unknown option \"--frob\"");
    assertThat(run("status", "--json", "--watch").status()).isEqualTo(2);
    assertThat(run("pair").err()).contains("needs --address HOST:PORT");
    assertThat(run("pair", "--list", "--revoke", "x").err()).contains("do not go together");
    assertThat(run("pair", "--list", "--name", "x").err()).contains("--name goes with --address");
    assertThat(run("pair", "--list", "--qr").err()).contains("--qr goes with --address");
  }

  @Test
  void withoutARoleTheConsolesCommandsSaySo() {
    for (String command : List.of("status", "doctor", "qlog", "console")) {
      Result result = run(command, "--state", folder.toString());
      assertThat(result.status()).isEqualTo(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.err())
          .contains("No role runs with the state folder " + folder)
          .contains("tquic router");
    }
  }

  @Test
  void aCodeIsMadeListedAndRevoked() {
    String state = folder.resolve("state").toString();
    Result made = run("pair", "--state", state, "--address", "vpn.example.org:4433");
    assertThat(made.status()).isZero();
    assertThat(made.out().lines()).hasSize(1);
    assertThat(made.err()).contains("For router-1, good once until");
    assertThat(made.err()).doesNotContain("\u2588");
    Result list = run("pair", "--state", state, "--list");
    assertThat(list.out()).contains("router-1", "code unused");
    // The code itself is nowhere to be seen again.
    assertThat(list.out()).doesNotContain(made.out().strip());
    Result taken =
        run("pair", "--state", state, "--address", "vpn.example.org:4433", "--name", "router-1");
    assertThat(taken.status()).isEqualTo(1);
    assertThat(taken.err()).contains("has the name router-1 already");
    Result drawn =
        run("pair", "--state", state, "--address", "vpn.example.org:4433", "--name", "qr", "--qr");
    assertThat(drawn.out().lines()).hasSize(1);
    assertThat(drawn.err()).contains("\u2588");
    assertThat(run("pair", "--state", state, "--revoke", "qr").status()).isZero();
    assertThat(run("pair", "--state", state, "--revoke", "router-1").status()).isZero();
    assertThat(run("pair", "--state", state, "--list").out())
        .isEqualTo("no routers and no codes\n");
    Result unknown = run("pair", "--state", state, "--revoke", "router-1");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.err()).contains("router-1");
  }

  @Test
  void flagsBecomePropertiesOfTheRole() throws LaunchException {
    List<String> words =
        List.of(
            "--code",
            "C",
            "--wan",
            "a",
            "--wan",
            "b",
            "--route",
            "default",
            "--no-firewall",
            "--link-congestion",
            "a=copa",
            "--link-congestion",
            "b=ledbat",
            "--server",
            "vpn.example.org:443",
            "--link-enabled",
            "a=on",
            "--link-enabled",
            "c=off",
            "--link-metered",
            "b=on",
            "--link-tier",
            "b=2",
            "--link-quota",
            "b=20G",
            "--link-quota-day",
            "b=31");
    assertThat(
            RoleCommand.properties(
                CommandLineParser.parse(Commands.named("router").orElseThrow(), words),
                NO_ENVIRONMENT))
        .containsOnly(
            Map.entry("tquic.role", "router"),
            Map.entry("tquic.router.code", "C"),
            Map.entry("tquic.router.wans", "a,b"),
            Map.entry("tquic.router.routes", "default"),
            Map.entry("tquic.router.linkcongestion", "a=copa,b=ledbat"),
            Map.entry("tquic.router.server", "vpn.example.org:443"),
            Map.entry("tquic.router.linkenabled", "a=on,c=off"),
            Map.entry("tquic.router.linkmetered", "b=on"),
            Map.entry("tquic.router.linktier", "b=2"),
            Map.entry("tquic.router.linkquota", "b=20G"),
            Map.entry("tquic.router.linkquotaday", "b=31"),
            Map.entry("tquic.router.firewall", "false"));
    List<String> pools = List.of("--pool", "10.0.0.0/24", "--pool", "fd00::/64");
    assertThat(
            RoleCommand.properties(
                CommandLineParser.parse(Commands.named("server").orElseThrow(), pools),
                NO_ENVIRONMENT))
        .containsEntry("tquic.server.pool", "10.0.0.0/24")
        .containsEntry("tquic.server.pool6", "fd00::/64");
    assertThat(run("server", "--pool", "10.0.0.0/24", "--pool", "10.1.0.0/24").err())
        .contains("twice for the same address family");
  }

  private static Map<String, String> withCode(String role, String... words) throws LaunchException {
    return RoleCommand.properties(
        CommandLineParser.parse(Commands.named(role).orElseThrow(), List.of(words)),
        name -> name.equals("TQUIC_CODE") ? "tquic1:secret" : null);
  }

  /** What stands in a command line can be read by every user of the machine. */
  @Test
  void aPairingCodeMayComeInTheEnvironment() throws LaunchException {
    assertThat(withCode("router")).containsEntry("tquic.router.code", "tquic1:secret");
    assertThat(withCode("router", "--code", "C")).containsEntry("tquic.router.code", "C");
    assertThat(withCode("server")).containsOnly(Map.entry("tquic.role", "server"));
  }

  @Test
  void keysAreForDevelopersAndStayOutOfTheConfiguration() throws LaunchException {
    Result refused = run("router", "--key-log", "keys");
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .contains("--key-log gives away all traffic and is for developers only")
        .contains("Add --developer");
    assertThat(
            RoleCommand.properties(
                CommandLineParser.parse(
                    Commands.named("server").orElseThrow(),
                    List.of("--developer", "--key-log", "keys", "--qlog")),
                NO_ENVIRONMENT))
        .containsOnly(
            Map.entry("tquic.role", "server"),
            Map.entry("tquic.server.qlog", "true"),
            Map.entry("tquic.developer", "true"),
            Map.entry("tquic.keylog", Path.of("keys").toAbsolutePath().toString()));
  }

  @Test
  void theStateFolderIsPrivateAndForOneRole() throws Exception {
    StateFolder state = StateFolder.prepare(folder.resolve("a/b").toString());
    assertThat(Files.getPosixFilePermissions(state.path())).hasSize(3);
    try (FileLock lock = state.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThat(message(state::lock)).contains("A role already runs with the state folder");
    }
    Files.setPosixFilePermissions(state.plugins(), PosixFilePermissions.fromString("rwxrwx---"));
    assertThat(message(() -> StateFolder.prepare(state.path().toString())))
        .contains("may write to " + state.plugins());
  }

  @Test
  void aStateFolderThatIsAFileIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(message(() -> StateFolder.prepare(file + "/state")))
        .contains("Cannot use the state folder " + file + "/state");
  }

  private interface Step {
    Object run() throws LaunchException;
  }

  private static String message(Step step) {
    try {
      return "no failure but " + step.run();
    } catch (LaunchException e) {
      assertThat(e.status()).isEqualTo(1);
      assertThat(e.remedy()).isNotEmpty();
      return e.getMessage();
    }
  }
}
