package org.tquic.packaging.opkg;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tquic.packaging.archive.Digests;
import org.tquic.packaging.archive.Gzip;

/** {@code Packages}, by which opkg finds the packages of a folder; gzipped and signed beside it. */
public final class PackagesIndex {
  private PackagesIndex() {}

  /**
   * Writes the index.
   *
   * @param controls control fields of each package, by its file in the folder
   */
  public static void write(Path folder, Map<Path, String> controls, Optional<UsignKey> key)
      throws IOException {
    StringBuilder index = new StringBuilder();
    for (Map.Entry<Path, String> one : new TreeMap<>(controls).entrySet()) {
      Path file = one.getKey();
      index
          .append(one.getValue())
          .append("Filename: ")
          .append(file.getFileName())
          .append("\nSize: ")
          .append(Files.size(file))
          .append("\nSHA256sum: ")
          .append(HexFormat.of().formatHex(Digests.sha256(file)))
          .append("\n\n");
    }
    byte[] content = index.toString().getBytes(StandardCharsets.UTF_8);
    Files.write(folder.resolve("Packages"), content);
    try (OutputStream out =
        new Gzip(Files.newOutputStream(folder.resolve("Packages.gz")), Gzip.BEST)) {
      out.write(content);
    }
    if (key.isPresent()) {
      Files.writeString(folder.resolve("Packages.sig"), key.get().signature(content));
    }
  }
}
