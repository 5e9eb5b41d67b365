package org.tquic.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The program's folder in a package: the distribution's, with runtime and natives of the target.
 */
final class Program {
  /** Where it lies on the target. */
  static final String HOME = "usr/lib/tquic";

  private final Path image;
  private final Path natives;

  /**
   * Takes the parts of a built distribution.
   *
   * @param image the distribution's folder
   * @param natives folder of Netty's jars with natives of all targets
   */
  Program(Path image, Path natives) {
    this.image = image;
    this.natives = natives;
  }

  /** Puts the program below the folder that stands for the target's root. */
  void stage(Target target, Path runtime, Path root) throws IOException {
    Path home = root.resolve(HOME);
    for (String folder : List.of("bin", "conf")) {
      FileTrees.copy(image.resolve(folder), home.resolve(folder));
    }
    Files.copy(image.resolve("LICENSE"), home.resolve("LICENSE"));
    for (String folder : List.of("lib", "bundles")) {
      Files.createDirectories(home.resolve(folder));
      for (Path jar : jars(image.resolve(folder))) {
        // Jars with natives end in the machine that they are for.
        if (!jar.getFileName().toString().contains("-linux-")) {
          StoredJar.write(jar, home.resolve(folder).resolve(jar.getFileName()));
        }
      }
    }
    addNatives(target, home.resolve("bundles"));
    FileTrees.copy(runtime, home.resolve("jre"));
  }

  private void addNatives(Target target, Path bundles) throws IOException {
    List<Path> found =
        jars(natives).stream()
            .filter(jar -> jar.getFileName().toString().endsWith(target.netty() + ".jar"))
            .toList();
    if (found.isEmpty()) {
      throw new IOException(natives + " has no natives for " + target.netty());
    }
    for (Path jar : found) {
      StoredJar.write(jar, bundles.resolve(jar.getFileName()));
    }
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }
}
