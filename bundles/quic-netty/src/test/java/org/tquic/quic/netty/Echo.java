package org.tquic.quic.netty;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.handler.codec.quic.QuicStreamChannel;

/** Sends back what comes, datagrams and streams, and ends a stream when the peer does. */
@ChannelHandler.Sharable
final class Echo extends ChannelInboundHandlerAdapter {
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof QuicStreamChannel) {
      ctx.fireChannelRead(message);
    } else {
      ctx.write(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.flush();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownReadComplete.INSTANCE) {
      ((QuicStreamChannel) ctx.channel()).shutdownOutput();
    }
  }
}
