package org.tquic.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.packaging.FileTrees;

/** The way of docs/plugin-guide.md, with the image and nothing else of the project. */
@Timeout(180)
class PluginTemplateIT {
  private static final Path HOME = Path.of(System.getProperty("tquic.home"));

  @TempDir Path work;

  @Test
  void theTemplateBuildsKeepsTheContractAndRuns() throws Exception {
    Path project = work.resolve("perflow");
    FileTrees.copy(HOME.resolve("sdk/plugin-template"), project);
    build(project);
    assertThat(
            project.resolve("target/surefire-reports/org.example.perflow.PerFlowSchedulerTest.txt"))
        .content()
        .containsPattern("Tests run: [1-9]\\d*, Failures: 0, Errors: 0, Skipped: 0");
    Path scenario =
        Files.writeString(
            work.resolve("two"),
            "link a rate=2mbit delay=10ms queue=50kb\nlink b rate=1mbit queue=50kb\nseconds 4\n");
    Program.Result result =
        new Program(HOME)
            .run(
                work,
                "simulate",
                "--plugins=" + project.resolve("target"),
                "--scheduler=perflow",
                "--scenario=" + scenario);
    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isZero();
    assertThat(result.out()).startsWith("SCENARIO").containsPattern("scheduler +perflow");
  }

  @Test
  void eachTypeOfTheSpiHasItsSource() throws IOException {
    List<String> types = entries("bundles/org.tquic.spi-0.1.0.jar", ".class");
    types.removeIf(name -> name.contains("$"));
    assertThat(types).contains("org/tquic/spi/scheduler/PathScheduler");
    assertThat(entries("sdk/org.tquic.spi-0.1.0-sources.jar", ".java"))
        .containsExactlyInAnyOrderElementsOf(types);
  }

  /** Names of a jar's files of one kind, without their ending. */
  private static List<String> entries(String jar, String ending) throws IOException {
    try (JarFile file = new JarFile(HOME.resolve(jar).toFile())) {
      return file.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(ending) && !name.endsWith("package-info" + ending))
          .map(name -> name.substring(0, name.length() - ending.length()))
          .collect(Collectors.toCollection(ArrayList::new));
    }
  }

  /** By the Maven that builds the project, which has all that the template wants already. */
  private void build(Path project) throws IOException, InterruptedException {
    Path log = work.resolve("maven.log");
    ProcessBuilder maven =
        new ProcessBuilder(
                Path.of(System.getProperty("maven.home"), "bin/mvn").toString(),
                "--offline",
                "--batch-mode",
                "-Dmaven.repo.local=" + System.getProperty("maven.repository"),
                "-Dtquic.home=" + HOME,
                "package")
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    maven.environment().remove("MAVEN_OPTS");
    Process process = maven.start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("Maven ended").isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }
}
