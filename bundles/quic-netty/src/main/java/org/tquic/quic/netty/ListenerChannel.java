package org.tquic.quic.netty;

import io.netty.channel.AbstractServerChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** A listener as a channel: it has an address and can be closed, which ends its connections. */
final class ListenerChannel extends AbstractServerChannel {
  private final Listener listener;
  private final EventLoop loop;
  private final InetSocketAddress local;
  private final ChannelConfig config = new DefaultChannelConfig(this);
  private volatile boolean closed;

  /**
   * @param local the address bound
   */
  ListenerChannel(Listener listener, EventLoop loop, InetSocketAddress local) {
    this.listener = listener;
    this.loop = loop;
    this.local = local;
  }

  @Override
  protected void doClose() {
    if (!closed) {
      closed = true;
      listener.close();
    }
  }

  @Override
  protected SocketAddress localAddress0() {
    return local;
  }

  @Override
  public ChannelConfig config() {
    return config;
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public boolean isActive() {
    return !closed;
  }

  @Override
  protected boolean isCompatible(EventLoop candidate) {
    return candidate == loop;
  }

  @Override
  protected void doBind(SocketAddress address) {
    throw new UnsupportedOperationException("it is bound already");
  }

  @Override
  protected void doBeginRead() {
    // Connections do not come through its pipeline.
  }
}
