package org.tquic.quic.netty;

import io.netty.channel.AbstractChannel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Promise;
import java.net.SocketAddress;

/**
 * What the channels of connections and of streams have in common: they live on the loop of their
 * endpoint, and their engine alone binds and connects them.
 */
abstract class EngineChannel extends AbstractChannel {
  private static final ChannelMetadata METADATA = new ChannelMetadata(false, 16);

  private final EventLoop loop;
  private volatile boolean closed;

  EngineChannel(Channel parent, EventLoop loop) {
    super(parent);
    this.loop = loop;
  }

  /** The loop that it lives on, known before it is registered there. */
  final EventLoop loop() {
    return loop;
  }

  /** The channel closes; called once, on its loop. */
  abstract void onClose();

  /** All that was written before is handed on; called on the loop. */
  void onFlushed() {}

  /** There is room again for what waits to be written. */
  final void resumeWriting() {
    if (isOpen() && isRegistered()) {
      ((EngineUnsafe) unsafe()).flush0();
    }
  }

  /** Does something on the loop, at once where that is the thread. */
  final <P extends Promise<?>> P onLoop(P promise, Runnable action) {
    if (loop.inEventLoop()) {
      action.run();
    } else {
      loop.execute(action);
    }
    return promise;
  }

  @Override
  public final ChannelMetadata metadata() {
    return METADATA;
  }

  @Override
  public final boolean isOpen() {
    return !closed;
  }

  @Override
  protected final void doClose() {
    if (!closed) {
      closed = true;
      onClose();
    }
  }

  @Override
  protected final void doDisconnect() {
    doClose();
  }

  @Override
  protected final void doBind(SocketAddress local) {
    throw new UnsupportedOperationException("channels of the engine are bound by it alone");
  }

  @Override
  protected final boolean isCompatible(EventLoop candidate) {
    return candidate == loop;
  }

  @Override
  protected final AbstractUnsafe newUnsafe() {
    return new EngineUnsafe();
  }

  private final class EngineUnsafe extends AbstractUnsafe {
    @Override
    public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
      promise.setFailure(
          new UnsupportedOperationException("channels of the engine are connected by it alone"));
    }

    @Override
    protected void flush0() {
      super.flush0();
      onFlushed();
    }
  }
}
