package org.tquic.packaging;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A jar whose entries are not compressed. A package with such jars is smaller, since its own
 * compression sees through them, and classes load without inflating. Signatures of jars cover the
 * entries and stay valid.
 */
final class StoredJar {
  private StoredJar() {}

  static void write(Path jar, Path stored) throws IOException {
    try (ZipFile in = new ZipFile(jar.toFile());
        ZipOutputStream out =
            new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(stored)))) {
      out.setMethod(ZipOutputStream.STORED);
      Enumeration<? extends ZipEntry> entries = in.entries();
      while (entries.hasMoreElements()) {
        ZipEntry from = entries.nextElement();
        ZipEntry to = new ZipEntry(from.getName());
        to.setTime(from.getTime());
        to.setSize(from.getSize());
        to.setCrc(from.isDirectory() ? 0 : from.getCrc());
        out.putNextEntry(to);
        try (var content = in.getInputStream(from)) {
          content.transferTo(out);
        }
        out.closeEntry();
      }
    }
  }
}
