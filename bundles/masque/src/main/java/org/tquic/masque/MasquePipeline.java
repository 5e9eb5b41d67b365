package org.tquic.masque;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http3.DefaultHttp3SettingsFrame;
import io.netty.handler.codec.http3.Http3Settings;
import io.netty.handler.codec.http3.Http3SettingsFrame;
import io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handlers that both sides put into a connection's pipeline. */
final class MasquePipeline {
  private static final Logger LOG = LoggerFactory.getLogger(MasquePipeline.class);

  private MasquePipeline() {}

  static Http3SettingsFrame localSettings(MasqueLimits limits, boolean server) {
    Http3Settings settings =
        new Http3Settings().maxFieldSectionSize(limits.headerBytes()).enableH3Datagram(true);
    return new DefaultHttp3SettingsFrame(server ? settings.enableConnectProtocol(true) : settings);
  }

  /** Passes the peer's settings on. */
  static final class ControlStream extends ChannelInboundHandlerAdapter {
    private final MasqueConnection connection;

    ControlStream(MasqueConnection connection) {
      this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
      if (msg instanceof Http3SettingsFrame frame) {
        connection.settingsArrived(frame.settings());
      }
      ReferenceCountUtil.release(msg);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      LOG.debug("control stream of {}: {}", ctx.channel().parent(), cause.toString());
    }
  }

  /** Errors that the codec has dealt with end here. */
  static final class LastHandler extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      LOG.debug("connection {}: {}", ctx.channel(), cause.toString());
    }
  }
}
