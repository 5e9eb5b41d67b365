package org.tquic.packaging.apk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * The blocks of an ADB file, see apk-v3(5): the database, its signature, data; deflated as a whole.
 */
final class AdbFile implements AutoCloseable {
  /** Schema of a package, {@code pckg}. */
  static final int PACKAGE = 0x676b6370;

  /** Schema of an index, {@code indx}. */
  static final int INDEX = 0x78646e69;

  private static final int FORMAT = 0x2e424441;
  private static final int ALIGNMENT = 8;

  private enum Block {
    ADB,
    SIG,
    DATA
  }

  private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
  private final OutputStream out;

  /**
   * Begins a file with its database.
   *
   * @param key what signs the database; without one it is unsigned, and installed with {@code
   *     --allow-untrusted} only
   */
  AdbFile(Path file, int schema, byte[] database, Optional<ApkKey> key) throws IOException {
    OutputStream raw = Files.newOutputStream(file);
    // "d" after the magic: a deflated ADB file.
    raw.write("ADBd".getBytes(StandardCharsets.US_ASCII));
    out = new DeflaterOutputStream(raw, deflater, 1 << 16);
    out.write(word(FORMAT));
    out.write(word(schema));
    block(Block.ADB, database);
    if (key.isPresent()) {
      block(Block.SIG, key.get().signature(schema, database));
    }
  }

  /**
   * Adds the content of a regular file that is not empty.
   *
   * @param folder number of its folder in the package's paths, from 1
   * @param number its own number there, from 1
   */
  void data(int folder, int number, Path content) throws IOException {
    long length = 8 + Files.size(content);
    out.write(header(Block.DATA, length));
    out.write(word(folder));
    out.write(word(number));
    Files.copy(content, out);
    pad(length);
  }

  private void block(Block type, byte[] payload) throws IOException {
    out.write(header(type, payload.length));
    out.write(payload);
    pad(payload.length);
  }

  private static byte[] header(Block type, long length) throws IOException {
    if (length + 4 > 0x3fff_ffff) {
      throw new IOException("a block of " + length + " bytes is too long");
    }
    return word(type.ordinal() << 30 | (int) length + 4);
  }

  private void pad(long length) throws IOException {
    out.write(new byte[(int) (-(length + 4) & ALIGNMENT - 1)]);
  }

  private static byte[] word(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  @Override
  public void close() throws IOException {
    out.close();
    deflater.end();
  }
}
