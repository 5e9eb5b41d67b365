package org.tquic.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The unpacked distribution.
 *
 * @param home its folder
 * @param folders where the bundles lie that are to run
 */
record Image(Path home, List<Path> folders) {
  /** The image that this process was started from, as {@code bin/tquic} tells. */
  static Image current() throws LaunchException {
    String home = System.getProperty("tquic.home");
    if (home == null || !Files.isDirectory(Path.of(home, "bundles"))) {
      throw LaunchException.failed(
          "The distribution's folder \"" + home + "\" holds no bundles.",
          "Start the program with bin/tquic of an unpacked distribution.");
    }
    Path folder = Path.of(home).toAbsolutePath().normalize();
    return new Image(folder, List.of(folder.resolve("bundles")));
  }

  /** The same with the bundles of another folder. */
  Image with(Path folder) {
    return new Image(home, Stream.concat(folders.stream(), Stream.of(folder)).toList());
  }

  /** The jars of all bundles, by name, folder by folder. */
  List<Path> bundles() throws LaunchException {
    List<Path> jars = new ArrayList<>();
    for (Path folder : folders) {
      jars.addAll(jars(folder));
    }
    return jars;
  }

  private static List<Path> jars(Path folder) throws LaunchException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw LaunchException.failed(
          "Cannot read " + folder + ": " + Reasons.of(e), "See that it is there and readable.", e);
    }
  }

  /** The logging configuration. */
  Path logging() {
    return home.resolve("conf").resolve("logback.xml");
  }
}
