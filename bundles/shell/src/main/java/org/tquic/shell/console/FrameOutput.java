package org.tquic.shell.console;

import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import org.tquic.shell.wire.Frame;
import org.tquic.shell.wire.FrameType;

/**
 * Turns what a command prints into frames. A client that does not read makes the queue full and the
 * command wait.
 */
final class FrameOutput extends OutputStream {
  private static final int PIECE_BYTES = 8 * 1024;

  private final FrameType type;
  private final BlockingQueue<Frame> queue;
  private final byte[] piece = new byte[PIECE_BYTES];
  private int filled;

  FrameOutput(FrameType type, BlockingQueue<Frame> queue) {
    this.type = type;
    this.queue = queue;
  }

  @Override
  public synchronized void write(int value) throws InterruptedIOException {
    piece[filled++] = (byte) value;
    if (filled == PIECE_BYTES) {
      flush();
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length)
      throws InterruptedIOException {
    int done = 0;
    while (done < length) {
      int part = Math.min(length - done, PIECE_BYTES - filled);
      System.arraycopy(bytes, offset + done, piece, filled, part);
      filled += part;
      done += part;
      if (filled == PIECE_BYTES) {
        flush();
      }
    }
  }

  @Override
  public synchronized void flush() throws InterruptedIOException {
    if (filled == 0) {
      return;
    }
    Frame frame = new Frame(type, Arrays.copyOf(piece, filled));
    filled = 0;
    try {
      queue.put(frame);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while the client did not read");
    }
  }

  /** A stream that commands close must not close the console. */
  @Override
  public void close() throws InterruptedIOException {
    flush();
  }
}
