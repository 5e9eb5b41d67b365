package org.tquic.masque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.concurrent.Promise;
import java.util.Map;

/** A client's CONNECT-IP request until its answer; then a tunnel takes its place. */
final class TunnelOpening extends StreamHandler {
  private final MasqueConnection connection;
  private final Promise<IpTunnel> promise;
  private final Http3HeadersFrame request;
  private final IpTunnelListener listener;
  private final ByteBuf body;

  private int refusal;
  private Map<String, String> headers = Map.of();

  TunnelOpening(
      MasqueConnection connection,
      Promise<IpTunnel> promise,
      Http3HeadersFrame request,
      IpTunnelListener listener) {
    this.connection = connection;
    this.promise = promise;
    this.request = request;
    this.listener = listener;
    this.body = Unpooled.buffer(0, connection.limits().bodyBytes());
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    QuicStreamChannel stream = (QuicStreamChannel) ctx.channel();
    connection.requestOpened(stream);
    connection.await(stream);
    promise.addListener(
        f -> {
          if (!f.isSuccess()) {
            stream.shutdown(Http3ErrorCode.H3_REQUEST_CANCELLED.code());
          }
        });
    stream.writeAndFlush(request);
    ctx.fireChannelActive();
  }

  @Override
  protected void channelRead(ChannelHandlerContext ctx, Http3HeadersFrame frame) {
    try {
      int status = Replies.status(frame.headers());
      if (status < 200 || refusal != 0) {
        return;
      }
      headers = Fields.toMap(frame.headers());
      if (status >= 300) {
        refusal = status;
        return;
      }
      TunnelStream tunnel =
          new TunnelStream(connection, (QuicStreamChannel) ctx.channel(), headers, listener);
      ctx.pipeline().replace(this, null, tunnel);
      if (promise.trySuccess(tunnel)) {
        connection.replay(tunnel);
      }
    } catch (MasqueException e) {
      promise.tryFailure(e);
    }
  }

  @Override
  protected void channelRead(ChannelHandlerContext ctx, Http3DataFrame frame) {
    // The content of a refusal; of a long one the beginning does.
    body.writeBytes(
        frame.content(), Math.min(frame.content().readableBytes(), body.maxWritableBytes()));
    frame.release();
  }

  @Override
  protected void channelInputClosed(ChannelHandlerContext ctx) {
    if (refusal == 0) {
      promise.tryFailure(
          new MasqueException(
              MasqueException.Kind.PROTOCOL, "the stream ended without an answer", null));
      return;
    }
    byte[] content = new byte[body.readableBytes()];
    body.readBytes(content);
    promise.tryFailure(Replies.refusal(refusal, headers, content));
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
    promise.tryFailure(refusal == 0 ? failure : Replies.refusal(refusal, headers, new byte[0]));
  }
}
