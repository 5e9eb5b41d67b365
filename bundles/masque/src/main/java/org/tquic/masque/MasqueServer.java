package org.tquic.masque;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3ServerConnectionHandler;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;

/** The server of CONNECT-IP and of small requests. Thread-safe; one serves all connections. */
public final class MasqueServer {
  private final MasqueServerHandler handler;
  private final MasqueLimits limits;

  /** A server with the default limits. */
  public MasqueServer(MasqueServerHandler handler) {
    this(handler, MasqueLimits.DEFAULT);
  }

  /** A server with limits of its own. */
  public MasqueServer(MasqueServerHandler handler, MasqueLimits limits) {
    this.handler = handler;
    this.limits = limits;
  }

  /** HTTP/3 for the pipeline of each connection. Sharable. */
  public ChannelHandler newConnectionHandler() {
    return new ChannelInitializer<QuicChannel>() {
      @Override
      protected void initChannel(QuicChannel channel) {
        MasqueConnection connection = new MasqueConnection(channel, limits);
        channel
            .pipeline()
            .addLast(connection)
            .addLast(
                new Http3ServerConnectionHandler(
                    new RequestStreams(connection),
                    new MasquePipeline.ControlStream(connection),
                    null,
                    MasquePipeline.localSettings(limits, true),
                    true))
            .addLast(new Announcement())
            .addLast(new MasquePipeline.LastHandler());
      }
    };
  }

  /** Puts a handler into each request stream, while there are not too many. */
  private final class RequestStreams extends ChannelInitializer<QuicStreamChannel> {
    private final MasqueConnection connection;

    RequestStreams(MasqueConnection connection) {
      this.connection = connection;
    }

    @Override
    protected void initChannel(QuicStreamChannel stream) {
      if (connection.requestOpened(stream)) {
        stream.pipeline().addLast(new ServerExchange(connection, stream, handler));
      } else {
        stream.shutdown(Http3ErrorCode.H3_REQUEST_REJECTED.code());
      }
    }
  }

  /** Tells the handler of a new connection. */
  private final class Announcement extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      handler.onConnection((QuicChannel) ctx.channel());
      ctx.fireChannelActive();
    }
  }
}
