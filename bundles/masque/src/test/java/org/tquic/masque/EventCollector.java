package org.tquic.masque;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Queue;

/** Keeps the user events of a connection. */
final class EventCollector extends ChannelInboundHandlerAdapter {
  private final Queue<Object> events;

  EventCollector(Queue<Object> events) {
    this.events = events;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    events.add(event);
    ctx.fireUserEventTriggered(event);
  }
}
