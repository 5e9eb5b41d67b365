package org.tquic.quic.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.handler.codec.quic.QuicStreamFrame;
import java.nio.channels.ClosedChannelException;
import org.tquic.quic.connection.Connection;

/** Gives what is written to a stream's channel to the connection, as far as it has room. */
final class StreamWriter {
  private static final byte[] NO_BYTES = {};

  private final MultipathStreamChannel stream;
  private final MultipathQuicChannel connection;

  /** Something that was flushed waits for room. */
  private boolean blocked;

  /** Nothing may be written behind what was. */
  private boolean ending;

  /** Waits for the end to be sent, or null. */
  private ChannelPromise endPromise;

  StreamWriter(MultipathStreamChannel stream, MultipathQuicChannel connection) {
    this.stream = stream;
    this.connection = connection;
  }

  boolean isBlocked() {
    return blocked;
  }

  boolean isEnding() {
    return ending;
  }

  /** A frame with the end is queued. */
  void markEnding() {
    ending = true;
  }

  /** Ends the stream behind what was flushed. */
  void end(ChannelPromise promise) {
    if (ending) {
      promise.trySuccess();
      return;
    }
    ending = true;
    if (blocked) {
      endPromise = promise;
    } else {
      sendEnd();
      promise.trySuccess();
    }
  }

  /** Sends the end of the stream. */
  void sendEnd() {
    connection.connection().write(stream.streamId(), NO_BYTES, 0, 0, true);
    stream.onOutputEnd();
  }

  /** The channel is closed; what waits for the end waits in vain. */
  void onClosed() {
    if (endPromise != null) {
      endPromise.tryFailure(new ClosedChannelException());
      endPromise = null;
    }
  }

  /** Writes all that was flushed, or as much as there is room for. */
  void write(ChannelOutboundBuffer in) {
    Object message;
    while ((message = in.current()) != null) {
      if (stream.isOutputShutdown()) {
        in.remove(new ChannelOutputShutdownException("the stream's output has ended"));
        continue;
      }
      boolean fin = message instanceof QuicStreamFrame frame && frame.hasFin();
      ByteBuf content =
          message instanceof QuicStreamFrame frame ? frame.content() : (ByteBuf) message;
      if (!write(content, fin)) {
        blocked = true;
        return;
      }
      in.remove();
      if (fin) {
        stream.onOutputEnd();
      }
    }
    blocked = false;
    if (endPromise != null) {
      ChannelPromise promise = endPromise;
      endPromise = null;
      if (!stream.isOutputShutdown()) {
        sendEnd();
      }
      promise.trySuccess();
    }
  }

  /** Writes a buffer; false when there was room for a part of it only. */
  private boolean write(ByteBuf content, boolean fin) {
    Connection target = connection.connection();
    long id = stream.streamId();
    int length = content.readableBytes();
    if (content.hasArray()) {
      int offset = content.arrayOffset() + content.readerIndex();
      int taken = target.write(id, content.array(), offset, length, fin);
      content.skipBytes(taken);
      return taken == length;
    }
    byte[] piece = connection.scratch();
    int from = content.readerIndex();
    int left = length;
    do {
      // At least one byte, so that the connection notes that more room is wanted.
      int size = (int) Math.min(Math.min(left, piece.length), Math.max(1, target.writable(id)));
      size = Math.min(size, left);
      content.getBytes(from, piece, 0, size);
      int taken = target.write(id, piece, 0, size, fin && size == left);
      from += taken;
      left -= taken;
      if (taken < size) {
        break;
      }
    } while (left > 0);
    content.readerIndex(from);
    return left == 0;
  }
}
