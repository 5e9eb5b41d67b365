package org.tquic.masque;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The server's end of a measurement that was accepted, until its stream is closed. */
final class CapacityExchange extends StreamHandler {
  private final QuicStreamChannel stream;
  private final int seconds;
  private final boolean sends;
  private final Arrivals arrivals;
  private ZeroSource source;
  private long leftBytes = CapacityRequest.MAX_BYTES;
  private boolean told;

  /**
   * Begins when it is in the stream's pipeline.
   *
   * @param sends whether this end sends, else it counts
   */
  CapacityExchange(QuicStreamChannel stream, int seconds, boolean sends) {
    this.stream = stream;
    this.seconds = seconds;
    this.sends = sends;
    this.arrivals = new Arrivals(seconds);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    stream
        .eventLoop()
        .schedule(this::cut, seconds + CapacityRequest.GRACE.toSeconds(), TimeUnit.SECONDS);
    if (sends) {
      stream.write(Replies.headers(200, Map.of()));
      source = new ZeroSource(stream, seconds, CapacityRequest.MAX_BYTES, stream::shutdownOutput);
      source.send();
    }
  }

  /** A peer that does not take what is sent, or does not end what it sends, has had its time. */
  private void cut() {
    if (!stream.isOpen()) {
      return;
    }
    if (sends) {
      stream.shutdown(Http3ErrorCode.H3_REQUEST_CANCELLED.code());
    } else {
      tell();
      // A slow link may still hold much of what was sent in time.
      stream.shutdownInput(Http3ErrorCode.H3_NO_ERROR.code());
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (source != null && ctx.channel().isWritable()) {
      source.send();
    }
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  protected void channelRead(ChannelHandlerContext ctx, Http3HeadersFrame frame) {
    // Trailers tell nothing.
  }

  @Override
  protected void channelRead(ChannelHandlerContext ctx, Http3DataFrame frame) {
    int bytes = frame.content().readableBytes();
    frame.release();
    leftBytes -= bytes;
    if (leftBytes < 0) {
      cut();
    } else {
      arrivals.add(bytes, stream.eventLoop().ticker().nanoTime());
    }
  }

  @Override
  protected void channelInputClosed(ChannelHandlerContext ctx) {
    if (!sends) {
      tell();
    }
  }

  private void tell() {
    if (!told) {
      told = true;
      Replies.send(stream, 200, Map.of(), arrivals.transferred().encode());
    }
  }

  @Override
  void failed(MasqueException failure) {
    if (stream.isOpen()) {
      stream.shutdown(H3Errors.forStream(failure));
    }
  }
}
