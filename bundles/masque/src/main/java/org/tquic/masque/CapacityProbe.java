package org.tquic.masque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.concurrent.Promise;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The client's end of one measurement, on a stream of its own. */
final class CapacityProbe extends StreamHandler {
  /** A refusal, or the result of a measurement. */
  private static final int ANSWER_BYTES = 4096;

  private final Promise<Transferred> promise;
  private final Http3HeadersFrame request;
  private final int seconds;
  private final boolean sends;
  private final Arrivals arrivals;
  private final ByteBuf answer = Unpooled.buffer(0, ANSWER_BYTES);
  private ZeroSource source;
  private Map<String, String> headers = Map.of();
  private int status;
  private boolean ending;

  CapacityProbe(
      Promise<Transferred> promise, Http3HeadersFrame request, int seconds, boolean sends) {
    this.promise = promise;
    this.request = request;
    this.seconds = seconds;
    this.sends = sends;
    this.arrivals = new Arrivals(seconds);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    QuicStreamChannel stream = (QuicStreamChannel) ctx.channel();
    promise.addListener(
        over -> {
          if (stream.isOpen()) {
            stream.shutdown(Http3ErrorCode.H3_REQUEST_CANCELLED.code());
          }
        });
    if (sends) {
      stream.write(request);
      source = new ZeroSource(stream, seconds, CapacityRequest.MAX_BYTES, stream::shutdownOutput);
      source.send();
    } else {
      stream.writeAndFlush(request).addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
    }
    ctx.fireChannelActive();
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
    try {
      int code = Replies.status(frame.headers());
      if (code >= 200 && status == 0) {
        status = code;
        headers = Fields.toMap(frame.headers());
      }
    } catch (MasqueException e) {
      promise.tryFailure(e);
    }
  }

  @Override
  protected void channelRead(ChannelHandlerContext ctx, Http3DataFrame frame) {
    ByteBuf content = frame.content();
    if (status == 200 && !sends) {
      endInTime(ctx.channel());
      arrivals.add(content.readableBytes(), ctx.channel().eventLoop().ticker().nanoTime());
    } else {
      answer.writeBytes(content, Math.min(content.readableBytes(), answer.maxWritableBytes()));
    }
    frame.release();
  }

  /** On a slow link much of what was sent in time is still to come. */
  private void endInTime(Channel stream) {
    if (!ending) {
      ending = true;
      stream
          .eventLoop()
          .schedule(() -> promise.trySuccess(arrivals.transferred()), seconds, TimeUnit.SECONDS);
    }
  }

  @Override
  protected void channelInputClosed(ChannelHandlerContext ctx) {
    byte[] content = new byte[answer.readableBytes()];
    answer.readBytes(content);
    try {
      if (status != 200) {
        promise.tryFailure(Replies.refusal(status, headers, content));
      } else {
        promise.trySuccess(sends ? Transferred.decode(content) : arrivals.transferred());
      }
    } catch (MasqueException e) {
      promise.tryFailure(e);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    failed(
        new MasqueException(
            MasqueException.Kind.CLOSED, "the stream closed before the measurement's end", null));
    ctx.fireChannelInactive();
  }

  @Override
  void failed(MasqueException failure) {
    promise.tryFailure(failure);
  }
}
