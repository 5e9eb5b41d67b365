package org.tquic.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.tquic.launcher.console.ConsoleClient;

/**
 * {@code tquic self-test}: the framework with every bundle in a temporary folder, and a bond over
 * the loopback device. The build runs it too, to record which classes a start and a connection
 * need, and how their methods run.
 */
final class SelfTest {
  private static final List<String> COMMANDS =
      List.of("felix:lb", "felix:help", "help", "help tquic:paths");

  private static final Duration BOUND = Duration.ofMinutes(2);

  private SelfTest() {}

  /** Runs it; returns the exit status. */
  static int run(PrintStream out) throws LaunchException {
    if (System.getProperty("tquic.log") == null) {
      // Its result is what counts, not what each bundle has to say.
      System.setProperty("tquic.log", "WARN");
    }
    try {
      Path folder = Files.createTempDirectory("tquic-self-test");
      try {
        return run(StateFolder.prepare(folder.toString()), out);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw LaunchException.failed(
          "The temporary folder is of no use: " + Reasons.of(e) + ".", "Make room in /tmp.", e);
    }
  }

  private static int run(StateFolder state, PrintStream out) throws LaunchException, IOException {
    long start = System.nanoTime();
    BlockingQueue<Map<String, Object>> events = new LinkedBlockingQueue<>();
    RoleFramework framework =
        RoleFramework.start(Image.current(), state, Map.of("tquic.role", "self-test"), events::add);
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    try (ConsoleClient console = ConsoleClient.connect(state.path(), 0)) {
      out.println(framework.bundles().size() + " bundles started in " + millis + " ms");
      boolean good = carries(events, out);
      int failed = 0;
      for (String command : COMMANDS) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        int status = console.run(command, stream, stream);
        if (status != 0) {
          out.println(command + " ended with status " + status + ": " + output);
          failed++;
        }
      }
      out.println(COMMANDS.size() - failed + " of " + COMMANDS.size() + " console commands good");
      return good && failed == 0 ? 0 : LaunchException.FAILED;
    } finally {
      framework.stop(Duration.ofSeconds(10));
    }
  }

  /** Waits for what the test's role has to say. */
  private static boolean carries(BlockingQueue<Map<String, Object>> events, PrintStream out) {
    Map<String, Object> event;
    try {
      event = events.poll(BOUND.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    out.println(event == null ? "no packets were carried in time" : event.get("message"));
    return event != null && event.get("event").equals("ready");
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
