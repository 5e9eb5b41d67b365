package org.tquic.packaging.opkg;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.tquic.packaging.PackageDescription;
import org.tquic.packaging.archive.Gzip;
import org.tquic.packaging.archive.TarWriter;

/**
 * A package of opkg, which OpenWrt uses up to 24.10: a gzipped tar of {@code debian-binary}, {@code
 * data.tar.gz} and {@code control.tar.gz}.
 */
public final class IpkPackage {
  private IpkPackage() {}

  /**
   * Writes a package.
   *
   * @param root folder that stands for the router's root
   * @param level of the compression, 1 to 9
   * @return the control fields, for the index
   */
  public static String write(
      PackageDescription about, Path root, Instant time, int level, Path file) throws IOException {
    String control = control(about, installedSize(root));
    Path data = file.resolveSibling(file.getFileName() + ".data");
    try {
      try (TarWriter tar = gzipped(Files.newOutputStream(data), level, time)) {
        tar.addTree(root, ".");
      }
      try (TarWriter tar = gzipped(Files.newOutputStream(file), level, time)) {
        tar.addFile("./debian-binary", 0644, bytes("2.0\n"));
        tar.addFile("./data.tar.gz", 0644, Files.readAllBytes(data));
        tar.addFile("./control.tar.gz", 0644, controlArchive(about, control, time));
      }
    } finally {
      Files.deleteIfExists(data);
    }
    return control;
  }

  private static byte[] controlArchive(PackageDescription about, String control, Instant time)
      throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (TarWriter tar = gzipped(archive, Gzip.BEST, time)) {
      tar.addFile("./control", 0644, bytes(control));
      if (!about.conffiles().isEmpty()) {
        tar.addFile("./conffiles", 0644, bytes(String.join("\n", about.conffiles()) + "\n"));
      }
      for (Map.Entry<String, String> script : about.scripts().entrySet()) {
        tar.addFile("./" + script.getKey(), 0755, bytes(script.getValue()));
      }
    }
    return archive.toByteArray();
  }

  private static TarWriter gzipped(OutputStream out, int level, Instant time) throws IOException {
    return new TarWriter(new BufferedOutputStream(new Gzip(out, level), 1 << 16), time);
  }

  private static String control(PackageDescription about, long installedSize) {
    StringBuilder fields = new StringBuilder();
    field(fields, "Package", about.name());
    field(fields, "Version", about.version());
    field(fields, "Depends", String.join(", ", about.depends()));
    field(fields, "Recommends", String.join(", ", about.recommends()));
    field(fields, "Provides", String.join(", ", about.provides()));
    field(fields, "Section", about.section());
    field(fields, "License", about.licence());
    field(fields, "Maintainer", about.maintainer());
    field(fields, "URL", about.url());
    field(fields, "Architecture", about.architecture());
    field(fields, "Installed-Size", String.valueOf(installedSize));
    field(fields, "Description", about.summary());
    return fields.toString();
  }

  private static void field(StringBuilder fields, String name, String value) {
    if (!value.isEmpty()) {
      fields.append(name).append(": ").append(value).append('\n');
    }
  }

  private static long installedSize(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      long size = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!Files.isSymbolicLink(file)) {
          size += Files.size(file);
        }
      }
      return size;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
