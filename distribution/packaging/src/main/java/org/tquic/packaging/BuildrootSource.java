package org.tquic.packaging;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import org.tquic.packaging.archive.Digests;
import org.tquic.packaging.archive.Gzip;
import org.tquic.packaging.archive.TarWriter;

/**
 * What {@code openwrt/net/tquic/Makefile} takes for the package's source: all its files for a kind
 * of processor, in an archive with its SHA-256 beside it.
 */
public final class BuildrootSource {
  private BuildrootSource() {}

  /**
   * Writes the archive.
   *
   * @param root folder that stands for the router's root
   * @param time the time that all files bear
   * @param folder made where missing
   * @return the archive
   */
  public static Path write(
      Target target, PackageDescription about, Path root, Instant time, Path folder)
      throws IOException {
    // The buildroot counts packages of a version by itself.
    String version = about.version().replaceFirst("-r\\d+$", "");
    String name = about.name() + "-" + version;
    Files.createDirectories(folder);
    Path archive = folder.resolve(name + "-" + target.processor() + ".tar.gz");
    try (TarWriter tar =
        new TarWriter(
            new BufferedOutputStream(new Gzip(Files.newOutputStream(archive), Gzip.BEST), 1 << 16),
            time)) {
      tar.addTree(root, name + "/root");
    }
    Files.writeString(
        folder.resolve(archive.getFileName() + ".sha256"),
        HexFormat.of().formatHex(Digests.sha256(archive)) + "  " + archive.getFileName() + "\n");
    return archive;
  }
}
