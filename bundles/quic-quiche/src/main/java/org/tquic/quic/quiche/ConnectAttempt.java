package org.tquic.quic.quiche;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicChannelBootstrap;
import io.netty.handler.codec.quic.QuicChannelOption;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLException;
import org.tquic.api.bond.PathReason;
import org.tquic.api.engine.ClientRequest;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.engine.HandshakeFailures;
import org.tquic.api.engine.HandshakeTimer;
import org.tquic.api.engine.SocketTrouble;

/**
 * One attempt to connect: a socket of its own, bound to the link and connected to the server, so
 * that the kernel reports missing routes and ICMP errors; QUIC over it; and the server's
 * confirmation. Everything runs on the connection's loop.
 */
final class ConnectAttempt {
  private final UdpTransport transport;
  private final ClientRequest request;
  private final Promise<QuicChannel> promise;
  private final RecordingTrust trust;
  private final HandshakeConfirmation confirmation;
  private final HandshakeTimer timer;

  private Channel udp;
  private SegmentAllocator segments;
  private QuicChannel quic;
  private QuicConnectionCloseEvent close;

  ConnectAttempt(UdpTransport transport, ClientRequest request, Promise<QuicChannel> promise) {
    this.transport = transport;
    this.request = request;
    this.promise = promise;
    this.trust = new RecordingTrust(request.tls().trust());
    this.confirmation = new HandshakeConfirmation(this::confirmed);
    this.timer = new HandshakeTimer(request, confirmation::datagrams, this::fail);
  }

  void start() {
    timer.start();
    promise.addListener(
        (Future<QuicChannel> f) -> {
          timer.stop();
          if (!f.isSuccess()) {
            // Not at once: the codec may be in the middle of a read, with the close still to send.
            request.loop().execute(this::discard);
          }
        });
    step(
        () -> {
          udp =
              transport.newChannel(
                  request.link().source() instanceof Inet4Address
                      ? SocketProtocolFamily.INET
                      : SocketProtocolFamily.INET6);
          then(request.loop().register(udp), this::bind);
        });
  }

  private void bind() {
    String device = request.link().device();
    if (!device.isEmpty()) {
      try {
        transport.bindToDevice(udp, device);
      } catch (UnsupportedOperationException e) {
        throw new ConnectFailure(
            PathReason.INTERNAL,
            "Cannot bind to link " + device + ": " + e.getMessage(),
            "Install Netty's epoll native for this architecture, or name no device.",
            e);
      }
    }
    segments = transport.tune(udp, request.transport().maxUdpPayload());
    udp.pipeline().addLast(new SocketErrors(segments, this::socketError));
    then(udp.bind(new InetSocketAddress(request.link().source(), 0)), this::connectUdp);
  }

  private void connectUdp() {
    then(udp.connect(request.remote()), this::connectQuic);
  }

  private void connectQuic() {
    QuicSslContext context = TlsContexts.client(request.tls(), trust);
    udp.pipeline()
        .addLast(confirmation)
        .addLast(
            Codecs.client(request.transport())
                .sslEngineProvider(channel -> context.newEngine(channel.alloc()))
                .build());
    QuicChannelBootstrap bootstrap =
        QuicChannel.newBootstrap(udp)
            .handler(new FirstHandlers())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
            .option(ChannelOption.RECVBUF_ALLOCATOR, Codecs.datagramReads())
            .option(QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR, segments)
            .remoteAddress(request.remote());
    if (request.streamHandler() != null) {
      bootstrap.streamHandler(request.streamHandler());
    }
    bootstrap
        .connect()
        .addListener(
            (Future<QuicChannel> f) -> {
              if (f.isSuccess()) {
                confirmation.clientDone();
              } else {
                fail(handshakeFailure(f.cause()));
              }
            });
  }

  private void confirmed() {
    if (quic.isActive() && close == null && !promise.trySuccess(quic)) {
      quic.close();
    }
  }

  private void discard() {
    if (quic != null && quic.isOpen()) {
      quic.close();
    } else if (udp != null) {
      udp.close();
    }
  }

  private void socketError(Throwable cause) {
    if (!promise.isDone()) {
      fail(Failures.ofSocket(cause, request.link(), request.remote()));
    } else if (quic != null && quic.isActive()) {
      ConnectFailure failure = Failures.ofSocket(cause, request.link(), request.remote());
      quic.pipeline()
          .fireUserEventTriggered(new SocketTrouble(failure.reason(), failure.getMessage()));
    }
  }

  private ConnectFailure handshakeFailure(Throwable cause) {
    if (trust.refusal() != null) {
      return HandshakeFailures.ofTls(trust.refusal(), request.remote());
    }
    if (close != null) {
      return Failures.ofClose(close, request.remote());
    }
    if (cause instanceof SSLException) {
      return HandshakeFailures.ofTls(cause, request.remote());
    }
    if (quic != null && quic.isTimedOut()) {
      return timer.failure(request.transport().idleTimeout());
    }
    if (String.valueOf(cause.getMessage()).contains("version")) {
      return HandshakeFailures.ofVersion(request.remote(), cause);
    }
    return Failures.ofSocket(cause, request.link(), request.remote());
  }

  private void fail(ConnectFailure failure) {
    promise.tryFailure(failure);
  }

  private void then(ChannelFuture future, Runnable next) {
    future.addListener(
        f -> {
          if (promise.isDone()) {
            udp.close();
          } else if (f.isSuccess()) {
            step(next);
          } else {
            fail(Failures.ofSocket(f.cause(), request.link(), request.remote()));
          }
        });
  }

  private void step(Runnable step) {
    try {
      step.run();
    } catch (ConnectFailure e) {
      fail(e);
    } catch (RuntimeException e) {
      fail(Failures.ofSocket(e, request.link(), request.remote()));
    }
  }

  /** Puts the witness of the handshake before the caller's handler. */
  private final class FirstHandlers extends ChannelInitializer<QuicChannel> {
    @Override
    protected void initChannel(QuicChannel channel) {
      quic = channel;
      channel.pipeline().addLast(new Witness());
      if (request.handler() != null) {
        channel.pipeline().addLast(request.handler());
      }
      channel
          .closeFuture()
          .addListener(
              f -> {
                fail(handshakeFailure(new ClosedChannelException()));
                // After the packet with the close, which a read in progress still holds.
                request.loop().execute(udp::close);
              });
    }
  }

  /** Remembers how the peer closed, until the connection is the caller's. */
  private final class Witness extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof QuicConnectionCloseEvent closed) {
        close = closed;
        // At once: the connection itself lingers to drain.
        fail(handshakeFailure(new ClosedChannelException()));
      }
      ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      if (promise.isDone()) {
        ctx.fireExceptionCaught(cause);
      } else {
        fail(handshakeFailure(cause));
      }
    }
  }
}
