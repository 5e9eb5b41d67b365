package org.tquic.masque;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tquic.masque.RecordingListener.next;
import static org.tquic.masque.TunnelFixture.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.tquic.api.engine.ConnectionClosed;
import org.tquic.masque.RecordingListener.Datagram;

/** Tunnels between this client and this server, over each engine. */
@ParameterizedClass
@EnumSource(TestEngine.class)
class TunnelTest {
  @Parameter TestEngine engine;

  private final BlockingQueue<ConnectIpRequest> requests = new LinkedBlockingQueue<>();
  private final RecordingListener atServer = new RecordingListener(0L, 2L);
  private final RecordingListener atClient = new RecordingListener(0L, 2L);
  private TunnelFixture fixture;
  private QuicChannel channel;
  private IpTunnel client;
  private IpTunnel server;

  @BeforeEach
  void start() throws Exception {
    fixture = new TunnelFixture(engine, requests::add);
    channel = fixture.connect();
    var opening =
        fixture.client.connectIp(
            channel, "vpn.example:443", Map.of("tquic-bond", "?1;id=7"), atClient);
    ConnectIpRequest request = next(requests);
    assertThat(request.authority()).isEqualTo("vpn.example:443");
    assertThat(request.target()).isEqualTo("*");
    assertThat(request.ipProtocol()).isEqualTo(-1);
    assertThat(request.headers())
        .containsEntry("tquic-bond", "?1;id=7")
        .containsEntry("capsule-protocol", "?1");
    assertThat(request.peerCertificates()).containsExactly(TunnelFixture.CLIENT.certificate());
    server = on(request.channel(), () -> request.accept(Map.of("tquic-bond", "?0"), atServer));
    client = await(opening);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private static <T> T on(QuicChannel channel, Callable<T> task) throws Exception {
    return channel.eventLoop().submit(task).get();
  }

  private static boolean send(IpTunnel tunnel, long contextId, ByteBuf payload) throws Exception {
    return on(
        tunnel.channel(),
        () -> {
          boolean sent = tunnel.send(contextId, payload);
          tunnel.flush();
          return sent;
        });
  }

  private static ByteBuf bytes(int... values) {
    ByteBuf buffer = Unpooled.directBuffer();
    for (int value : values) {
      buffer.writeByte(value);
    }
    return buffer;
  }

  private static ByteBuf withHeadroom(int... values) {
    ByteBuf buffer = Unpooled.directBuffer().writeZero(64);
    buffer.readerIndex(64);
    return buffer.writeBytes(bytes(values));
  }

  @Test
  void headerFieldsGoBothWays() {
    assertThat(client.peerHeaders())
        .containsEntry("tquic-bond", "?0")
        .containsEntry("capsule-protocol", "?1");
    assertThat(server.peerHeaders()).containsEntry("tquic-bond", "?1;id=7");
  }

  @Test
  void datagramsGoBothWaysInTheirContexts() throws Exception {
    assertThat(send(client, 0, withHeadroom(0x45, 1, 2))).isTrue();
    assertThat(send(client, 2, bytes(3, 4))).isTrue();
    assertThat(next(atServer.datagrams)).isEqualTo(new Datagram(0, "450102"));
    assertThat(next(atServer.datagrams)).isEqualTo(new Datagram(2, "0304"));
    assertThat(next(atServer.completions)).isPositive();

    assertThat(send(server, 2, withHeadroom(5))).isTrue();
    assertThat(next(atClient.datagrams)).isEqualTo(new Datagram(2, "05"));
    assertThat(on(channel, client::counters)).isEqualTo(new TunnelCounters(2, 1, 0, 0, 0, 1));
  }

  @Test
  void headersAreWrittenIntoTheHeadroomAndThePayloadIsGivenUp() throws Exception {
    ByteBuf packet = withHeadroom(7, 7, 7);
    send(client, 2, packet);
    next(atServer.datagrams);
    assertThat(packet.refCnt()).isZero();
    assertThat(on(channel, client::counters).copied()).isZero();
  }

  @Test
  void anEncodedDatagramCanBeSentByOtherMeans() throws Exception {
    ByteBuf inPlace = on(channel, () -> client.encode(2, withHeadroom(8, 9)));
    ByteBuf copied = on(channel, () -> client.encode(2, bytes(10)));
    assertThat(inPlace.readableBytes()).isEqualTo(on(channel, () -> client.overhead(2)) + 2);
    channel.write(inPlace);
    channel.writeAndFlush(copied);
    assertThat(next(atServer.datagrams)).isEqualTo(new Datagram(2, "0809"));
    assertThat(next(atServer.datagrams)).isEqualTo(new Datagram(2, "0a"));
    assertThat(on(channel, client::counters)).isEqualTo(new TunnelCounters(2, 0, 0, 0, 0, 1));
  }

  @Test
  void aClosedTunnelEncodesNothing() throws Exception {
    run(client, client::close);
    ByteBuf late = withHeadroom(1);
    assertThat(on(channel, () -> client.encode(2, late) == null)).isTrue();
    assertThat(late.refCnt()).isZero();
    assertThat(on(channel, client::counters).afterClose()).isEqualTo(1);
  }

  @Test
  void aDatagramOfFullSizeFitsAndALongerOneIsRefused() throws Exception {
    int largest = 0;
    while (largest < 1400) {
      largest = on(channel, () -> client.maxPayload(2));
      Thread.onSpinWait();
    }
    ByteBuf tooLong = Unpooled.directBuffer().writeZero(largest + 1);
    assertThat(send(client, 2, tooLong)).isFalse();
    assertThat(tooLong.refCnt()).isZero();
    assertThat(send(client, 2, Unpooled.directBuffer().writeZero(largest))).isTrue();
    assertThat(next(atServer.datagrams).hex()).hasSize(2 * largest);
    assertThat(on(channel, client::counters).tooLong()).isEqualTo(1);
  }

  @Test
  void datagramsOfUnknownContextsAreDroppedAndCounted() throws Exception {
    send(client, 6, bytes(1));
    send(client, 2, bytes(2));
    assertThat(next(atServer.datagrams)).isEqualTo(new Datagram(2, "02"));
    assertThat(on(server.channel(), server::counters).unknownContext()).isEqualTo(1);
  }

  @Test
  void addressesAndRoutesGoBothWays() throws Exception {
    InetAddress any = InetAddress.ofLiteral("0.0.0.0");
    AddressRequest request = new AddressRequest(List.of(new AssignedAddress(1, any, 32)));
    AddressAssign assign =
        new AddressAssign(List.of(new AssignedAddress(1, InetAddress.ofLiteral("10.77.0.2"), 32)));
    RouteAdvertisement routes =
        new RouteAdvertisement(
            List.of(new AddressRange(any, InetAddress.ofLiteral("255.255.255.255"), 0)));

    run(client, () -> client.sendAddressRequest(request));
    assertThat(next(atServer.capsules)).isEqualTo(request);
    run(
        server,
        () -> {
          server.sendAddressAssign(assign);
          server.sendRouteAdvertisement(routes);
        });
    assertThat(next(atClient.capsules)).isEqualTo(assign);
    assertThat(next(atClient.capsules)).isEqualTo(routes);
    run(client, () -> client.sendRouteAdvertisement(routes));
    assertThat(next(atServer.capsules)).isEqualTo(routes);
  }

  private static void run(IpTunnel tunnel, Runnable task) throws Exception {
    tunnel.channel().eventLoop().submit(task).get();
  }

  @Test
  void aTunnelEndsInOrder() throws Exception {
    run(client, client::close);
    assertThat(atServer.awaitClosed()).isEqualTo(RecordingListener.ORDERLY);
    assertThat(atClient.awaitClosed()).isEqualTo(RecordingListener.ORDERLY);
    assertThat(on(server.channel(), server::isOpen)).isFalse();
    assertThat(send(client, 0, bytes(1))).isFalse();
    assertThat(channel.isActive()).isTrue();
  }

  @Test
  void anAbortedTunnelSaysSo() throws Exception {
    run(server, () -> server.abort(0x10c));
    assertThat(atClient.awaitClosed()).isInstanceOf(MasqueException.class);
    assertThat(channel.isActive()).isTrue();
  }

  @Test
  void theConnectionsEndIsTheTunnelsEnd() throws Exception {
    channel.close().sync();
    assertThat(atClient.awaitClosed())
        .isInstanceOfSatisfying(
            MasqueException.class,
            e -> assertThat(e.kind()).isEqualTo(MasqueException.Kind.CLOSED));
    assertThat(atServer.awaitClosed()).isInstanceOf(MasqueException.class);
  }

  @Test
  void aSecondTunnelOnTheConnectionIsItsOwn() throws Exception {
    RecordingListener second = new RecordingListener(0L);
    var opening = fixture.client.connectIp(channel, "vpn.example", Map.of(), second);
    ConnectIpRequest request = next(requests);
    RecordingListener secondAtServer = new RecordingListener(0L);
    on(request.channel(), () -> request.accept(Map.of(), secondAtServer));
    IpTunnel other = await(opening);
    send(other, 0, bytes(0x11));
    send(client, 0, bytes(0x22));
    assertThat(next(secondAtServer.datagrams)).isEqualTo(new Datagram(0, "11"));
    assertThat(next(atServer.datagrams)).isEqualTo(new Datagram(0, "22"));
  }

  @Test
  void datagramsThatOvertakeTheAnswerAreKept() throws Exception {
    RecordingListener second = new RecordingListener(0L);
    fixture.client.connectIp(channel, "vpn.example", Map.of(), second);
    ConnectIpRequest request = next(requests);
    // The second request stream is number 4, its quarter 1; context 0.
    for (int i = 0; i < MasqueLimits.DEFAULT.earlyDatagrams() + 5; i++) {
      channel.writeAndFlush(bytes(1, 0, i)).sync();
    }
    // The first tunnel's datagram shows that those before it have arrived.
    send(client, 0, bytes(0x33));
    next(atServer.datagrams);
    RecordingListener late = new RecordingListener(0L);
    on(request.channel(), () -> request.accept(Map.of(), late));
    assertThat(next(late.datagrams)).as("the oldest went").isEqualTo(new Datagram(0, "05"));
  }

  @Test
  void aDatagramWithoutStreamClosesTheConnection() throws Exception {
    BlockingQueue<Object> events = new LinkedBlockingQueue<>();
    channel.pipeline().addLast(new EventCollector(events));
    channel.writeAndFlush(bytes(0x40)).sync();
    assertThat(applicationError(events)).isEqualTo(0x33);
  }

  /** Waits for the error code; each engine has an event of its own. */
  private static long applicationError(BlockingQueue<Object> events) throws InterruptedException {
    while (true) {
      switch (next(events)) {
        case QuicConnectionCloseEvent quiche -> {
          assertThat(quiche.isApplicationClose()).isTrue();
          return quiche.error();
        }
        case ConnectionClosed multipath -> {
          assertThat(multipath.application()).isTrue();
          return multipath.code();
        }
        default -> {}
      }
    }
  }

  @Test
  void aDatagramWithoutContextAbortsItsTunnel() throws Exception {
    channel.writeAndFlush(bytes(0)).sync();
    assertThat(atServer.awaitClosed())
        .isInstanceOfSatisfying(
            MasqueException.class,
            e -> assertThat(e.kind()).isEqualTo(MasqueException.Kind.PROTOCOL));
    assertThat(channel.isActive()).isTrue();
  }

  @Test
  void datagramsOfStreamsThatDoNotExistAreDropped() throws Exception {
    channel.writeAndFlush(bytes(0x3F, 0, 1)).sync();
    send(client, 0, bytes(2));
    assertThat(next(atServer.datagrams)).isEqualTo(new Datagram(0, "02"));
  }
}
