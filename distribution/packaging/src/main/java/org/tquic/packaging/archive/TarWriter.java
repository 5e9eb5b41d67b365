package org.tquic.packaging.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A tar archive (POSIX.1-1988 ustar) that depends on nothing but its contents: names sorted, one
 * time, owned by root.
 */
public final class TarWriter implements AutoCloseable {
  private static final int BLOCK = 512;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_PREFIX = 155;

  private final OutputStream out;
  private final Instant time;

  /** Writes to the stream, which {@link #close} closes; each entry bears the time. */
  public TarWriter(OutputStream out, Instant time) {
    this.out = out;
    this.time = time;
  }

  /**
   * Adds a folder with all that is in it, under another name.
   *
   * @param name what the folder is called in the archive, such as {@code .}
   * @throws IOException also for names that ustar cannot hold (100 bytes and a prefix of 155)
   */
  public void addTree(Path folder, String name) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      String relative = folder.relativize(file).toString();
      add(file, relative.isEmpty() ? name : name + "/" + relative);
    }
  }

  private void add(Path file, String name) throws IOException {
    if (Files.isSymbolicLink(file)) {
      out.write(header(name, 0777, 0, '2', Files.readSymbolicLink(file).toString()));
    } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      out.write(header(name + "/", mode(file), 0, '5', ""));
    } else {
      long size = Files.size(file);
      out.write(header(name, mode(file), size, '0', ""));
      Files.copy(file, out);
      out.write(new byte[(int) (-size & BLOCK - 1)]);
    }
  }

  /** Adds a regular file. */
  public void addFile(String name, int mode, byte[] content) throws IOException {
    out.write(header(name, mode, content.length, '0', ""));
    out.write(content);
    out.write(new byte[-content.length & BLOCK - 1]);
  }

  @Override
  public void close() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.close();
  }

  /**
   * The mode that a file has in a package: what its owner may is kept, all others get what the
   * group has, and nobody but the owner may write. So it does not depend on the builder's umask.
   */
  public static int mode(Path file) throws IOException {
    Set<PosixFilePermission> permissions =
        Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
    boolean executable = permissions.contains(PosixFilePermission.OWNER_EXECUTE);
    boolean shared = permissions.contains(PosixFilePermission.GROUP_READ);
    int mode = executable ? 0700 : 0600;
    if (shared) {
      mode |= executable ? 055 : 044;
    }
    return mode;
  }

  private byte[] header(String path, int mode, long size, char type, String target)
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
    octal(block, 136, 12, time.getEpochSecond());
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
}
