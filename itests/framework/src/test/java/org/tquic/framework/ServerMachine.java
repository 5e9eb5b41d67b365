package org.tquic.framework;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The other end: a second network namespace, joined by two veth pairs, in which the packaged server
 * role runs with an echo behind it. It ends with this process, since its shell reads this process's
 * pipe.
 */
final class ServerMachine {
  static final String ADDRESS = "203.0.113.1";
  static final String ECHO = "198.51.100.2";
  static final List<String> LINKS = List.of("wan1", "wan2");

  private static final String SCRIPT =
      """
      set -eu
      read -r go
      ip link set lo up
      ip address add 203.0.113.1/32 dev lo
      ip address add 198.51.100.2/32 dev lo
      for n in 1 2; do
        ip address add 10.7$n.0.1/24 dev far$n
        ip link set far$n up
      done
      "$JAVA" -XX:+UseSerialGC -cp "$CLASSES" org.tquic.framework.UdpEcho 198.51.100.2 &
      echo=$!
      "$TQUIC" server --state "$STATE" --listen 203.0.113.1:4433 &
      server=$!
      trap 'kill $echo $server 2>/dev/null' EXIT
      read -r end || true
      """;

  private static String code;

  private ServerMachine() {}

  /** Starts it, once however often the runner asks, and returns a pairing code for its server. */
  static synchronized String start() {
    if (code == null) {
      code = startAndPair();
    }
    return code;
  }

  private static String startAndPair() {
    Path state = DistributionBundles.newFolder("server");
    String tquic = DistributionBundles.home().resolve("bin/tquic").toString();
    ProcessBuilder builder = new ProcessBuilder("unshare", "--net", "sh", "-c", SCRIPT);
    builder
        .environment()
        .putAll(
            java.util.Map.of(
                "JAVA",
                System.getProperty("java.home") + "/bin/java",
                "CLASSES",
                System.getProperty("tquic.test.classes"),
                "TQUIC",
                tquic,
                "STATE",
                state.toString()));
    builder.redirectError(state.resolve("server.log").toFile());
    try {
      Process machine = builder.start();
      for (int n = 1; n <= LINKS.size(); n++) {
        String wan = LINKS.get(n - 1);
        Shell.run(
            "ip link add %s type veth peer name far%d netns %d".formatted(wan, n, machine.pid()));
        Shell.run("ip address add 10.7%d.0.2/24 dev %s".formatted(n, wan));
        Shell.run("ip link set " + wan + " up");
        Shell.run("ip route add default via 10.7%d.0.1 dev %s metric %d".formatted(n, wan, n));
      }
      machine.getOutputStream().write('\n');
      machine.getOutputStream().flush();
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(machine.getInputStream(), StandardCharsets.UTF_8));
      String ready = lines.readLine();
      if (ready == null) {
        throw new AssertionError("the server role ended; see " + state.resolve("server.log"));
      }
      return Shell.run(
              List.of(tquic, "pair", "--state", state.toString(), "--address", ADDRESS + ":4433"))
          .strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
