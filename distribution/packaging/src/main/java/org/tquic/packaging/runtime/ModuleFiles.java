package org.tquic.packaging.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tquic.packaging.FileTrees;

/**
 * Modules made again from an unpacked Java runtime of Debian's: its classes lie in one file for all
 * modules, libraries and settings in folders. Debian has no package of the modules alone, and its
 * development kit, which has them, is six times as big.
 */
final class ModuleFiles {
  private static final Map<String, List<String>> LIBRARIES =
      Map.of(
          "java.base",
          List.of(
              "libjava.so",
              "libjimage.so",
              "libjli.so",
              "libnet.so",
              "libnio.so",
              "libsyslookup.so",
              "libverify.so",
              "libzip.so",
              "server/libjvm.so",
              "tzdb.dat"),
          "java.management",
          List.of("libmanagement.so"));

  private static final Map<String, List<String>> SETTINGS =
      Map.of(
          "java.base",
          List.of(
              "security/java.security",
              "security/policy/unlimited/default_US_export.policy",
              "security/policy/unlimited/default_local.policy",
              "net.properties"),
          "java.logging",
          List.of("logging.properties"),
          "java.xml",
          List.of("jaxp.properties"));

  private final Path java;
  private final Path settings;
  private final Path work;
  private final String platform;

  /**
   * Takes the files of a runtime.
   *
   * @param root where Debian's packages were unpacked
   * @param debian architecture
   */
  ModuleFiles(Path root, String debian, Path work) {
    this.java = root.resolve("usr/lib/jvm/java-25-openjdk-" + debian);
    this.settings = root.resolve("etc/java-25-openjdk");
    this.work = work;
    this.platform = debian.equals("arm64") ? "linux-aarch64" : "linux-" + debian;
  }

  /** Makes a {@code .jmod} of each module in a folder. */
  Path create(List<String> modules) throws IOException, InterruptedException {
    Path classes = work.resolve("classes");
    FileTrees.delete(classes);
    String names = String.join("|", modules).replace(".", "\\.");
    Tools.jimage(
        "extract",
        "--dir",
        classes.toString(),
        "--include",
        "regex:/(" + names + ")/.*",
        java.resolve("lib/modules").toString());
    removeGenerated(classes.resolve("java.base"));
    Path made = Files.createDirectories(work.resolve("jmods"));
    for (String module : modules) {
      create(module, classes.resolve(module), made.resolve(module + ".jmod"));
    }
    return made;
  }

  /** What the linker made for Debian's choice of modules; it makes them anew for ours. */
  private static void removeGenerated(Path base) throws IOException {
    for (String pattern :
        List.of(
            "java/lang/invoke/BoundMethodHandle$Species_*.class",
            "jdk/internal/module/SystemModules$*.class")) {
      Path folder = base.resolve(pattern).getParent();
      String glob = pattern.substring(pattern.lastIndexOf('/') + 1);
      try (var found = Files.newDirectoryStream(folder, glob)) {
        for (Path file : found) {
          Files.delete(file);
        }
      }
    }
  }

  private void create(String module, Path classes, Path jmod)
      throws IOException, InterruptedException {
    Path parts = work.resolve("parts").resolve(module);
    FileTrees.delete(parts);
    Path libraries = Files.createDirectories(parts.resolve("lib"));
    Path configuration = Files.createDirectories(parts.resolve("conf"));
    Path legal = Files.createDirectories(parts.resolve("legal"));
    Path commands = Files.createDirectories(parts.resolve("bin"));
    for (String name : LIBRARIES.getOrDefault(module, List.of())) {
      copy(java.resolve("lib").resolve(name), libraries.resolve(name));
    }
    for (String name : SETTINGS.getOrDefault(module, List.of())) {
      copy(settings.resolve(name), configuration.resolve(name));
    }
    if (module.equals("java.base")) {
      copy(java.resolve("bin/java"), commands.resolve("java"));
      Files.writeString(libraries.resolve("jvm.cfg"), "-server KNOWN\n");
    }
    copyLegal(java.resolve("legal").resolve(module), legal);
    List<String> arguments = new ArrayList<>(List.of("create"));
    arguments.addAll(List.of("--class-path", classes.toString()));
    arguments.addAll(List.of("--libs", libraries.toString()));
    arguments.addAll(List.of("--config", configuration.toString()));
    arguments.addAll(List.of("--legal-notices", legal.toString()));
    arguments.addAll(List.of("--cmds", commands.toString()));
    // It also makes the module anew without the digests of the modules it was once linked with.
    arguments.addAll(List.of("--target-platform", platform));
    arguments.add(jmod.toString());
    Files.deleteIfExists(jmod);
    Tools.jmod(arguments);
  }

  private static void copyLegal(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    try (Stream<Path> files = Files.list(from)) {
      for (Path file :
          files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to);
    Files.setPosixFilePermissions(
        to, PosixFilePermissions.fromString(Files.isExecutable(from) ? "rwxr-xr-x" : "rw-r--r--"));
  }
}
