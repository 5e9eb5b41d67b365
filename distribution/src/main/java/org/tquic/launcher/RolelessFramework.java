package org.tquic.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.tquic.launcher.console.ConsoleClient;

/**
 * The framework with every bundle and neither router nor server, in a temporary folder. It did
 * nothing to the machine, so that whoever is tired of waiting just ends the process; its folders,
 * one of them in memory, go all the same.
 */
final class RolelessFramework implements AutoCloseable {
  private static final Duration STOP_BOUND = Duration.ofSeconds(10);

  private final Path folder;
  private RoleFramework framework;

  private RolelessFramework(Path folder) {
    this.folder = folder;
  }

  /** Starts it. */
  static RolelessFramework start() throws LaunchException {
    return start(Image.current(), Map.of(), event -> {});
  }

  /**
   * Starts an image with framework properties besides the usual ones.
   *
   * @param outcome told what becomes of it
   */
  static RolelessFramework start(
      Image image, Map<String, String> properties, Consumer<Map<String, Object>> outcome)
      throws LaunchException {
    if (System.getProperty("tquic.log") == null) {
      // The result is what counts, not what each bundle has to say.
      System.setProperty("tquic.log", "WARN");
    }
    Path folder;
    try {
      folder = Files.createTempDirectory("tquic-roleless");
    } catch (IOException e) {
      throw LaunchException.failed(
          "The temporary folder is of no use: " + Reasons.of(e) + ".", "Make room in /tmp.", e);
    }
    RolelessFramework made = new RolelessFramework(folder);
    Runtime.getRuntime().addShutdownHook(new Thread(made::clean, "tquic-clean"));
    try {
      made.begin(image, properties, outcome);
      return made;
    } catch (LaunchException | RuntimeException e) {
      made.clean();
      throw e;
    }
  }

  private synchronized void begin(
      Image image, Map<String, String> properties, Consumer<Map<String, Object>> outcome)
      throws LaunchException {
    StateFolder state = StateFolder.prepare(folder.toString());
    framework = RoleFramework.start(image, state, properties, outcome);
  }

  /** Removes what it keeps in files; again is harmless. */
  private synchronized void clean() {
    if (framework != null) {
      framework.clean();
    }
    FolderTree.delete(folder);
  }

  /** Bundles that were started. */
  synchronized int bundles() {
    return framework.bundles().size();
  }

  /** Its console, for a terminal of so many columns, 0 for none. */
  ConsoleClient console(int columns) throws LaunchException, IOException {
    return ConsoleClient.connect(folder, columns);
  }

  /** Stops it and removes the folder. */
  @Override
  public synchronized void close() {
    framework.stop(STOP_BOUND);
    clean();
  }
}
