package org.tquic.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.tquic.launcher.console.ConsoleClient;

/** The framework with every bundle and neither router nor server, in a temporary folder. */
final class RolelessFramework implements AutoCloseable {
  private static final Duration STOP_BOUND = Duration.ofSeconds(10);

  private final Path folder;
  private final RoleFramework framework;

  private RolelessFramework(Path folder, RoleFramework framework) {
    this.folder = folder;
    this.framework = framework;
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
    try {
      StateFolder state = StateFolder.prepare(folder.toString());
      return new RolelessFramework(folder, RoleFramework.start(image, state, properties, outcome));
    } catch (LaunchException | RuntimeException e) {
      FolderTree.delete(folder);
      throw e;
    }
  }

  /** Bundles that were started. */
  int bundles() {
    return framework.bundles().size();
  }

  /** Its console, for a terminal of so many columns, 0 for none. */
  ConsoleClient console(int columns) throws LaunchException, IOException {
    return ConsoleClient.connect(folder, columns);
  }

  /** Stops it and removes the folder. */
  @Override
  public void close() {
    framework.stop(STOP_BOUND);
    FolderTree.delete(folder);
  }
}
