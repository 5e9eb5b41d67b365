package org.tquic.jmh.loopback;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/** Writes pieces of one size in turns, for as long as the channel is writable. */
final class Flood extends ChannelInboundHandlerAdapter {
  private static final long PAUSE_MICROS = 50;

  private final ByteBuf piece;
  private final int piecesPerTurn;
  private final boolean pausing;
  private boolean scheduled;
  private boolean stopped;

  /**
   * @param pausing whether a turn waits some 50 microseconds, or only until the loop has read what
   *     the peer says: an engine that throws away what it cannot send at once needs the pause
   */
  Flood(int bytes, int piecesPerTurn, boolean pausing) {
    piece = Unpooled.unreleasableBuffer(Unpooled.directBuffer(bytes).writeZero(bytes));
    this.piecesPerTurn = piecesPerTurn;
    this.pausing = pausing;
  }

  /** Begins, on the channel's loop. */
  void start(Channel channel) {
    channel.pipeline().addLast(this);
    schedule(channel);
  }

  /** Ends, on the channel's loop. */
  void stop() {
    stopped = true;
  }

  private void schedule(Channel channel) {
    if (scheduled || stopped) {
      return;
    }
    scheduled = true;
    if (pausing) {
      channel.eventLoop().schedule(() -> write(channel), PAUSE_MICROS, TimeUnit.MICROSECONDS);
    } else {
      channel.eventLoop().execute(() -> write(channel));
    }
  }

  private void write(Channel channel) {
    scheduled = false;
    int written = 0;
    while (!stopped && channel.isWritable() && written++ < piecesPerTurn) {
      channel.write(piece.duplicate());
    }
    channel.flush();
    if (channel.isWritable()) {
      schedule(channel);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      schedule(ctx.channel());
    }
    ctx.fireChannelWritabilityChanged();
  }
}
