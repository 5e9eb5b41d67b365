package org.tquic.packaging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.tquic.packaging.archive.Gzip;

/** The changelog that a package of Debian has to bring (Debian Policy section 12.7). */
final class DebianChangelog {
  /** As {@code date -R} prints it. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss xx", Locale.ROOT);

  private DebianChangelog() {}

  /** Writes it below the folder that stands for the machine's root, with this version alone. */
  static void write(PackageDescription about, Instant time, Path root) throws IOException {
    String entry =
        """
        %s (%s) unstable; urgency=medium

          * This version of TQUIC Bond; its sources tell what changed.

         -- %s  %s
        """
            .formatted(
                about.name(),
                about.version(),
                about.maintainer(),
                DATE.format(time.atOffset(ZoneOffset.UTC)));
    Path file = root.resolve("usr/share/doc").resolve(about.name()).resolve("changelog.Debian.gz");
    Files.createDirectories(file.getParent());
    try (OutputStream out = new Gzip(Files.newOutputStream(file), Gzip.BEST)) {
      out.write(entry.getBytes(StandardCharsets.UTF_8));
    }
  }
}
