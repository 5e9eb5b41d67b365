package org.tquic.quic.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tquic.quic.netty.EngineFixture.CLIENT;
import static org.tquic.quic.netty.EngineFixture.SERVER;
import static org.tquic.quic.netty.EngineFixture.SETTINGS;
import static org.tquic.quic.netty.EngineFixture.await;
import static org.tquic.quic.netty.EngineFixture.failure;
import static org.tquic.quic.netty.EngineFixture.link;
import static org.tquic.quic.netty.EngineFixture.loopback;
import static org.tquic.quic.netty.EngineFixture.on;
import static org.tquic.quic.netty.EngineFixture.port;
import static org.tquic.quic.netty.Recorder.next;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.api.bond.PathReason;
import org.tquic.api.engine.ClientRequest;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.engine.ConnectionClosed;
import org.tquic.api.engine.LinkBinding;
import org.tquic.api.engine.MultipathChannel;
import org.tquic.api.engine.ServerRequest;
import org.tquic.api.engine.SocketTrouble;
import org.tquic.api.engine.TestIdentity;
import org.tquic.api.engine.TransportSettings;
import org.tquic.quic.netty.udp.UdpTransport;

class ConnectionTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  static Stream<UdpTransport> transports() {
    return EngineFixture.transports();
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aServerWithAnotherKeyIsRefused(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Recorder accepted = new Recorder();
      Channel listener = fixture.listen(accepted, null);
      TestIdentity other = TestIdentity.create("other");
      ConnectFailure failure =
          failure(fixture.connect(port(listener), CLIENT.trusting(other), SETTINGS, null, TIMEOUT));
      assertThat(failure.reason()).isEqualTo(PathReason.TLS);
      assertThat(failure).hasMessageContaining("key of CN=server unknown");
      assertThat(accepted.active).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aClientWithAnotherKeyIsRefusedByTheServer(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Recorder accepted = new Recorder();
      Channel listener = fixture.listen(accepted, null);
      TestIdentity other = TestIdentity.create("other");
      ConnectFailure failure =
          failure(fixture.connect(port(listener), other.trusting(SERVER), SETTINGS, null, TIMEOUT));
      assertThat(failure.reason()).isEqualTo(PathReason.TLS);
      assertThat(failure).hasMessageContaining("refused this router's certificate");
      assertThat(accepted.active).isEmpty();
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
      ConnectFailure failure =
          failure(fixture.connect(port, CLIENT.trusting(SERVER), SETTINGS, null, TIMEOUT));
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
                  silent.getLocalPort(),
                  CLIENT.trusting(SERVER),
                  SETTINGS,
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
      Future<Channel> listening =
          fixture.engine.listen(
              new ServerRequest(
                  fixture.group.next(),
                  loopback(taken.getLocalPort()),
                  SERVER.trusting(CLIENT),
                  SETTINGS,
                  null,
                  null));
      ConnectFailure failure = failure(listening);
      assertThat(failure.reason()).isEqualTo(PathReason.ADDRESS_IN_USE);
      assertThat(failure).hasMessageContaining(":" + taken.getLocalPort());
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aSourceAddressThatTheMachineLacksIsReported(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      ConnectFailure failure = failure(connect(fixture, link("192.0.2.77")));
      assertThat(failure.reason()).isEqualTo(PathReason.NO_ADDRESS);
      assertThat(failure).hasMessageContaining("192.0.2.77");
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aDeviceThatDoesNotExistIsReported(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      LinkBinding nowhere = new LinkBinding("nosuchdev0", link("127.0.0.1").source());
      ConnectFailure failure = failure(connect(fixture, nowhere));
      assertThat(failure.reason()).isEqualTo(PathReason.NO_CARRIER);
      assertThat(failure).hasMessageContaining("nosuchdev0");
    }
  }

  private static Future<QuicChannel> connect(EngineFixture fixture, LinkBinding link) {
    return fixture.engine.connect(
        new ClientRequest(
            fixture.group.next(),
            link,
            loopback(9),
            CLIENT.trusting(SERVER),
            SETTINGS,
            TIMEOUT,
            null,
            null));
  }

  @ParameterizedTest
  @MethodSource("transports")
  void anUnknownCongestionControllerIsNamed(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      TransportSettings settings = new TransportSettings(1472, Duration.ofSeconds(5), 64, "vegas");
      ConnectFailure failure =
          failure(fixture.connect(9, CLIENT.trusting(SERVER), settings, null, TIMEOUT));
      assertThat(failure.reason()).isEqualTo(PathReason.INTERNAL);
      assertThat(failure).hasMessageContaining("vegas");
      assertThat(failure.remedy()).contains("newreno");
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void closeCodesReachThePeer(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Recorder accepted = new Recorder();
      Channel listener = fixture.listen(accepted, null);
      MultipathChannel application = fixture.connect(listener, null);
      application
          .close(true, 0x10c, Unpooled.copiedBuffer("done", StandardCharsets.US_ASCII))
          .sync();
      assertThat(accepted.nextEvent(ConnectionClosed.class))
          .isEqualTo(new ConnectionClosed(ConnectionClosed.Origin.PEER, true, 0x10c, "done"));
      assertThat(next(accepted.inactive)).isSameAs(next(accepted.active));

      MultipathChannel plain = fixture.connect(listener, null);
      plain.close().sync();
      assertThat(accepted.nextEvent(ConnectionClosed.class))
          .isEqualTo(new ConnectionClosed(ConnectionClosed.Origin.PEER, false, 0, ""));
      assertThat(plain.isTimedOut()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void closingTheListenerTellsItsClients(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Channel listener = fixture.listen(new Recorder(), null);
      Recorder recorder = new Recorder();
      MultipathChannel channel = fixture.connect(listener, recorder);
      listener.close().sync();
      assertThat(recorder.nextEvent(ConnectionClosed.class).origin())
          .isEqualTo(ConnectionClosed.Origin.PEER);
      assertThat(channel.closeFuture().await(EngineFixture.SECONDS, TimeUnit.SECONDS)).isTrue();
      EngineFixture.awaitFree((InetSocketAddress) listener.localAddress());
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aServerThatVanishesTimesOutAndTheKernelSaysWhy(UdpTransport transport) throws Exception {
    TransportSettings impatient =
        new TransportSettings(1472, Duration.ofMillis(500), 256, "newreno");
    EngineFixture serving = new EngineFixture(transport);
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Channel listener = serving.listen(new Recorder(), null);
      Recorder recorder = new Recorder();
      QuicChannel channel =
          await(
              fixture.connect(
                  port(listener), CLIENT.trusting(SERVER), impatient, recorder, TIMEOUT));
      // Its loop ends without a word to anybody.
      serving.close();
      channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[1]));
      assertThat(recorder.nextEvent(SocketTrouble.class).reason()).isEqualTo(PathReason.REFUSED);
      assertThat(recorder.nextEvent(ConnectionClosed.class).origin())
          .isEqualTo(ConnectionClosed.Origin.IDLE_TIMEOUT);
      assertThat(channel.closeFuture().await(EngineFixture.SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(channel.isTimedOut()).isTrue();
    } finally {
      serving.close();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void anAttemptCanBeCancelled(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport);
        DatagramSocket silent = new DatagramSocket(loopback(0))) {
      Recorder recorder = new Recorder();
      Future<QuicChannel> attempt =
          fixture.connect(
              silent.getLocalPort(), CLIENT.trusting(SERVER), SETTINGS, recorder, TIMEOUT);
      assertThat(attempt.cancel(false)).isTrue();
      assertThat(attempt.await(EngineFixture.SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(recorder.active).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void manyConnectionsShareTheListenersSocket(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Channel listener = fixture.listen(new Echo(), null);
      for (int i = 0; i < 10; i++) {
        Recorder recorder = new Recorder();
        MultipathChannel channel = fixture.connect(listener, recorder);
        channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {(byte) i}));
        assertThat(next(recorder.received).bytes()).containsExactly(i);
        assertThat(on(channel, channel::isMultipath)).isTrue();
      }
    }
  }
}
