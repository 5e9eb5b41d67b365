package org.tquic.lab;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tquic.linux.Poller;

/** Command lines that run classes of the lab with the Java runtime of this program. */
public final class JavaCommand {
  private JavaCommand() {}

  /**
   * Runs a main class of this jar.
   *
   * @param maxHeapMb megabytes of heap at most
   */
  public static List<String> of(Class<?> main, int maxHeapMb, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:-UsePerfData");
    command.add("-Xshare:auto");
    command.add("-Xmx" + maxHeapMb + "m");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(String.join(":", classPath()));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Folder of the jar with these classes. */
  static Path jarFolder() {
    return placeOf(JavaCommand.class).getParent();
  }

  // Not java.class.path: a launcher may have loaded these classes in another way.
  private static Set<String> classPath() {
    Set<String> places = new LinkedHashSet<>();
    for (Class<?> part : List.of(JavaCommand.class, Poller.class)) {
      places.add(placeOf(part).toString());
    }
    return places;
  }

  private static Path placeOf(Class<?> part) {
    try {
      return Path.of(part.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("where is " + part + "?", e);
    }
  }
}
