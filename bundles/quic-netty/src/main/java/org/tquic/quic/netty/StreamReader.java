package org.tquic.quic.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.quic.DefaultQuicStreamFrame;
import io.netty.handler.codec.quic.QuicStreamFrame;

/** Takes bytes from a stream to its pipeline, as its handlers ask for them. */
final class StreamReader {
  private static final int MAX_BUFFER_BYTES = 1 << 16;
  private static final byte[] NO_BYTES = {};

  private final MultipathStreamChannel stream;
  private final MultipathQuicChannel connection;

  /** The connection has told of bytes or the end, and not all were read since. */
  private boolean waiting;

  private boolean readPending;
  private boolean queued;

  StreamReader(MultipathStreamChannel stream, MultipathQuicChannel connection) {
    this.stream = stream;
    this.connection = connection;
  }

  void onReadable() {
    waiting = true;
    queue();
  }

  void beginRead() {
    readPending = true;
    if (waiting) {
      queue();
      connection.requestTurn();
    }
  }

  private void queue() {
    if (!queued) {
      queued = true;
      connection.streams().noteReadable(stream);
      connection.events().noteRead();
    }
  }

  /** Whether a handler wants bytes. */
  boolean isWanted() {
    queued = false;
    return waiting && (readPending || stream.config().isAutoRead());
  }

  /** Reads as many buffers as one read is to have, and tells the end of the stream. */
  void read() {
    ChannelPipeline pipeline = stream.pipeline();
    var handle = stream.unsafe().recvBufAllocHandle();
    handle.reset(stream.config());
    boolean frames = stream.config().isReadFrames();
    boolean endTold = false;
    do {
      int readable = readable();
      if (readable <= 0) {
        waiting = readable < 0;
        break;
      }
      ByteBuf buffer = take(Math.min(readable, MAX_BUFFER_BYTES));
      handle.attemptedBytesRead(buffer.readableBytes());
      handle.lastBytesRead(buffer.readableBytes());
      handle.incMessagesRead(1);
      readPending = false;
      endTold = frames && readable() < 0;
      pipeline.fireChannelRead(frames ? new DefaultQuicStreamFrame(buffer, endTold) : buffer);
    } while (!endTold && stream.isReading() && handle.continueReading());
    boolean ended = stream.isReading() && readable() < 0;
    if (ended) {
      // Lets the connection forget the stream.
      connection.connection().read(stream.streamId(), NO_BYTES, 0, 0);
      waiting = false;
      readPending = false;
      if (frames && !endTold) {
        pipeline.fireChannelRead(QuicStreamFrame.EMPTY_FIN);
      }
    }
    handle.readComplete();
    pipeline.fireChannelReadComplete();
    if (ended) {
      stream.onInputEnd();
    }
  }

  /** Bytes that can be read, -1 at the end. */
  private int readable() {
    return connection.connection().readable(stream.streamId());
  }

  private ByteBuf take(int length) {
    ByteBuf buffer = stream.alloc().heapBuffer(length);
    int count =
        connection
            .connection()
            .read(
                stream.streamId(),
                buffer.array(),
                buffer.arrayOffset() + buffer.writerIndex(),
                length);
    return buffer.writerIndex(buffer.writerIndex() + Math.max(count, 0));
  }
}
