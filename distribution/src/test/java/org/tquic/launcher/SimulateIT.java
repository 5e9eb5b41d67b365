package org.tquic.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The image's simulator, as an author of plug-ins runs it. */
@Timeout(120)
class SimulateIT {
  private static final String LINK = "link wan1 rate=2mbit delay=10ms queue=50kb\nseconds 4\n";

  @TempDir Path work;
  private Program program;

  @BeforeEach
  void unpack() {
    program = new Program(Path.of(System.getProperty("tquic.home")));
  }

  @Test
  void aFileIsSimulatedAndDrawn() throws Exception {
    Path scenario = Files.writeString(work.resolve("my own"), LINK);
    Path chart = work.resolve("chart.svg");
    Program.Result result =
        program.run(
            work,
            "simulate",
            "--scheduler=roundrobin",
            "--congestion=cubic",
            "--scenario=" + scenario,
            "--svg=" + chart);
    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isZero();
    assertThat(result.out())
        .contains("my own")
        .containsPattern("goodput +[\\d.]+ [kM]bit/s")
        .containsPattern("wan1 +cubic +[\\d.]+");
    assertThat(chart).content().startsWith("<svg");
  }

  @Test
  void aLineThatCannotBeReadIsNamed() throws Exception {
    Path scenario = Files.writeString(work.resolve("broken.txt"), LINK + "flow 1\n");
    Program.Result result = program.run(work, "simulate", "--scenario=" + scenario);
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("broken.txt, line 3: ").contains("reverse-flows");
  }

  @Test
  void aPluginThatDoesNotStartIsNamed() throws Exception {
    Path plugins = Files.createDirectory(work.resolve("plugins"));
    Path jar = Files.writeString(plugins.resolve("text.jar"), "no jar");
    Program.Result result = program.run(work, "simulate", "--plugins=" + plugins);
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains(jar + " cannot be installed");
    assertThat(program.run(work, "simulate", "--plugins=" + jar).status()).isEqualTo(2);
  }

  @Test
  void whoEndsItLeavesNothing() throws Exception {
    Process process =
        program.start(Map.of("TQUIC_JAVA_OPTS", "-Djava.io.tmpdir=" + work), "simulate");
    Path folder = awaitConsole();
    Path inMemory =
        Path.of(
            "/dev/shm",
            "tquic-%s-%s"
                .formatted(
                    Files.getAttribute(folder, "unix:dev"),
                    Files.getAttribute(folder, "unix:ino")));
    assertThat(folder.resolve("cache").toFile().exists() || Files.exists(inMemory)).isTrue();
    Program.terminate(process);
    Program.await(process);
    assertThat(work).isEmptyDirectory();
    assertThat(inMemory).doesNotExist();
  }

  /** The folder of a framework that has started. */
  private Path awaitConsole() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() - end < 0) {
      try (Stream<Path> folders = Files.list(work)) {
        Optional<Path> started =
            folders.filter(folder -> Files.exists(folder.resolve("console.sock"))).findFirst();
        if (started.isPresent()) {
          return started.get();
        }
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError("no console");
  }
}
