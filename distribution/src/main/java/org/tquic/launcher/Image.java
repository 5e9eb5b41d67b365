package org.tquic.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The unpacked distribution.
 *
 * @param home its folder
 */
record Image(Path home) {
  /** The image that this process was started from, as {@code bin/tquic} tells. */
  static Image current() throws LaunchException {
    String home = System.getProperty("tquic.home");
    if (home == null || !Files.isDirectory(Path.of(home, "bundles"))) {
      throw LaunchException.failed(
          "The distribution's folder \"" + home + "\" holds no bundles.",
          "Start the program with bin/tquic of an unpacked distribution.");
    }
    return new Image(Path.of(home).toAbsolutePath().normalize());
  }

  /** The jars of all bundles, by name. */
  List<Path> bundles() throws LaunchException {
    Path folder = home.resolve("bundles");
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw LaunchException.failed(
          "Cannot read " + folder + ": " + Reasons.of(e), "Unpack the distribution again.", e);
    }
  }

  /** The logging configuration. */
  Path logging() {
    return home.resolve("conf").resolve("logback.xml");
  }
}
