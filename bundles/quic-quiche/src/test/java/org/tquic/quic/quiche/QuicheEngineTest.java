package org.tquic.quic.quiche;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.tquic.quic.quiche.EngineFixture.CLIENT;
import static org.tquic.quic.quiche.EngineFixture.SERVER;
import static org.tquic.quic.quiche.EngineFixture.SETTINGS;
import static org.tquic.quic.quiche.EngineFixture.await;
import static org.tquic.quic.quiche.EngineFixture.failure;
import static org.tquic.quic.quiche.EngineFixture.loopback;
import static org.tquic.quic.quiche.EngineFixture.port;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.Epoll;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionPathStats;
import io.netty.handler.codec.quic.QuicDatagramExtensionEvent;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.api.bond.PathReason;
import org.tquic.api.engine.ClientRequest;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.engine.LinkBinding;
import org.tquic.api.engine.TestIdentity;
import org.tquic.api.engine.TransportSettings;

class QuicheEngineTest {
  static Stream<UdpTransport> transports() {
    return Epoll.isAvailable()
        ? Stream.of(new EpollTransport(), new NioTransport(null))
        : Stream.of(new NioTransport(null));
  }

  @ParameterizedTest
  @MethodSource("transports")
  void bothSidesProveTheirKeysAndFullSizeDatagramsGoBothWays(UdpTransport transport)
      throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      CompletableFuture<Certificate[]> shown = new CompletableFuture<>();
      Channel listener = fixture.listen(new Echo(shown));
      Received received = new Received();
      QuicChannel channel = await(fixture.connect(port(listener), received));

      assertThat(shown.get(5, TimeUnit.SECONDS)[0]).isEqualTo(CLIENT.certificate());
      assertThat(channel.sslEngine().getSession().getPeerCertificates()[0])
          .isEqualTo(SERVER.certificate());
      assertThat(channel.sslEngine().getApplicationProtocol()).isEqualTo("h3");

      // Path MTU discovery raises the size from the 1200 bytes of the handshake.
      int largest = SETTINGS.maxUdpPayload() - 40;
      while (pathMtu(channel) < SETTINGS.maxUdpPayload()) {
        Thread.onSpinWait();
      }
      byte[] payload = new byte[largest];
      for (int i = 0; i < payload.length; i++) {
        payload[i] = (byte) i;
      }
      channel.writeAndFlush(Unpooled.copiedBuffer(payload)).sync();
      assertThat(received.datagrams.poll(5, TimeUnit.SECONDS)).isEqualTo(payload);
      assertThat(received.maxLength.get(5, TimeUnit.SECONDS)).isGreaterThan(1100);
    }
  }

  private static long pathMtu(QuicChannel channel) throws Exception {
    QuicConnectionPathStats stats = await(channel.collectPathStats(0));
    return stats.pmtu();
  }

  @ParameterizedTest
  @MethodSource("transports")
  void burstsThatTheKernelGroupsArriveWhole(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Channel listener = fixture.listen(new Echo(new CompletableFuture<>()));
      Received received = new Received();
      QuicChannel channel = await(fixture.connect(port(listener), received));
      int burst = 8;
      for (int round = 0; round < 20; round++) {
        for (int i = 0; i < burst; i++) {
          channel.write(Unpooled.copiedBuffer(new byte[1000 + i]));
        }
        channel.flush();
        for (int i = 0; i < burst; i++) {
          assertThat(received.datagrams.poll(5, TimeUnit.SECONDS)).hasSize(1000 + i);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void theSocketDiesWithItsConnection(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Channel listener = fixture.listen(new Received());
      QuicChannel channel = await(fixture.connect(port(listener), null));
      Channel socket = channel.parent();
      channel.close().sync();
      assertThat(socket.closeFuture().await(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void closingTheListenerEndsItsConnections(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Channel listener = fixture.listen(new Received());
      QuicChannel channel = await(fixture.connect(port(listener), null));
      listener.close().sync();
      assertThat(channel.closeFuture().await(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aServerWithAnotherKeyIsRefused(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Channel listener = fixture.listen(new Received());
      TestIdentity other = TestIdentity.create("other");
      ConnectFailure failure =
          failure(
              fixture.connect(
                  loopback(port(listener)),
                  "",
                  CLIENT.trusting(other),
                  null,
                  Duration.ofSeconds(5)));
      assertThat(failure.reason()).isEqualTo(PathReason.TLS);
      assertThat(failure).hasMessageContaining("key of CN=server unknown");
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aClientWithAnotherKeyIsRefusedByTheServer(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Channel listener = fixture.listen(new Received());
      TestIdentity other = TestIdentity.create("other");
      ConnectFailure failure =
          failure(
              fixture.connect(
                  loopback(port(listener)),
                  "",
                  other.trusting(SERVER),
                  null,
                  Duration.ofSeconds(5)));
      assertThat(failure.reason()).isEqualTo(PathReason.TLS);
      assertThat(failure).hasMessageContaining("refused this router's certificate");
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aPortWhereNobodyListensRefuses(UdpTransport transport) throws Exception {
    int port;
    try (DatagramSocket socket = new DatagramSocket(loopback(0))) {
      port = socket.getLocalPort();
    }
    try (EngineFixture fixture = new EngineFixture(transport)) {
      ConnectFailure failure = failure(fixture.connect(port, null));
      assertThat(failure.reason()).isEqualTo(PathReason.REFUSED);
      assertThat(failure).hasMessageContaining(":" + port);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aSilentPortIsNoAnswer(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport);
        DatagramSocket silent = new DatagramSocket(loopback(0))) {
      ConnectFailure failure =
          failure(
              fixture.connect(
                  loopback(silent.getLocalPort()),
                  "",
                  CLIENT.trusting(SERVER),
                  null,
                  Duration.ofMillis(300)));
      assertThat(failure.reason()).isEqualTo(PathReason.NO_ANSWER);
      assertThat(failure).hasMessageContaining("No answer from");
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aPortInUseIsReported(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport);
        DatagramSocket taken = new DatagramSocket(loopback(0))) {
      ConnectFailure failure =
          failure(
              fixture.listen(
                  loopback(taken.getLocalPort()), SERVER.trusting(CLIENT), new Received()));
      assertThat(failure.reason()).isEqualTo(PathReason.ADDRESS_IN_USE);
      assertThat(failure).hasMessageContaining(":" + taken.getLocalPort());
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aSourceAddressThatTheMachineLacksIsReported(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      LinkBinding link = new LinkBinding("", InetAddress.getByName("192.0.2.77"));
      ConnectFailure failure =
          failure(
              fixture.engine.connect(
                  new ClientRequest(
                      fixture.group.next(),
                      link,
                      loopback(9),
                      CLIENT.trusting(SERVER),
                      SETTINGS,
                      Duration.ofSeconds(5),
                      null,
                      null)));
      assertThat(failure.reason()).isEqualTo(PathReason.NO_ADDRESS);
      assertThat(failure).hasMessageContaining("192.0.2.77");
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void anUnknownCongestionControllerIsNamed(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      ConnectFailure failure =
          failure(
              fixture.engine.connect(
                  new ClientRequest(
                      fixture.group.next(),
                      new LinkBinding("", InetAddress.getLoopbackAddress()),
                      loopback(9),
                      CLIENT.trusting(SERVER),
                      new TransportSettings(1472, Duration.ofSeconds(5), 64, "vegas"),
                      Duration.ofSeconds(5),
                      null,
                      null)));
      assertThat(failure).hasMessageContaining("vegas");
      assertThat(failure.remedy()).contains("bbr", "cubic", "newreno");
    }
  }

  @Test
  void aConnectionIsBoundToItsDevice() throws Exception {
    assumeThat(Epoll.isAvailable()).as("epoll: %s", Epoll.unavailabilityCause()).isTrue();
    try (EngineFixture fixture = new EngineFixture(new EpollTransport())) {
      Channel listener = fixture.listen(new Received());
      QuicChannel channel =
          await(
              fixture.connect(
                  loopback(port(listener)),
                  "lo",
                  CLIENT.trusting(SERVER),
                  null,
                  Duration.ofSeconds(5)));
      assertThat(channel.isActive()).isTrue();
    }
  }

  @Test
  void aDeviceThatDoesNotExistIsReported() throws Exception {
    assumeThat(Epoll.isAvailable()).as("epoll: %s", Epoll.unavailabilityCause()).isTrue();
    try (EngineFixture fixture = new EngineFixture(new EpollTransport())) {
      ConnectFailure failure =
          failure(
              fixture.connect(
                  loopback(9), "nosuchdev0", CLIENT.trusting(SERVER), null, Duration.ofSeconds(5)));
      assertThat(failure.reason()).isEqualTo(PathReason.NO_CARRIER);
      assertThat(failure).hasMessageContaining("nosuchdev0");
    }
  }

  @Test
  void anUnreachableNetworkIsNoRoute() throws Exception {
    assumeThat(Epoll.isAvailable()).as("epoll: %s", Epoll.unavailabilityCause()).isTrue();
    try (EngineFixture fixture = new EngineFixture(new EpollTransport())) {
      // Nothing but the machine itself is behind the loopback device.
      ConnectFailure failure =
          failure(
              fixture.connect(
                  new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 4433),
                  "lo",
                  CLIENT.trusting(SERVER),
                  null,
                  Duration.ofMillis(500)));
      assertThat(failure.reason()).isIn(PathReason.NO_ROUTE, PathReason.NO_ANSWER);
    }
  }

  @Test
  void nioDoesNotPretendToBindToADevice() throws Exception {
    try (EngineFixture fixture = new EngineFixture(new NioTransport(null))) {
      ConnectFailure failure =
          failure(
              fixture.connect(
                  loopback(9), "lo", CLIENT.trusting(SERVER), null, Duration.ofSeconds(5)));
      assertThat(failure).hasMessageContaining("lo").hasMessageContaining("device");
    }
  }

  @Test
  void theEngineNamesItsControllers() {
    QuicheEngine engine = new QuicheEngine(UdpTransport.best(), AdmissionLimits.DEFAULT);
    assertThat(engine.id()).isEqualTo("quiche");
    assertThat(engine.congestionAlgorithms()).isEqualTo(Set.of("bbr", "cubic", "newreno"));
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aFullServerTakesNoMore(UdpTransport transport) throws Exception {
    AdmissionLimits one = new AdmissionLimits(1, 8, 8, Duration.ofSeconds(5));
    try (EngineFixture fixture = new EngineFixture(transport, one)) {
      Channel listener = fixture.listen(new Received());
      QuicChannel first = await(fixture.connect(port(listener), null));
      ConnectFailure failure =
          failure(
              fixture.connect(
                  loopback(port(listener)),
                  "",
                  CLIENT.trusting(SERVER),
                  null,
                  Duration.ofMillis(700)));
      assertThat(failure.reason()).isEqualTo(PathReason.NO_ANSWER);
      first.close().sync();
      // The server learns of the close a moment later.
      QuicChannel next = null;
      for (int i = 0; next == null && i < 20; i++) {
        var again =
            fixture.connect(
                loopback(port(listener)),
                "",
                CLIENT.trusting(SERVER),
                null,
                Duration.ofMillis(500));
        if (again.await(5, TimeUnit.SECONDS) && again.isSuccess()) {
          next = again.getNow();
        }
      }
      assertThat(next).isNotNull();
    }
  }

  /** Sends each datagram back and tells the client's certificate. */
  @ChannelHandler.Sharable
  private static final class Echo extends ChannelInboundHandlerAdapter {
    private final CompletableFuture<Certificate[]> shown;

    Echo(CompletableFuture<Certificate[]> shown) {
      this.shown = shown;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws Exception {
      QuicChannel channel = (QuicChannel) ctx.channel();
      shown.complete(channel.sslEngine().getSession().getPeerCertificates());
      ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
      if (msg instanceof ByteBuf datagram) {
        ctx.writeAndFlush(datagram);
      } else {
        ctx.fireChannelRead(msg);
      }
    }
  }

  /** Collects datagrams. */
  @ChannelHandler.Sharable
  private static final class Received extends ChannelInboundHandlerAdapter {
    final BlockingQueue<byte[]> datagrams = new LinkedBlockingQueue<>();
    final CompletableFuture<Integer> maxLength = new CompletableFuture<>();

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof QuicDatagramExtensionEvent datagrams) {
        maxLength.complete(datagrams.maxLength());
      }
      ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
      if (msg instanceof ByteBuf datagram) {
        datagrams.add(ByteBufUtil.getBytes(datagram));
        datagram.release();
      } else {
        ctx.fireChannelRead(msg);
      }
    }
  }
}
