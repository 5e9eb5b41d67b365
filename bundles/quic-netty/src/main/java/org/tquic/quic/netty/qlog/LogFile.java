package org.tquic.quic.netty.qlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The file of one log, made with its first record. Used by the writer's thread alone. */
final class LogFile {
  /** The JDK copies what it writes into memory of its own that is as large, and keeps that. */
  private static final int SLICE_BYTES = 1 << 16;

  private final Path path;

  /** Set on the log's loop. */
  private volatile boolean proven;

  private FileChannel channel;
  private long writtenBytes;

  LogFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /** The peer is authenticated. */
  void prove() {
    proven = true;
  }

  boolean isProven() {
    return proven;
  }

  /** Whole records in the file. */
  long writtenBytes() {
    return writtenBytes;
  }

  /** Appends whole records: all or, with an exception, none. */
  void write(byte[] array, int offset, int length) throws IOException {
    if (channel == null) {
      channel = QlogFolder.create(path);
    }
    try {
      for (int done = 0; done < length; ) {
        int slice = Math.min(SLICE_BYTES, length - done);
        done += channel.write(ByteBuffer.wrap(array, offset + done, slice));
      }
      writtenBytes += length;
    } catch (IOException e) {
      cutTo(writtenBytes, e);
      throw e;
    }
  }

  private void cutTo(long bytes, IOException cause) {
    try {
      channel.truncate(bytes);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
