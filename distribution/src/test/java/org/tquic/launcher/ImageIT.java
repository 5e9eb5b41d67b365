package org.tquic.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;

/** The image with all its bundles and no role, asked through its own program. */
@Timeout(120)
class ImageIT {
  @TempDir static Path work;
  private static Path home;
  private static Program program;
  private static StateFolder state;
  private static RoleFramework framework;

  @BeforeAll
  static void start() throws Exception {
    home = Path.of(System.getProperty("tquic.home"));
    program = new Program(home);
    state = StateFolder.prepare(work.resolve("state").toString());
    framework = RoleFramework.start(Image.current(), state, Map.of(), event -> {});
  }

  @AfterAll
  static void stop() {
    assertThat(framework.stop(Duration.ofSeconds(20))).isTrue();
    assertThat(state.path().resolve("console.sock")).doesNotExist();
  }

  private static Program.Result console(String line) throws Exception {
    return program.run(work, "console", "--state", state.path().toString(), line);
  }

  @Test
  void allBundlesAreActiveAndFragmentsResolved() {
    assertThat(framework.bundles()).isNotEmpty();
    for (Bundle bundle : framework.bundles()) {
      assertThat(bundle.getState())
          .as(bundle.getSymbolicName())
          .isEqualTo(BundleStarts.isFragment(bundle) ? Bundle.RESOLVED : Bundle.ACTIVE);
    }
    assertThat(framework.bundles())
        .extracting(Bundle::getSymbolicName)
        .doesNotHaveDuplicates()
        .contains("org.tquic.gateway", "org.tquic.bond", "org.tquic.discovery", "org.tquic.shell");
  }

  @Test
  void theConsoleRunsOurCommandsAndTheFrameworks() throws Exception {
    Program.Result bundles = console("felix:lb -s");
    assertThat(bundles.status()).isZero();
    assertThat(bundles.out()).contains("org.tquic.shell (0.1.0)", "Active");
    Program.Result links = console("tquic:links");
    assertThat(links.err()).isEmpty();
    assertThat(links.status()).isZero();
    assertThat(links.out()).startsWith("LINK").contains("lo", "loopback");
    assertThat(links.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(console("links --json").out()).startsWith("[").contains("\"name\": \"lo\"");
    assertThat(console("help tquic:paths").out()).contains("tquic:paths [--json]");
    assertThat(console("help qlog").out()).contains("tquic:qlog STATE", "tquic:qlog\n");
    assertThat(console("help link-enable").out()).contains("tquic:link-enable NAME");
    assertThat(console("felix:help start").out()).contains("scope: felix");
  }

  @Test
  void theLinksAreRecordedWithoutARole() throws Exception {
    Path file = work.resolve("links.txt");
    Program.Result recorded = program.run(work, "record", file.toString());
    assertThat(recorded.err()).isEmpty();
    assertThat(recorded.status()).isZero();
    assertThat(file).content().contains("link index=", "name=lo", "sysfs class/net/lo -> ");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    Program.Result again = program.run(work, "doctor", "--record", file.toString());
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.err()).contains("exists");
    assertThat(program.run(work, "record").status()).isEqualTo(2);
    assertThat(program.run(work, "doctor", "--json", "--record", "other").status()).isEqualTo(2);
    assertThat(program.run(work, "discover", "--seconds", "61").status()).isEqualTo(2);
  }

  @Test
  void whatFailsInTheConsoleFailsInTheShell() throws Exception {
    Program.Result noRole =
        program.run(work, "status", "--state", state.path().toString(), "--json");
    assertThat(noRole.status()).isEqualTo(1);
    assertThat(noRole.out()).isEmpty();
    assertThat(noRole.err()).contains("No role is up in this process yet.");
    assertThat(console("link-enable no-such-link").status()).isEqualTo(1);
    assertThat(console("no-such-command").status()).isEqualTo(2);
    assertThat(console("link-enable").status()).isEqualTo(2);
    assertThat(console("scheduler a b").status()).isEqualTo(2);
    String folder = state.path().toString();
    for (String[] words : new String[][] {{"maybe"}, {"on", "off"}}) {
      List<String> command = new ArrayList<>(List.of("qlog", "--state", folder));
      command.addAll(List.of(words));
      Program.Result wrong = program.run(work, command.toArray(String[]::new));
      assertThat(wrong.status()).isEqualTo(2);
      assertThat(wrong.err()).contains("expected on or off");
    }
    Program.Result qlog = program.run(work, "qlog", "--state", folder, "on");
    assertThat(qlog.status()).isEqualTo(1);
    assertThat(qlog.err()).contains("No role is up in this process yet.");
    assertThat(console("qlog maybe").err()).contains("No role is up");
  }

  @Test
  void theFrameworksCommandsTakeABundleByName() throws Exception {
    String bundle = "org.tquic.scheduler.roundrobin";
    assertThat(console("felix:stop " + bundle).status()).isZero();
    assertThat(console("felix:lb -s " + bundle).out()).contains("Resolved");
    String id =
        framework.bundles().stream()
            .filter(b -> b.getSymbolicName().equals(bundle))
            .map(b -> String.valueOf(b.getBundleId()))
            .findFirst()
            .orElseThrow();
    assertThat(console("felix:start " + id).status()).isZero();
    assertThat(console("felix:update " + id).status()).isZero();
    assertThat(console("felix:lb -s " + bundle).out()).contains("Active");
  }

  @Test
  void linesFromAPipeAreRunOneByOne() throws Exception {
    Process process = program.start("console", "--state", state.path().toString());
    try (OutputStream input = process.getOutputStream()) {
      input.write("felix:lb -s org.tquic.spi\nnonsense\n".getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output).contains("org.tquic.spi").contains("unknown command: nonsense");
    assertThat(Program.await(process)).isEqualTo(2);
  }

  @Test
  void theCodeIsAllThatPairingPrints() throws Exception {
    String server = work.resolve("server").toString();
    Program.Result made = program.run(work, "pair", "--state", server, "--address", "a.test:4433");
    assertThat(made.status()).isZero();
    assertThat(made.out()).matches("tquic1:\\S+\n");
    assertThat(made.err().lines()).hasSize(1).allMatch(line -> line.startsWith("For router-1"));
    Program.Result list = program.run(work, "pair", "--state", server, "--list");
    assertThat(list.out()).contains("router-1  code unused").doesNotContain("tquic1:");
    assertThat(list.err()).isEmpty();
  }

  @Test
  void aDroppedPlugInIsStartedReplacedAndStopped() throws Exception {
    BlockingQueue<String> events = new LinkedBlockingQueue<>();
    Bundle system = framework.installed().getFirst();
    system
        .getBundleContext()
        .addBundleListener(
            event -> {
              if ("test.plugin".equals(event.getBundle().getSymbolicName())) {
                if (event.getType() == BundleEvent.STARTED) {
                  events.add("started " + event.getBundle().getVersion());
                } else if (event.getType() == BundleEvent.UNINSTALLED) {
                  events.add("gone");
                }
              }
            });
    Path jar = state.plugins().resolve("plugin.jar");
    drop("1.0.0", jar);
    assertThat(events.poll(20, TimeUnit.SECONDS)).isEqualTo("started 1.0.0");
    drop("1.1.0", jar);
    assertThat(events.poll(20, TimeUnit.SECONDS)).isEqualTo("started 1.1.0");
    assertThat(console("felix:lb -s test.plugin").out()).contains("test.plugin (1.1.0)");
    Files.delete(jar);
    assertThat(events.poll(20, TimeUnit.SECONDS)).isEqualTo("gone");
  }

  private static void drop(String version, Path jar) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(new Attributes.Name("Bundle-ManifestVersion"), "2");
    attributes.put(new Attributes.Name("Bundle-SymbolicName"), "test.plugin");
    attributes.put(new Attributes.Name("Bundle-Version"), version);
    Path draft = Files.createTempFile(work, "plugin", ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(draft), manifest)) {
      out.flush();
    }
    Files.move(draft, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void theStateFolderAndItsSocketAreForTheOwnerOnly() throws IOException {
    assertThat(rights(state.path())).isEqualTo("rwx------");
    assertThat(rights(state.path().resolve("console.sock"))).isEqualTo("rw-------");
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void theArchiveHoldsTheImageAndRunsWhereItIsUnpacked() throws Exception {
    Path archive;
    try (Stream<Path> files = Files.list(home.getParent())) {
      archive = files.filter(file -> file.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
    }
    assertThat(archive.getFileName().toString())
        .matches("tquic-0\\.1\\.0-linux-(x86_64|aarch64)\\.tar\\.gz");
    String list = tar("--list", "--verbose", "--numeric-owner", "--file", archive.toString());
    List<String> names = list.lines().map(line -> line.split("\\s+")[5]).toList();
    assertThat(names).isSortedAccordingTo(Comparator.comparing(Path::of));
    assertThat(list.lines()).allMatch(line -> line.split("\\s+")[1].equals("0/0"));
    assertThat(list.lines().map(line -> line.split("\\s+")[3]).distinct()).hasSize(1);
    Path elsewhere = Files.createDirectory(work.resolve("else where"));
    tar("--extract", "--file", archive.toString(), "--directory", elsewhere.toString());
    Program unpacked = new Program(elsewhere.resolve("tquic-0.1.0"));
    // With AOTMode=on the runtime ends with an error when it cannot use the cache.
    Program.Result result =
        unpacked.run(work, Map.of("TQUIC_JAVA_OPTS", "-XX:AOTMode=on"), "self-test");
    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isZero();
    assertThat(result.out())
        .contains("bundles started in")
        .containsPattern("multipath carried \\d+ packets each way in \\d+ ms")
        .containsPattern("quiche carried \\d+ packets each way in \\d+ ms");
  }

  private static String tar(String... arguments) throws Exception {
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of("tar"), Stream.of(arguments)).toList())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      List<String> output = lines.readAllLines();
      assertThat(process.waitFor()).as(String.join("\n", output)).isZero();
      return String.join("\n", output);
    }
  }
}
