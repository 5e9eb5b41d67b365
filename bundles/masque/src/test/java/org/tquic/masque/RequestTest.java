package org.tquic.masque;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tquic.masque.RecordingListener.next;
import static org.tquic.masque.TunnelFixture.await;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.http3.Http3RequestStreamInboundHandler;
import io.netty.handler.codec.http3.Http3ServerConnectionHandler;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests, good and bad, and their answers. */
@ParameterizedClass
@EnumSource(TestEngine.class)
class RequestTest {
  @Parameter TestEngine engine;

  private TunnelFixture fixture;
  private QuicChannel channel;

  @BeforeEach
  void start() throws Exception {
    fixture = new TunnelFixture(engine, new Handler());
    channel = fixture.connect();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  /** Greets, echoes, knows one key that it refuses, and one that it lets wait. */
  private static final class Handler implements MasqueServerHandler {
    @Override
    public void onRequest(HttpRequestInfo request, Responder responder) {
      if (request.path().equals("/echo")) {
        responder.respond(
            201,
            Map.of("x-method", request.method(), "x-got", request.headers().get("x-sent")),
            request.body());
      } else {
        MasqueServerHandler.super.onRequest(request, responder);
      }
    }

    @Override
    public void onConnectIp(ConnectIpRequest request) {
      if (request.headers().containsKey("x-accept")) {
        request.accept(Map.of(), new RecordingListener());
      } else if (!request.headers().containsKey("x-wait")) {
        request.reject(403, "revoked", "The key of \"client\" is revoked.");
      }
    }
  }

  private HttpReply request(String method, String path, byte[] body) throws Exception {
    return await(
        fixture.client.request(channel, method, "host", path, Map.of("x-sent", "1, 2"), body));
  }

  /** Asks for a tunnel, with a field that tells the handler what to do. */
  private RawStream tunnel(String field) throws Exception {
    return raw(
        frame ->
            frame
                .headers()
                .method("CONNECT")
                .scheme("https")
                .authority("host")
                .path(ConnectIpPath.WILDCARD)
                .protocol("connect-ip")
                .add(field, "1"));
  }

  private static MasqueException failure(io.netty.util.concurrent.Future<?> future) {
    try {
      await(future);
      throw new AssertionError("it succeeded");
    } catch (ExecutionException e) {
      return (MasqueException) e.getCause();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aSmallRequestIsAnswered() throws Exception {
    byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
    HttpReply reply = request("POST", "/echo", body);
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.headers()).containsEntry("x-method", "POST").containsEntry("x-got", "1, 2");
    assertThat(reply.body()).isEqualTo(body);
  }

  @Test
  void aRequestOfTheLargestSizeIsAnswered() throws Exception {
    byte[] body = new byte[MasqueLimits.DEFAULT.bodyBytes()];
    assertThat(request("POST", "/echo", body).body()).isEqualTo(body);
  }

  @Test
  void aLongerRequestIsRefused() throws Exception {
    byte[] body = new byte[MasqueLimits.DEFAULT.bodyBytes() + 1];
    assertThat(request("POST", "/echo", body).status()).isEqualTo(413);
  }

  /** Anybody may connect and send, and a connection has sixteen requests at a time. */
  @Test
  void strangersCannotFillTheMemory() throws Exception {
    assertThat(request("POST", "/echo", new byte[8 * 1024]).status()).isEqualTo(413);
    RawStream waiting = tunnel("x-wait");
    waiting.channel.writeAndFlush(
        new DefaultHttp3DataFrame(Unpooled.wrappedBuffer(new byte[8 * 1024])));
    assertThat(next(waiting.answers)).isEqualTo("reset");
  }

  @Test
  void anUnknownPathIsNotFound() throws Exception {
    HttpReply reply = request("GET", "/nothing", new byte[0]);
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.headers()).containsEntry("content-type", "application/problem+json");
    assertThat(ProblemDocument.parse(reply.body()).detail()).contains("/nothing");
  }

  @Test
  void aRefusedTunnelTellsTheProblem() {
    MasqueException failure =
        failure(fixture.client.connectIp(channel, "host", Map.of(), new RecordingListener()));
    assertThat(failure.kind()).isEqualTo(MasqueException.Kind.REFUSED);
    assertThat(failure.status()).isEqualTo(403);
    assertThat(failure.problemType()).isEqualTo("revoked");
    assertThat(failure.problemDetail()).isEqualTo("The key of \"client\" is revoked.");
    assertThat(channel.isActive()).isTrue();
  }

  @Test
  void aServerWithoutExtendedConnectIsNotAsked() throws Exception {
    ChannelInitializer<QuicChannel> plain =
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(QuicChannel ch) {
            ch.pipeline()
                .addLast(
                    new Http3ServerConnectionHandler(
                        new ChannelInitializer<QuicStreamChannel>() {
                          @Override
                          protected void initChannel(QuicStreamChannel stream) {
                            stream.close();
                          }
                        }));
          }
        };
    try (TunnelFixture other = new TunnelFixture(engine, plain, engine.congestion, 64)) {
      MasqueException failure =
          failure(
              other.client.connectIp(other.connect(), "host", Map.of(), new RecordingListener()));
      assertThat(failure.kind()).isEqualTo(MasqueException.Kind.UNSUPPORTED);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "connect-ip, /.well-known/masque/ip/*/300/, 400",
    "connect-ip, /.well-known/masque/ip/*/*, 400",
    "connect-ip, /elsewhere, 404",
    "connect-udp, /.well-known/masque/udp/a/53/, 501",
    "connect-ip, /.well-known/masque/ip/10.0.0.1/6/, 403",
  })
  void badConnectsAreRefused(String protocol, String path, String status) throws Exception {
    RawStream stream =
        raw(
            frame ->
                frame
                    .headers()
                    .method("CONNECT")
                    .scheme("https")
                    .authority("host")
                    .path(path)
                    .protocol(protocol));
    assertThat(next(stream.answers)).isEqualTo(status);
  }

  @Test
  void aProtocolWithoutConnectIsMalformed() throws Exception {
    RawStream stream =
        raw(
            frame ->
                frame
                    .headers()
                    .method("GET")
                    .scheme("https")
                    .authority("host")
                    .path("/echo")
                    .protocol("connect-ip"));
    assertThat(next(stream.answers)).isEqualTo("reset");
  }

  @Test
  void connectionSpecificFieldsAreMalformed() throws Exception {
    RawStream stream =
        raw(
            frame ->
                frame
                    .headers()
                    .method("GET")
                    .scheme("https")
                    .authority("host")
                    .path("/echo")
                    .add("transfer-encoding", "chunked"));
    assertThat(next(stream.answers)).isEqualTo("reset");
  }

  @Test
  void aMalformedCapsuleResetsTheTunnel() throws Exception {
    RawStream stream = tunnel("x-accept");
    assertThat(next(stream.answers)).isEqualTo("200");
    // ADDRESS_REQUEST without an address.
    stream.channel.writeAndFlush(
        new DefaultHttp3DataFrame(Unpooled.wrappedBuffer(new byte[] {2, 0})));
    assertThat(next(stream.answers)).isEqualTo("reset");
    assertThat(request("GET", "/nothing", new byte[0]).status()).isEqualTo(404);
  }

  @Test
  void requestsAtOnceAreLimited() throws Exception {
    BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    for (int i = 0; i <= MasqueLimits.DEFAULT.requests(); i++) {
      RawStream stream = tunnel("x-accept");
      answers.add(next(stream.answers));
    }
    assertThat(answers).containsOnlyOnce("reset");
    assertThat(answers.stream().filter("200"::equals)).hasSize(MasqueLimits.DEFAULT.requests());
  }

  @Test
  void aConnectionOfAnotherKindIsAnArgumentError() throws Exception {
    QuicChannel bare = fixture.connect(null);
    assertThatThrownBy(() -> fixture.client.connectIp(bare, "h", Map.of(), new RecordingListener()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private RawStream raw(Consumer<Http3HeadersFrame> fill) throws Exception {
    RawStream raw = new RawStream();
    raw.channel = await(Http3.newRequestStream(channel, raw));
    Http3HeadersFrame frame = new DefaultHttp3HeadersFrame();
    fill.accept(frame);
    raw.channel.writeAndFlush(frame);
    return raw;
  }

  /** A request stream of which a test writes the frames. */
  private static final class RawStream extends Http3RequestStreamInboundHandler {
    final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    QuicStreamChannel channel;

    @Override
    protected void channelRead(ChannelHandlerContext ctx, Http3HeadersFrame frame) {
      answers.add(frame.headers().status().toString());
    }

    @Override
    protected void channelRead(ChannelHandlerContext ctx, Http3DataFrame frame) {
      frame.release();
    }

    @Override
    protected void channelInputClosed(ChannelHandlerContext ctx) {
      answers.add("end");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      answers.add("reset");
    }
  }
}
