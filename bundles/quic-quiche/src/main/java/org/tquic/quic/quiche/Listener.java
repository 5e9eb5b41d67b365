package org.tquic.quic.quiche;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicChannelOption;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.util.concurrent.Promise;
import java.net.Inet4Address;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.engine.ServerRequest;

/** Opens the socket of a server, with its admission control. */
final class Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

  private final UdpTransport transport;
  private final Admission admission;
  private final ServerRequest request;
  private final Promise<Channel> promise;

  private Channel udp;

  Listener(
      UdpTransport transport,
      AdmissionLimits limits,
      ServerRequest request,
      Promise<Channel> promise) {
    this.transport = transport;
    this.admission = new Admission(limits);
    this.request = request;
    this.promise = promise;
  }

  void start() {
    try {
      udp =
          transport.newChannel(
              request.local().getAddress() instanceof Inet4Address
                  ? SocketProtocolFamily.INET
                  : SocketProtocolFamily.INET6);
      request
          .loop()
          .register(udp)
          .addListener(
              f -> {
                if (f.isSuccess()) {
                  bind();
                } else {
                  fail(f.cause());
                }
              });
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void bind() {
    try {
      SegmentAllocator segments = transport.tune(udp, request.transport().maxUdpPayload());
      udp.pipeline()
          .addLast(
              new SocketErrors(segments, e -> LOG.debug("UDP socket of the listener: {}", e + "")));
      udp.pipeline().addLast(codec(segments).build()).addLast(new Farewell());
      udp.bind(request.local())
          .addListener(
              f -> {
                if (!f.isSuccess()) {
                  fail(f.cause());
                } else if (!promise.trySuccess(udp)) {
                  udp.close();
                }
              });
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private QuicServerCodecBuilder codec(SegmentAllocator segments) {
    QuicSslContext context = TlsContexts.server(request.tls());
    QuicServerCodecBuilder builder =
        Codecs.server(request.transport())
            .sslEngineProvider(channel -> context.newEngine(channel.alloc()))
            .tokenHandler(
                new AddressTokens(
                    admission, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime())))
            .option(ChannelOption.RECVBUF_ALLOCATOR, Codecs.datagramReads())
            .option(QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR, segments)
            .handler(
                new ChannelInitializer<QuicChannel>() {
                  @Override
                  protected void initChannel(QuicChannel channel) {
                    channel.pipeline().addLast(admission);
                    if (request.handler() != null) {
                      channel.pipeline().addLast(request.handler());
                    }
                  }
                });
    return request.streamHandler() == null
        ? builder
        : builder.streamHandler(request.streamHandler());
  }

  /** Tells the peers before the socket closes. */
  private final class Farewell extends ChannelOutboundHandlerAdapter {
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
      for (QuicChannel channel : admission.connections()) {
        channel.close();
      }
      // Behind a read in progress, which holds back what is written.
      ctx.channel().eventLoop().execute(() -> ctx.close(promise));
    }
  }

  private void fail(Throwable cause) {
    if (udp != null) {
      udp.close();
    }
    promise.tryFailure(Failures.ofListener(cause, request.local()));
  }
}
