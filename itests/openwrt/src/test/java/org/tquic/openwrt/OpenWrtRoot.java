package org.tquic.openwrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A folder that stands for a router's root: the package's files, stand-ins for what OpenWrt brings,
 * and of all programs only those applets of BusyBox that OpenWrt's image has.
 */
final class OpenWrtRoot {
  /** The package's files in the source tree. */
  static final Path FILES = Path.of("../../openwrt/files").toAbsolutePath().normalize();

  private static final Path STAND_INS = Path.of("src/test/resources/openwrt").toAbsolutePath();
  private static final List<String> APPLETS =
      List.of(
          "awk",
          "basename",
          "cat",
          "chmod",
          "dd",
          "grep",
          "head",
          "hexdump",
          "ln",
          "ls",
          "mkdir",
          "mkfifo",
          "mktemp",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sh",
          "tail",
          "tr");

  /** Packages that ours depends on, and what the stand-ins are made of. */
  private static final List<String> TOOLS = List.of("socat", "flock", "jq");

  private static final long BOUND_S = 30;

  /**
   * What came of a script.
   *
   * @param status exit status
   * @param out standard output
   * @param err standard error
   */
  record Result(int status, String out, String err) {
    /** The output of a script that has to succeed without complaint. */
    String good() {
      assertThat(err).isEmpty();
      assertThat(status).isZero();
      return out;
    }
  }

  private final Path root;
  private final List<String> environment = new ArrayList<>();

  /** Lays a root out in an empty folder; without the programs that it takes the test is skipped. */
  OpenWrtRoot(Path folder) {
    root = folder;
    copy(FILES);
    copy(STAND_INS);
    for (String folders : List.of("tools", "tmp", "var/lock", "var/run", "interfaces", "ticks")) {
      make(folders);
    }
    install("busybox");
    APPLETS.forEach(applet -> link("tools/" + applet, path("tools/busybox")));
    TOOLS.forEach(this::install);
    write("etc/config/network", "config interface 'lan'\n\toption device 'br-lan'\n");
    write(
        "etc/config/firewall",
        """
        config zone
        \toption name 'lan'
        \tlist network 'lan'

        config zone
        \toption name 'wan'
        \tlist network 'wan'
        \tlist network 'wan6'
        """);
  }

  private static Path program(String name) {
    for (String folder : System.getenv("PATH").split(":")) {
      Path file = Path.of(folder, name);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    assumeTrue(false, name + " is not installed");
    throw new IllegalStateException(name);
  }

  private void copy(Path from) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = from.relativize(file).toString();
        String text = Files.readString(file);
        if (text.startsWith("#!/bin/sh")) {
          // Interpreters are those of the root, BusyBox's shell among them.
          String first = text.lines().findFirst().orElseThrow();
          String here =
              first
                  .replace("/etc/rc.common", path("etc/rc.common").toString())
                  .replace("/bin/sh", path("tools/sh").toString());
          text = here + text.substring(first.length());
        }
        write(name, text);
        assertThat(path(name).toFile().setExecutable(text.startsWith("#!"))).isTrue();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path(String name) {
    return root.resolve(name);
  }

  void make(String folder) {
    try {
      Files.createDirectories(path(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Linked and not copied: a file that somebody has open for writing cannot be executed. */
  private void install(String program) {
    link("tools/" + program, program(program));
  }

  void link(String name, Path target) {
    try {
      Files.createDirectories(path(name).getParent());
      Files.createSymbolicLink(path(name), target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String name, String text) {
    try {
      Files.createDirectories(path(name).getParent());
      Files.writeString(path(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file's text, empty without one. */
  String read(String name) {
    try {
      return Files.exists(path(name)) ? Files.readString(path(name)) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What services, netifd and the kernel were told since the last time, a line each. */
  List<String> calls() {
    List<String> calls = read("calls").lines().toList();
    write("calls", "");
    return calls;
  }

  /** A variable for scripts that run from now on. */
  OpenWrtRoot with(String name, String value) {
    environment.add(name + "=" + value);
    return this;
  }

  /** Changes the configuration as a user does, and commits it. */
  void uci(String... commands) {
    sh("uci batch && uci commit", String.join("\n", commands) + "\n").good();
    calls();
  }

  /** Runs a line of the shell. */
  Result sh(String line) {
    return sh(line, "");
  }

  /** The same with a standard input. */
  Result sh(String line, String input) {
    try {
      Path in = Files.writeString(path("stdin"), input);
      Path out = path("stdout");
      Path err = path("stderr");
      ProcessBuilder builder =
          new ProcessBuilder(path("tools/sh").toString(), "-c", line)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().put("PATH", path("bin") + ":" + path("tools"));
      builder.environment().put("TQUIC_ROOT", root.toString());
      for (String variable : environment) {
        int equals = variable.indexOf('=');
        builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
      }
      Process process = builder.start();
      if (!process.waitFor(BOUND_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(line + " did not end");
      }
      return new Result(process.exitValue(), text(out), text(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  /** Runs an action of the init script. */
  Result service(String action) {
    return sh("$TQUIC_ROOT/etc/rc.common $TQUIC_ROOT/etc/init.d/tquic " + action);
  }

  /** netifd knows this interface as up, with a gateway, over a device of this index. */
  void interfaceUp(String name, String device, int index, String gateway) {
    write(
        "interfaces/" + name,
        """
        {"up": true, "device": "%s", "l3_device": "%s",
         "route": [{"target": "0.0.0.0", "mask": 0, "nexthop": "%s"}]}
        """
            .formatted(device, device, gateway));
    write("sys/class/net/" + device + "/ifindex", index + "\n");
  }
}
