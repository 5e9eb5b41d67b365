package org.tquic.masque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.concurrent.Promise;
import java.util.Map;

/** One small request and its answer, on a stream of its own. */
final class ClientExchange extends StreamHandler {
  private final Promise<HttpReply> promise;
  private final MasqueLimits limits;
  private final Http3HeadersFrame request;
  private final byte[] requestBody;

  private int status;
  private Map<String, String> headers = Map.of();
  private final ByteBuf body;

  ClientExchange(
      Promise<HttpReply> promise,
      MasqueLimits limits,
      Http3HeadersFrame request,
      byte[] requestBody) {
    this.promise = promise;
    this.limits = limits;
    this.request = request;
    this.requestBody = requestBody;
    this.body = Unpooled.buffer(0, limits.bodyBytes());
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    QuicStreamChannel stream = (QuicStreamChannel) ctx.channel();
    promise.addListener(
        f -> {
          if (!f.isSuccess()) {
            stream.shutdown(Http3ErrorCode.H3_REQUEST_CANCELLED.code());
          }
        });
    if (requestBody.length == 0) {
      stream.writeAndFlush(request).addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
    } else {
      stream.write(request);
      stream
          .writeAndFlush(new DefaultHttp3DataFrame(Unpooled.wrappedBuffer(requestBody)))
          .addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
    }
    ctx.fireChannelActive();
  }

  @Override
  protected void channelRead(ChannelHandlerContext ctx, Http3HeadersFrame frame) {
    try {
      int code = Replies.status(frame.headers());
      // Interim answers come before the final one; fields after it are trailers.
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
    try {
      if (frame.content().readableBytes() > body.maxWritableBytes()) {
        promise.tryFailure(
            new MasqueException(
                MasqueException.Kind.LIMIT,
                "the answer is longer than " + limits.bodyBytes() + " bytes",
                null));
      } else {
        body.writeBytes(frame.content());
      }
    } finally {
      frame.release();
    }
  }

  @Override
  protected void channelInputClosed(ChannelHandlerContext ctx) {
    if (status == 0) {
      promise.tryFailure(
          new MasqueException(
              MasqueException.Kind.PROTOCOL, "the stream ended without an answer", null));
      return;
    }
    byte[] content = new byte[body.readableBytes()];
    body.readBytes(content);
    promise.trySuccess(new HttpReply(status, headers, content));
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    failed(
        new MasqueException(
            MasqueException.Kind.CLOSED, "the stream closed before the answer", null));
    ctx.fireChannelInactive();
  }

  @Override
  void failed(MasqueException failure) {
    promise.tryFailure(failure);
  }
}
