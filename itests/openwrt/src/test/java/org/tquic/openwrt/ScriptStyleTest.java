package org.tquic.openwrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The scripts are for a POSIX shell with `local`, which BusyBox's ash and dash both are. */
class ScriptStyleTest {
  private static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.walk(OpenWrtRoot.FILES)) {
      List<Path> scripts = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        if (text.startsWith("#!") || text.startsWith("# shellcheck")) {
          scripts.add(file);
        }
      }
      return scripts;
    }
  }

  @Test
  void shellcheckFindsNothing() throws Exception {
    assertThat(scripts()).hasSizeGreaterThan(10);
    assertReadable(scripts());
  }

  /** Fails with what shellcheck finds; the test is skipped where it is not installed. */
  static void assertReadable(List<Path> scripts) throws Exception {
    Process process;
    try {
      List<String> command = new ArrayList<>(List.of("shellcheck", "-s", "dash", "-x"));
      scripts.forEach(script -> command.add(script.toString()));
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "shellcheck is not installed");
      return;
    }
    String findings = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    assertThat(findings).isEmpty();
  }

  @Test
  void whatIsRunIsExecutable() throws IOException {
    for (Path script : scripts()) {
      boolean sourced = script.toString().contains("/hotplug.d/");
      boolean run = Files.readString(script).startsWith("#!") && !sourced;
      assertThat(Files.isExecutable(script)).as(script.toString()).isEqualTo(run);
    }
  }
}
