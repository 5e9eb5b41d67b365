package org.tquic.quic.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tquic.quic.netty.EngineFixture.await;
import static org.tquic.quic.netty.Recorder.next;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3ClientConnectionHandler;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.http3.Http3RequestStreamInboundHandler;
import io.netty.handler.codec.http3.Http3ServerConnectionHandler;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.quic.netty.udp.UdpTransport;

class Http3Test {
  private static final int REQUESTS = 120;

  static Stream<UdpTransport> transports() {
    return EngineFixture.transports();
  }

  @ParameterizedTest
  @MethodSource("transports")
  void requestsAreAnswered(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Channel listener = fixture.listen(new Server(), null);
      QuicChannel channel = fixture.connect(listener, new Http3ClientConnectionHandler());
      // More than may be open at a time.
      for (int i = 0; i < REQUESTS; i++) {
        Answer answer = new Answer();
        QuicStreamChannel stream = await(Http3.newRequestStream(channel, answer));
        DefaultHttp3HeadersFrame request = new DefaultHttp3HeadersFrame();
        request.headers().method("GET").scheme("https").authority("test").path("/" + i);
        stream.writeAndFlush(request).addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
        assertThat(next(answer.statuses)).isEqualTo("200");
        assertThat(next(answer.bodies)).isEqualTo("/" + i);
        stream.closeFuture().sync();
      }
    }
  }

  @ChannelHandler.Sharable
  private static final class Server extends ChannelInitializer<QuicChannel> {
    @Override
    protected void initChannel(QuicChannel channel) {
      channel
          .pipeline()
          .addLast(
              new Http3ServerConnectionHandler(
                  new ChannelInitializer<QuicStreamChannel>() {
                    @Override
                    protected void initChannel(QuicStreamChannel stream) {
                      stream.pipeline().addLast(new Responder());
                    }
                  }));
    }
  }

  /** Answers with the path of the request. */
  private static final class Responder extends Http3RequestStreamInboundHandler {
    private String path;

    @Override
    protected void channelRead(ChannelHandlerContext ctx, Http3HeadersFrame frame) {
      path = frame.headers().path().toString();
    }

    @Override
    protected void channelRead(ChannelHandlerContext ctx, Http3DataFrame frame) {
      frame.release();
    }

    @Override
    protected void channelInputClosed(ChannelHandlerContext ctx) {
      DefaultHttp3HeadersFrame answer = new DefaultHttp3HeadersFrame();
      answer.headers().status("200");
      ctx.write(answer);
      ctx.writeAndFlush(new DefaultHttp3DataFrame(Unpooled.copiedBuffer(path, US_ASCII)))
          .addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
    }
  }

  private static final class Answer extends Http3RequestStreamInboundHandler {
    final BlockingQueue<String> statuses = new LinkedBlockingQueue<>();
    final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();

    @Override
    protected void channelRead(ChannelHandlerContext ctx, Http3HeadersFrame frame) {
      statuses.add(frame.headers().status().toString());
    }

    @Override
    protected void channelRead(ChannelHandlerContext ctx, Http3DataFrame frame) {
      bodies.add(frame.content().toString(US_ASCII));
      frame.release();
    }

    @Override
    protected void channelInputClosed(ChannelHandlerContext ctx) {
      ctx.close();
    }
  }
}
