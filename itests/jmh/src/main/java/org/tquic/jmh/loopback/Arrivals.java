package org.tquic.jmh.loopback;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.LongAdder;

/** Counts the bytes of all buffers that come, and drops them. */
@Sharable
final class Arrivals extends ChannelInboundHandlerAdapter {
  private final LongAdder bytes = new LongAdder();

  long bytes() {
    return bytes.sum();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf buffer) {
      bytes.add(buffer.readableBytes());
      buffer.release();
    } else {
      ctx.fireChannelRead(message);
    }
  }
}
