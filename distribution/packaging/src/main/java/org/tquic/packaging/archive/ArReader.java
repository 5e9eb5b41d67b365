package org.tquic.packaging.archive;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Members of an ar archive, which is what a Debian package is: see deb(5). */
public final class ArReader {
  private static final String MAGIC = "!<arch>\n";
  private static final int HEADER = 60;

  private ArReader() {}

  /**
   * Copies the first member with such a name.
   *
   * @return its name
   * @throws IOException if there is none
   */
  public static String copy(Path archive, Predicate<String> wanted, OutputStream out)
      throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(archive))) {
      if (!MAGIC.equals(text(in, MAGIC.length()))) {
        throw new IOException(archive + " is no ar archive");
      }
      while (true) {
        byte[] header = in.readNBytes(HEADER);
        if (header.length < HEADER) {
          throw new IOException(archive + " has no such member");
        }
        String name = new String(header, 0, 16, StandardCharsets.US_ASCII).strip();
        long size = Long.parseLong(new String(header, 48, 10, StandardCharsets.US_ASCII).strip());
        if (wanted.test(name)) {
          copy(in, size, out);
          return name;
        }
        in.skipNBytes(size + (size & 1));
      }
    }
  }

  private static String text(InputStream in, int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.US_ASCII);
  }

  private static void copy(InputStream in, long size, OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = size;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new IOException("the archive ends within a member");
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }
}
