package org.tquic.quic.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.handler.codec.quic.QuicStreamAddress;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamFrame;
import io.netty.handler.codec.quic.QuicStreamPriority;
import io.netty.handler.codec.quic.QuicStreamResetException;
import io.netty.handler.codec.quic.QuicStreamType;

/**
 * A stream as a channel. Its two directions end on their own; the channel closes when both have.
 * What is not read stays in the connection and counts against the peer's flow control.
 */
final class MultipathStreamChannel extends EngineChannel implements QuicStreamChannel {
  /** RFC 9218 section 4.1. */
  private static final int LEAST_URGENT = 7;

  private final MultipathQuicChannel connection;
  private final long id;
  private final QuicStreamType type;
  private final boolean local;
  private final StreamConfig config;
  private final QuicStreamAddress address;
  private final StreamReader reader;
  private final StreamWriter writer;
  private volatile QuicStreamPriority priority;
  private volatile boolean inputShutdown;
  private volatile boolean outputShutdown;

  /**
   * @param local whether this side has opened it
   */
  MultipathStreamChannel(
      MultipathQuicChannel connection, long id, QuicStreamType type, boolean local) {
    super(connection, connection.loop());
    this.connection = connection;
    this.id = id;
    this.type = type;
    this.local = local;
    config = new StreamConfig(this);
    address = new QuicStreamAddress(id);
    reader = new StreamReader(this, connection);
    writer = new StreamWriter(this, connection);
    boolean unidirectional = type == QuicStreamType.UNIDIRECTIONAL;
    inputShutdown = unidirectional && local;
    outputShutdown = unidirectional && !local;
  }

  // What the connection tells.

  /** Something can be read; comes from within the connection. */
  void onReadable() {
    reader.onReadable();
  }

  /** Reads if a handler wants to. */
  void readNow() {
    if (reader.isWanted() && isReading() && isRegistered()) {
      reader.read();
    }
  }

  /** Whether what is there may still be read. */
  boolean isReading() {
    return isOpen() && !inputShutdown;
  }

  /** The peer's end was read. */
  void onInputEnd() {
    inputShutdown = true;
    if (!isOpen() || !config.isAllowHalfClosure()) {
      unsafe().close(voidPromise());
      return;
    }
    if (!config.isReadFrames() || !outputShutdown) {
      pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
      pipeline().fireUserEventTriggered(ChannelInputShutdownReadComplete.INSTANCE);
    }
    closeIfDone();
  }

  /** The peer gave up sending. */
  void onReset(long errorCode) {
    if (!isOpen() || inputShutdown) {
      return;
    }
    inputShutdown = true;
    if (isRegistered()) {
      pipeline()
          .fireExceptionCaught(
              new QuicStreamResetException("the peer has reset the stream", errorCode));
    }
    if (config.isAllowHalfClosure()) {
      closeIfDone();
    } else {
      unsafe().close(voidPromise());
    }
  }

  /** The peer reads no more, with a code of its own; the connection has reset the stream. */
  void onStopSending(long errorCode) {
    if (!isOpen() || outputShutdown) {
      return;
    }
    outputShutdown = true;
    failWrites();
    if (isRegistered()) {
      pipeline().fireUserEventTriggered(ChannelOutputShutdownEvent.INSTANCE);
    }
    closeIfDone();
  }

  /** The end was sent. */
  void onOutputEnd() {
    outputShutdown = true;
  }

  /** What waits to be written fails, now that the output has ended. */
  private void failWrites() {
    resumeWriting();
  }

  void closeWithConnection() {
    if (isRegistered()) {
      unsafe().close(voidPromise());
    } else {
      doClose();
    }
  }

  /** Closes the channel once neither direction is open. */
  void closeIfDone() {
    if (inputShutdown && outputShutdown && isOpen()) {
      unsafe().close(voidPromise());
    }
  }

  // Reading.

  @Override
  protected void doBeginRead() {
    reader.beginRead();
  }

  @Override
  public boolean isInputShutdown() {
    return inputShutdown;
  }

  @Override
  public ChannelFuture shutdownInput(ChannelPromise promise) {
    return shutdownInput(0, promise);
  }

  @Override
  public ChannelFuture shutdownInput(int error, ChannelPromise promise) {
    return onLoop(
        promise,
        () -> {
          stopReading(error);
          promise.trySuccess();
        });
  }

  private void stopReading(int error) {
    if (!inputShutdown) {
      inputShutdown = true;
      connection.connection().stopSending(id, error);
      connection.wake();
      closeIfDone();
    }
  }

  // Writing.

  @Override
  protected Object filterOutboundMessage(Object message) throws Exception {
    if (writer.isEnding() || outputShutdown) {
      throw new ChannelOutputShutdownException("the stream's output has ended");
    }
    if (message instanceof QuicStreamFrame frame) {
      if (frame.hasFin()) {
        writer.markEnding();
      }
      return message;
    }
    if (message instanceof ByteBuf) {
      return message;
    }
    throw new UnsupportedOperationException(
        "a stream takes buffers and frames, not " + message.getClass());
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer in) {
    writer.write(in);
    connection.wake();
    closeIfDone();
  }

  @Override
  public boolean isOutputShutdown() {
    return outputShutdown;
  }

  @Override
  public ChannelFuture shutdownOutput(ChannelPromise promise) {
    return onLoop(promise, () -> finish(promise));
  }

  private void finish(ChannelPromise promise) {
    if (outputShutdown) {
      promise.trySuccess();
      return;
    }
    writer.end(promise);
    connection.wake();
    closeIfDone();
  }

  @Override
  public ChannelFuture shutdownOutput(int error, ChannelPromise promise) {
    return onLoop(
        promise,
        () -> {
          reset(error);
          promise.trySuccess();
        });
  }

  private void reset(int error) {
    if (!outputShutdown) {
      outputShutdown = true;
      connection.connection().reset(id, error);
      failWrites();
      connection.wake();
      closeIfDone();
    }
  }

  // Both directions.

  @Override
  public boolean isShutdown() {
    return inputShutdown && outputShutdown;
  }

  @Override
  public ChannelFuture shutdown() {
    return shutdown(newPromise());
  }

  @Override
  public ChannelFuture shutdown(ChannelPromise promise) {
    return onLoop(
        promise,
        () -> {
          stopReading(0);
          finish(promise);
        });
  }

  @Override
  public ChannelFuture shutdown(int error, ChannelPromise promise) {
    return onLoop(
        promise,
        () -> {
          stopReading(error);
          reset(error);
          promise.trySuccess();
        });
  }

  @Override
  public QuicStreamPriority priority() {
    return priority;
  }

  @Override
  public ChannelFuture updatePriority(QuicStreamPriority newPriority, ChannelPromise promise) {
    return onLoop(
        promise,
        () -> {
          if (!outputShutdown) {
            connection
                .connection()
                .setPriority(
                    id, Math.min(newPriority.urgency(), LEAST_URGENT), newPriority.isIncremental());
          }
          priority = newPriority;
          promise.trySuccess();
        });
  }

  // The channel.

  @Override
  public MultipathQuicChannel parent() {
    return connection;
  }

  @Override
  public boolean isLocalCreated() {
    return local;
  }

  @Override
  public QuicStreamType type() {
    return type;
  }

  @Override
  public long streamId() {
    return id;
  }

  @Override
  public StreamConfig config() {
    return config;
  }

  @Override
  public boolean isActive() {
    return isOpen();
  }

  @Override
  public MultipathStreamChannel read() {
    pipeline().read();
    return this;
  }

  @Override
  public MultipathStreamChannel flush() {
    pipeline().flush();
    return this;
  }

  @Override
  public QuicStreamAddress localAddress() {
    return address;
  }

  @Override
  public QuicStreamAddress remoteAddress() {
    return address;
  }

  @Override
  protected QuicStreamAddress localAddress0() {
    return address;
  }

  @Override
  protected QuicStreamAddress remoteAddress0() {
    return address;
  }

  /** A stream that is cut off in the middle of what was written is reset, not ended. */
  @Override
  void onClose() {
    connection.streams().remove(this);
    if (connection.isActive()) {
      if (!outputShutdown && writer.isBlocked()) {
        connection.connection().reset(id, 0);
      } else if (!outputShutdown) {
        writer.sendEnd();
      }
      if (!inputShutdown) {
        connection.connection().stopSending(id, 0);
      }
      connection.wake();
    }
    writer.onClosed();
    inputShutdown = true;
    outputShutdown = true;
  }
}
