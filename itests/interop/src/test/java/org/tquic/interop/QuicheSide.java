package org.tquic.interop;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.quic.BoringSSLContextOption;
import io.netty.handler.codec.quic.DefaultQuicStreamFrame;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicCodecBuilder;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicPathEvent;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamFrame;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.handler.ssl.ClientAuth;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** quiche, in Netty's wrapping, with one connection. */
final class QuicheSide implements Side {
  final BlockingQueue<QuicPathEvent> pathEvents = new LinkedBlockingQueue<>();
  final CompletableFuture<Void> inactive = new CompletableFuture<>();
  private final CompletableFuture<Void> established = new CompletableFuture<>();
  private final CompletableFuture<Close> closedByPeer = new CompletableFuture<>();
  private final BlockingQueue<byte[]> datagrams = new LinkedBlockingQueue<>();
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Setup setup;
  private Channel udp;
  private volatile QuicChannel channel;

  QuicheSide(Setup setup) {
    this.setup = setup;
  }

  InetSocketAddress listen() {
    QuicSslContext tls =
        QuicSslContextBuilder.forServer(
                Identities.THEIRS.key(), null, Identities.THEIRS.certificate())
            .trustManager(Identities.OURS.certificate())
            .clientAuth(ClientAuth.REQUIRE)
            .applicationProtocols(Setup.PROTOCOL)
            .option(BoringSSLContextOption.GROUPS, setup.quicheGroups)
            .build();
    QuicServerCodecBuilder builder =
        common(new QuicServerCodecBuilder(), tls)
            .handler(new ConnectionHandler())
            .streamHandler(echoing());
    if (setup.quicheTokens != null) {
      builder.tokenHandler(setup.quicheTokens);
    }
    return bind(builder.build());
  }

  void connect(InetSocketAddress server) {
    QuicSslContext tls =
        QuicSslContextBuilder.forClient()
            .keyManager(Identities.THEIRS.key(), null, Identities.THEIRS.certificate())
            .trustManager(Identities.OURS.certificate())
            .endpointIdentificationAlgorithm(null)
            .applicationProtocols(Setup.PROTOCOL)
            .option(BoringSSLContextOption.GROUPS, setup.quicheGroups)
            .build();
    bind(common(new QuicClientCodecBuilder(), tls).build());
    QuicChannel.newBootstrap(udp)
        .handler(new ConnectionHandler())
        .streamHandler(echoing())
        .remoteAddress(server)
        .connect()
        .addListener(
            future -> {
              if (!future.isSuccess()) {
                established.completeExceptionally(future.cause());
              }
            });
  }

  private <B extends QuicCodecBuilder<B>> B common(B builder, QuicSslContext tls) {
    return builder
        .sslContext(tls)
        .maxIdleTimeout(setup.quicheIdleMillis, TimeUnit.MILLISECONDS)
        .maxSendUdpPayloadSize(1452)
        .maxRecvUdpPayloadSize(1452)
        .discoverPmtu(true)
        .initialMaxData(1 << 21)
        .initialMaxStreamDataBidirectionalLocal(1 << 20)
        .initialMaxStreamDataBidirectionalRemote(1 << 20)
        .initialMaxStreamDataUnidirectional(1 << 20)
        .initialMaxStreamsBidirectional(100)
        .initialMaxStreamsUnidirectional(100)
        .activeMigration(true)
        .activeConnectionIdLimit(4)
        .localConnectionIdLength(12)
        .datagram(1000, 1000);
  }

  private InetSocketAddress bind(ChannelHandler codec) {
    udp =
        new Bootstrap()
            .group(group)
            .channel(NioDatagramChannel.class)
            .handler(codec)
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
    return (InetSocketAddress) udp.localAddress();
  }

  private static ChannelHandler echoing() {
    return new ChannelInitializer<QuicStreamChannel>() {
      @Override
      protected void initChannel(QuicStreamChannel stream) {
        stream.pipeline().addLast(new Echo());
      }
    };
  }

  QuicChannel channel() {
    return channel;
  }

  @Override
  public CompletableFuture<Void> established() {
    return established;
  }

  @Override
  public CompletableFuture<Close> closedByPeer() {
    return closedByPeer;
  }

  @Override
  public CompletableFuture<byte[]> echoed(byte[] payload) {
    Collector collector = new Collector();
    channel
        .createStream(QuicStreamType.BIDIRECTIONAL, collector)
        .addListener(
            future -> {
              if (future.isSuccess()) {
                ((QuicStreamChannel) future.getNow())
                    .writeAndFlush(
                        new DefaultQuicStreamFrame(Unpooled.wrappedBuffer(payload), true));
              } else {
                collector.whole.completeExceptionally(future.cause());
              }
            });
    return collector.whole;
  }

  @Override
  public void sendDatagram(byte[] payload) {
    channel.writeAndFlush(Unpooled.wrappedBuffer(payload)).syncUninterruptibly();
  }

  @Override
  public BlockingQueue<byte[]> datagrams() {
    return datagrams;
  }

  @Override
  public void closeConnection(int code) {
    channel.close(true, code, Unpooled.EMPTY_BUFFER);
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, Waiting.SECONDS, TimeUnit.SECONDS);
    if (!group.terminationFuture().awaitUninterruptibly(Waiting.SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the event loop does not end");
    }
  }

  private final class ConnectionHandler extends ChannelInboundHandlerAdapter {
    @Override
    public boolean isSharable() {
      return true;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      channel = (QuicChannel) ctx.channel();
      established.complete(null);
      ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      inactive.complete(null);
      ctx.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof ByteBuf datagram) {
        datagrams.add(ByteBufUtil.getBytes(datagram));
        datagram.release();
      } else {
        ctx.fireChannelRead(message);
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof QuicConnectionCloseEvent close) {
        closedByPeer.complete(new Close(close.isApplicationClose(), close.error()));
      } else if (event instanceof QuicPathEvent path) {
        pathEvents.add(path);
      }
      ctx.fireUserEventTriggered(event);
    }
  }

  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ctx.writeAndFlush(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event == ChannelInputShutdownEvent.INSTANCE) {
        ctx.writeAndFlush(QuicStreamFrame.EMPTY_FIN);
      }
    }
  }

  private static final class Collector extends ChannelInboundHandlerAdapter {
    final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      received.writeBytes(ByteBufUtil.getBytes(bytes));
      bytes.release();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event == ChannelInputShutdownEvent.INSTANCE) {
        whole.complete(received.toByteArray());
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      whole.completeExceptionally(new IllegalStateException("closed"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      whole.completeExceptionally(cause);
    }
  }
}
