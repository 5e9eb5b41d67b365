package org.tquic.packaging.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Gzip (RFC 1952) without name and time, so that the same input gives the same output. */
public final class Gzip extends GZIPOutputStream {
  /** The level that packages are published with. */
  public static final int BEST = Deflater.BEST_COMPRESSION;

  /**
   * Compresses what is written into the stream.
   *
   * @param level 1, fast, to 9, small
   */
  public Gzip(OutputStream out, int level) throws IOException {
    super(out, 1 << 16);
    def.setLevel(level);
  }
}
