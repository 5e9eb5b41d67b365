package org.tquic.masque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import java.util.concurrent.TimeUnit;

/**
 * Sends zeroes on a stream for a time, as fast as the stream takes them and without having more
 * than its buffer wait. Used on the stream's event loop.
 */
final class ZeroSource {
  private static final int CHUNK_BYTES = 16 * 1024;
  private static final ByteBuf CHUNK =
      Unpooled.unreleasableBuffer(
          Unpooled.directBuffer(CHUNK_BYTES).writeZero(CHUNK_BYTES).asReadOnly());

  /** A stream that takes anything must not keep the loop from its other work. */
  private static final int CHUNKS_AT_ONCE = 64;

  private static final long PAUSE_MS = 1;

  private final Channel stream;
  private final Runnable done;
  private long leftBytes;
  private boolean over;

  /** What is flushed makes room, and that is told at once. */
  private boolean sending;

  /**
   * Has sent nothing yet.
   *
   * @param done called when the time is over or enough is sent
   */
  ZeroSource(Channel stream, int seconds, long maxBytes, Runnable done) {
    this.stream = stream;
    this.done = done;
    this.leftBytes = maxBytes;
    stream.eventLoop().schedule(this::finish, seconds, TimeUnit.SECONDS);
  }

  /** Sends what the stream takes now; called again when it takes more. */
  void send() {
    if (sending) {
      return;
    }
    sending = true;
    int chunks = CHUNKS_AT_ONCE;
    while (!over && leftBytes > 0 && chunks > 0 && stream.isWritable()) {
      int bytes = (int) Math.min(CHUNK_BYTES, leftBytes);
      leftBytes -= bytes;
      chunks--;
      stream.writeAndFlush(new DefaultHttp3DataFrame(CHUNK.retainedSlice(0, bytes)));
    }
    sending = false;
    if (leftBytes == 0) {
      finish();
    } else if (chunks == 0) {
      stream.eventLoop().schedule(this::send, PAUSE_MS, TimeUnit.MILLISECONDS);
    }
  }

  private void finish() {
    if (!over && stream.isActive()) {
      over = true;
      done.run();
    }
  }
}
