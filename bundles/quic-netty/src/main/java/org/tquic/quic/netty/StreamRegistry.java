package org.tquic.quic.netty;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.quic.QuicException;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.handler.codec.quic.QuicTransportError;
import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.concurrent.Promise;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Queue;

/** The stream channels of one connection. */
final class StreamRegistry {
  /** The bit of a stream ID that tells the kind, RFC 9000 section 2.1. */
  private static final long UNIDIRECTIONAL = 2;

  private static final MultipathStreamChannel[] NONE = {};

  private final MultipathQuicChannel connection;
  private final ChannelHandler peerStreamHandler;
  private final LongObjectHashMap<MultipathStreamChannel> open = new LongObjectHashMap<>();
  private final Queue<MultipathStreamChannel> writable = new ArrayDeque<>();

  /** Those with something to read; for which the handlers may ask while others are read. */
  private Queue<MultipathStreamChannel> readable = new ArrayDeque<>();

  private Queue<MultipathStreamChannel> nextReadable = new ArrayDeque<>();

  /**
   * @param peerStreamHandler put into the pipeline of each stream that the peer opens, or null
   */
  StreamRegistry(MultipathQuicChannel connection, ChannelHandler peerStreamHandler) {
    this.connection = connection;
    this.peerStreamHandler = peerStreamHandler;
  }

  MultipathStreamChannel get(long streamId) {
    return open.get(streamId);
  }

  void remove(MultipathStreamChannel stream) {
    open.remove(stream.streamId());
  }

  /** Opens a stream of our own. */
  void create(QuicStreamType type, ChannelHandler handler, Promise<QuicStreamChannel> promise) {
    if (!connection.isActive()) {
      promise.tryFailure(new ClosedChannelException());
      return;
    }
    if (!promise.setUncancellable()) {
      return;
    }
    long id = connection.connection().openStream(type == QuicStreamType.BIDIRECTIONAL);
    if (id < 0) {
      promise.setFailure(
          new QuicException(
              "the peer lets no more "
                  + (type == QuicStreamType.BIDIRECTIONAL ? "bidirectional" : "unidirectional")
                  + " streams be opened now",
              QuicTransportError.STREAM_LIMIT_ERROR));
      return;
    }
    MultipathStreamChannel stream = new MultipathStreamChannel(connection, id, type, true);
    open.put(id, stream);
    if (handler != null) {
      stream.pipeline().addLast(handler);
    }
    connection
        .eventLoop()
        .register(stream)
        .addListener(
            registered -> {
              if (registered.isSuccess()) {
                promise.setSuccess(stream);
              } else {
                remove(stream);
                promise.setFailure(registered.cause());
              }
            });
  }

  /** The peer has opened a stream; no handler learns of it yet. */
  MultipathStreamChannel addOpened(long streamId) {
    QuicStreamType type =
        (streamId & UNIDIRECTIONAL) == 0
            ? QuicStreamType.BIDIRECTIONAL
            : QuicStreamType.UNIDIRECTIONAL;
    MultipathStreamChannel stream = new MultipathStreamChannel(connection, streamId, type, false);
    open.put(streamId, stream);
    return stream;
  }

  /** No handler of the connection kept a stream of the peer's for itself. */
  void register(MultipathStreamChannel stream) {
    if (peerStreamHandler != null) {
      stream.pipeline().addLast(peerStreamHandler);
    }
    connection.eventLoop().register(stream);
  }

  void noteWritable(long streamId) {
    MultipathStreamChannel stream = open.get(streamId);
    if (stream != null) {
      writable.add(stream);
    }
  }

  /** Goes on with writes that the connection had no room for. */
  void onWritable() {
    MultipathStreamChannel stream;
    while ((stream = writable.poll()) != null) {
      stream.resumeWriting();
    }
  }

  /** Has a stream read at the end of the turn. */
  void noteReadable(MultipathStreamChannel stream) {
    nextReadable.add(stream);
  }

  /** Reads what there is, once for each stream. */
  void read() {
    Queue<MultipathStreamChannel> due = nextReadable;
    nextReadable = readable;
    readable = due;
    MultipathStreamChannel stream;
    while ((stream = due.poll()) != null) {
      stream.readNow();
    }
  }

  /** The connection is over. */
  void closeAll() {
    for (MultipathStreamChannel stream : open.values().toArray(NONE)) {
      stream.closeWithConnection();
    }
    open.clear();
  }
}
