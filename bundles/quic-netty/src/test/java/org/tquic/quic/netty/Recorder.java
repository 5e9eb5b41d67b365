package org.tquic.quic.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.tquic.api.engine.MultipathChannel;

/** Keeps all that a channel's pipeline is told. */
@ChannelHandler.Sharable
class Recorder extends ChannelInboundHandlerAdapter {
  /** A datagram or piece of a stream, with the path of a datagram. */
  record Received(byte[] bytes, long pathId) {}

  final BlockingQueue<Channel> active = new LinkedBlockingQueue<>();
  final BlockingQueue<Channel> inactive = new LinkedBlockingQueue<>();
  final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
  final BlockingQueue<Throwable> exceptions = new LinkedBlockingQueue<>();

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    active.add(ctx.channel());
    ctx.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    inactive.add(ctx.channel());
    ctx.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf buffer) {
      long pathId =
          ctx.channel() instanceof MultipathChannel connection
              ? connection.arrivalPath()
              : MultipathChannel.NO_PATH;
      received.add(new Received(ByteBufUtil.getBytes(buffer), pathId));
      buffer.release();
    } else {
      ctx.fireChannelRead(message);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    events.add(event);
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    exceptions.add(cause);
  }

  /** Waits for the next of something. */
  static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(EngineFixture.SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came");
    }
    return next;
  }

  /** Waits for an event of a type, past others. */
  <T> T nextEvent(Class<T> type) throws InterruptedException {
    while (true) {
      Object event = next(events);
      if (type.isInstance(event)) {
        return type.cast(event);
      }
    }
  }
}
