import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A tar file (POSIX ustar, gzipped) that depends on nothing but its contents: names sorted, one
 * time, owner 0, modes 755 and 644.
 */
final class Archive {
  private static final int BLOCK = 512;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_PREFIX = 155;

  private Archive() {}

  /** Packs the folder's contents under the name {@code root}. */
  static void write(Path folder, String root, FileTime time, Path archive) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.sorted().toList();
    }
    try (OutputStream out =
        new BufferedOutputStream(new BestGzip(Files.newOutputStream(archive)), 1 << 16)) {
      for (Path file : files) {
        Path relative = folder.relativize(file);
        String name = relative.toString().isEmpty() ? root : root + "/" + relative;
        if (Files.isSymbolicLink(file)) {
          out.write(header(name, 0777, 0, time, '2', Files.readSymbolicLink(file).toString()));
        } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          out.write(header(name + "/", 0755, 0, time, '5', ""));
        } else {
          int mode = Files.isExecutable(file) ? 0755 : 0644;
          long size = Files.size(file);
          out.write(header(name, mode, size, time, '0', ""));
          Files.copy(file, out);
          out.write(new byte[(int) (-size & BLOCK - 1)]);
        }
      }
      out.write(new byte[2 * BLOCK]);
    }
  }

  private static byte[] header(
      String path, int mode, long size, FileTime time, char type, String target)
      throws IOException {
    byte[] block = new byte[BLOCK];
    int split = 0;
    if (path.length() > LONGEST_NAME) {
      split = path.indexOf('/', path.length() - LONGEST_NAME - 1);
      if (split < 0 || split > LONGEST_PREFIX || split == path.length() - 1) {
        throw new IOException("name too long for tar: " + path);
      }
    }
    text(block, 0, LONGEST_NAME, split == 0 ? path : path.substring(split + 1));
    octal(block, 100, 8, mode);
    octal(block, 108, 8, 0);
    octal(block, 116, 8, 0);
    octal(block, 124, 12, size);
    octal(block, 136, 12, time.toInstant().getEpochSecond());
    text(block, 148, 8, "        ");
    block[156] = (byte) type;
    text(block, 157, 100, target);
    text(block, 257, 6, "ustar");
    text(block, 263, 2, "00");
    text(block, 265, 32, "root");
    text(block, 297, 32, "root");
    text(block, 345, LONGEST_PREFIX, split == 0 ? "" : path.substring(0, split));
    int sum = 0;
    for (byte value : block) {
      sum += value & 0xff;
    }
    octal(block, 148, 7, sum);
    return block;
  }

  private static void text(byte[] block, int offset, int length, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > length) {
      throw new IOException("too long for tar: " + text);
    }
    System.arraycopy(bytes, 0, block, offset, bytes.length);
  }

  private static void octal(byte[] block, int offset, int length, long value) throws IOException {
    text(block, offset, length, String.format("%0" + (length - 1) + "o\0", value));
  }

  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
