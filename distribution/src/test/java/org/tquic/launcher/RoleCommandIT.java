package org.tquic.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.launcher.fake.ScriptedRole;

/** How a role's outcome becomes output and exit status: an image with a scripted role in it. */
@Timeout(120)
class RoleCommandIT {
  private static final String BIN = "bin/tquic";
  private static final List<String> LINKED = List.of("lib", "jre", "conf");

  @TempDir Path work;
  private Program program;
  private Path state;

  @BeforeEach
  void makeImage() throws IOException {
    Path real = Path.of(System.getProperty("tquic.home"));
    Path home = Files.createDirectories(work.resolve("image"));
    Files.createDirectories(home.resolve("bin"));
    Files.copy(real.resolve(BIN), home.resolve(BIN));
    assertThat(home.resolve(BIN).toFile().setExecutable(true)).isTrue();
    for (String part : LINKED) {
      Files.createSymbolicLink(home.resolve(part), real.resolve(part));
    }
    Files.createDirectory(home.resolve("bundles"));
    writeRole(home.resolve("bundles/role.jar"));
    program = new Program(home);
    state = Files.createDirectory(work.resolve("state"));
  }

  /** JUnit would warn of links that lead out of its folder. */
  @AfterEach
  void removeLinks() throws IOException {
    for (String part : LINKED) {
      Files.deleteIfExists(work.resolve("image").resolve(part));
    }
  }

  private static void writeRole(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(new Attributes.Name("Bundle-ManifestVersion"), "2");
    attributes.put(new Attributes.Name("Bundle-SymbolicName"), "test.role");
    attributes.put(new Attributes.Name("Bundle-Activator"), ScriptedRole.class.getName());
    attributes.put(new Attributes.Name("Import-Package"), "org.osgi.framework");
    String name = ScriptedRole.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        InputStream code = ScriptedRole.class.getClassLoader().getResourceAsStream(name)) {
      out.putNextEntry(new JarEntry(name));
      code.transferTo(out);
    }
  }

  private Program.Result run(String script, String... words) throws Exception {
    Files.writeString(state.resolve("script"), script);
    return program.run(work, words);
  }

  private Process start(String script) throws IOException {
    Files.writeString(state.resolve("script"), script);
    return program.start("router", "--state", state.toString(), "--wan", "a", "--wan", "b");
  }

  @Test
  void aRoleThatFailsTellsWhyAndIsStoppedCleanly() throws Exception {
    Program.Result result = run("fail", "server", "--state", state.toString());
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isEqualTo("tquic: No TUN.\nLoad it.\n");
    assertThat(state.resolve("stopped")).exists();
    assertThat(run("misuse", "server", "--state", state.toString()).status()).isEqualTo(2);
  }

  @Test
  void sigtermStopsTheRoleAndIsNoFailure() throws Exception {
    Process process = start("run");
    try (BufferedReader lines = process.inputReader()) {
      Program.awaitLine(lines, "ready on router a,b");
      Program.terminate(process);
      assertThat(Program.await(process)).isZero();
    }
    assertThat(state.resolve("stopped")).exists();
  }

  @Test
  void aSecondSignalEndsARoleThatHangs() throws Exception {
    Process process = start("hang");
    try (BufferedReader lines = process.inputReader()) {
      Program.awaitLine(lines, "ready on");
      Program.terminate(process);
      Program.awaitLine(lines, "hanging");
      Program.terminate(process);
      assertThat(Program.await(process)).isEqualTo(128 + 15);
    }
  }

  @Test
  void oneStateFolderIsForOneRole() throws Exception {
    Process process = start("run");
    try (BufferedReader lines = process.inputReader()) {
      Program.awaitLine(lines, "ready on");
      Program.Result second = run("run", "server", "--state", state.toString());
      assertThat(second.status()).isEqualTo(1);
      assertThat(second.err()).contains("A role already runs with the state folder " + state);
    } finally {
      Program.terminate(process);
      Program.await(process);
    }
  }

  @Test
  void aMalformedSettingIsNamedBeforeAnythingStarts() throws Exception {
    Files.createDirectory(state.resolve("config"));
    Files.writeString(state.resolve("config/org.tquic.router.cfg"), "wans = eth0\n");
    Program.Result result = run("run", "router", "--state", state.toString());
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("org.tquic.router.cfg: nothing is configured by this name");
    assertThat(state.resolve("stopped")).doesNotExist();
    Files.writeString(state.resolve("config/org.tquic.router.cfg"), "wans eth0\n");
    Files.move(state.resolve("config/org.tquic.router.cfg"), state.resolve("config/other.cfg"));
    assertThat(run("run", "router", "--state", state.toString()).err())
        .contains("other.cfg, line 1: \"wans eth0\" is not KEY = VALUE");
  }

  @Test
  void keysAreRefusedWithoutADeveloperBeforeAnythingStarts() throws Exception {
    Path keys = work.resolve("keys");
    Program.Result result =
        run("run", "server", "--state", state.toString(), "--key-log", keys.toString());
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .contains("--key-log gives away all traffic and is for developers only", "--developer");
    assertThat(state.resolve("stopped")).doesNotExist();
    assertThat(keys).doesNotExist();
  }

  @Test
  void aBundleThatDoesNotStartIsNamed() throws Exception {
    // Without its script the role's activator fails.
    Program.Result result = program.run(work, "router", "--state", state.toString());
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("The bundle test.role did not start: ", "script");
  }
}
