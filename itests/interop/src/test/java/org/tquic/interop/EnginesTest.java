package org.tquic.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.api.engine.ClientRequest;
import org.tquic.api.engine.LinkBinding;
import org.tquic.api.engine.MultipathChannel;
import org.tquic.api.engine.QuicEngine;
import org.tquic.api.engine.ServerRequest;
import org.tquic.api.engine.TestIdentity;
import org.tquic.api.engine.TransportSettings;
import org.tquic.quic.netty.MultipathEngine;
import org.tquic.quic.quiche.QuicheEngine;

/** The engines of the bond with each other, through the API that the bond uses. */
class EnginesTest {
  private static final TestIdentity CLIENT = TestIdentity.create("client");
  private static final TestIdentity SERVER = TestIdentity.create("server");
  private static final TransportSettings SETTINGS =
      new TransportSettings(1472, Duration.ofSeconds(10), 256, "newreno");
  private static final int STREAM_BYTES = 2_000_000;

  static Stream<Arguments> pairs() {
    Supplier<QuicEngine> multipath = MultipathEngine::new;
    Supplier<QuicEngine> quiche = QuicheEngine::new;
    return Stream.of(
        Arguments.argumentSet("multipath to quiche", multipath, quiche),
        Arguments.argumentSet("quiche to multipath", quiche, multipath));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void streamsAndDatagramsGoBothWays(Supplier<QuicEngine> client, Supplier<QuicEngine> server)
      throws Exception {
    QuicEngine connecting = client.get();
    QuicEngine listening = server.get();
    EventLoopGroup clientLoop = connecting.newEventLoopGroup(1, "client");
    EventLoopGroup serverLoop = listening.newEventLoopGroup(1, "server");
    try {
      Channel listener =
          get(
              listening.listen(
                  new ServerRequest(
                      serverLoop.next(),
                      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                      SERVER.trusting(CLIENT),
                      SETTINGS,
                      new Echo(),
                      new Echo())));
      Collector datagrams = new Collector();
      QuicChannel channel =
          get(
              connecting.connect(
                  new ClientRequest(
                      clientLoop.next(),
                      new LinkBinding("", InetAddress.getLoopbackAddress()),
                      (InetSocketAddress) listener.localAddress(),
                      CLIENT.trusting(SERVER),
                      SETTINGS,
                      Duration.ofSeconds(10),
                      datagrams,
                      null)));
      if (channel instanceof MultipathChannel multipath) {
        assertThat(get(clientLoop.submit(multipath::isMultipath))).isFalse();
      }
      channel.writeAndFlush(Unpooled.copiedBuffer("a datagram", US_ASCII)).sync();
      assertThat(datagrams.next()).isEqualTo("a datagram".getBytes(US_ASCII));

      Collector collector = new Collector();
      QuicStreamChannel stream = get(channel.createStream(QuicStreamType.BIDIRECTIONAL, collector));
      stream
          .writeAndFlush(Unpooled.wrappedBuffer(new byte[STREAM_BYTES]))
          .addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
      int received = 0;
      while (received < STREAM_BYTES) {
        received += collector.next().length;
      }
      assertThat(received).isEqualTo(STREAM_BYTES);
      assertThat(stream.closeFuture().await(Waiting.SECONDS, TimeUnit.SECONDS)).isTrue();
      listener.close().sync();
      assertThat(channel.closeFuture().await(Waiting.SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      clientLoop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
      serverLoop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.get(Waiting.SECONDS, TimeUnit.SECONDS);
  }

  @ChannelHandler.Sharable
  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof ByteBuf) {
        ctx.write(message);
      } else {
        ctx.fireChannelRead(message);
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      ctx.flush();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event == ChannelInputShutdownReadComplete.INSTANCE) {
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
      }
    }
  }

  private static final class Collector extends ChannelInboundHandlerAdapter {
    private final BlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>();

    byte[] next() throws InterruptedException {
      byte[] piece = pieces.poll(Waiting.SECONDS, TimeUnit.SECONDS);
      if (piece == null) {
        throw new AssertionError("nothing came");
      }
      return piece;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof ByteBuf buffer) {
        pieces.add(ByteBufUtil.getBytes(buffer));
        buffer.release();
      } else {
        ctx.fireChannelRead(message);
      }
    }
  }
}
