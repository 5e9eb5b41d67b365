package org.tquic.packaging.debian;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tquic.packaging.PackageDescription;
import org.tquic.packaging.archive.ArWriter;
import org.tquic.packaging.archive.Digests;
import org.tquic.packaging.archive.Gzip;
import org.tquic.packaging.archive.TarWriter;

/** A package of dpkg: see deb(5) and deb-control(5). */
public final class DebPackage {
  private final PackageDescription about;
  private final Path root;
  private final Instant time;
  private final int level;

  private DebPackage(PackageDescription about, Path root, Instant time, int level) {
    this.about = about;
    this.root = root;
    this.time = time;
    this.level = level;
  }

  /**
   * Writes a package.
   *
   * @param root folder that stands for the machine's root
   * @param level of the compression, 1 to 9
   */
  public static void write(PackageDescription about, Path root, Instant time, int level, Path file)
      throws IOException {
    new DebPackage(about, root, time, level).write(file);
  }

  private void write(Path file) throws IOException {
    Path parts = Files.createTempDirectory("tquic-deb");
    Path binary = parts.resolve("debian-binary");
    Path control = parts.resolve("control.tar.gz");
    Path data = parts.resolve("data.tar.gz");
    try {
      Files.writeString(binary, "2.0\n");
      try (TarWriter tar = gzipped(control)) {
        writeControl(tar);
      }
      try (TarWriter tar = gzipped(data)) {
        tar.addTree(root, ".");
      }
      try (ArWriter ar =
          new ArWriter(new BufferedOutputStream(Files.newOutputStream(file)), time)) {
        for (Path part : List.of(binary, control, data)) {
          ar.add(part.getFileName().toString(), part);
        }
      }
    } finally {
      for (Path part : List.of(binary, control, data, parts)) {
        Files.deleteIfExists(part);
      }
    }
  }

  private TarWriter gzipped(Path file) throws IOException {
    OutputStream out = Files.newOutputStream(file);
    return new TarWriter(new BufferedOutputStream(new Gzip(out, level), 1 << 16), time);
  }

  private void writeControl(TarWriter tar) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files =
          all.filter(Files::isRegularFile)
              .filter(file -> !Files.isSymbolicLink(file))
              .sorted()
              .toList();
    }
    StringBuilder sums = new StringBuilder();
    long kibibytes = 0;
    for (Path file : files) {
      kibibytes += (Files.size(file) + 1023) / 1024;
      sums.append(HexFormat.of().formatHex(Digests.md5(file)))
          .append("  ")
          .append(root.relativize(file))
          .append('\n');
    }
    tar.addFile("./control", 0644, bytes(control(kibibytes)));
    tar.addFile("./md5sums", 0644, bytes(sums.toString()));
    if (!about.conffiles().isEmpty()) {
      tar.addFile("./conffiles", 0644, bytes(String.join("\n", about.conffiles()) + "\n"));
    }
    for (Map.Entry<String, String> script : about.scripts().entrySet()) {
      tar.addFile("./" + script.getKey(), 0755, bytes(script.getValue()));
    }
  }

  private String control(long kibibytes) {
    return """
        Package: %s
        Version: %s
        Architecture: %s
        Maintainer: %s
        Installed-Size: %d
        Depends: %s
        Section: %s
        Priority: optional
        Description: %s
        %s"""
        .formatted(
            about.name(),
            about.version(),
            about.architecture(),
            about.maintainer(),
            kibibytes,
            String.join(", ", about.depends()),
            about.section(),
            about.summary(),
            // Lines that go on begin with a space.
            about.details().lines().map(line -> " " + line + "\n").collect(Collectors.joining()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
