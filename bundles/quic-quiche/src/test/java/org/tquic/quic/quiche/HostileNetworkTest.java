package org.tquic.quic.quiche;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tquic.quic.quiche.EngineFixture.await;
import static org.tquic.quic.quiche.EngineFixture.port;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.api.bond.PathReason;
import org.tquic.api.engine.ClientRequest;
import org.tquic.api.engine.LinkBinding;
import org.tquic.api.engine.SocketTrouble;

/** Retry, NAT rebinding, servers that vanish, and both address families. */
class HostileNetworkTest {
  static Stream<UdpTransport> transports() {
    return QuicheEngineTest.transports();
  }

  @ParameterizedTest
  @MethodSource("transports")
  void underLoadAClientMustProveItsAddress(UdpTransport transport) throws Exception {
    AdmissionLimits always = new AdmissionLimits(8, 0, 8, Duration.ofSeconds(5));
    try (EngineFixture fixture = new EngineFixture(transport, always);
        Relay relay = new Relay(port(fixture.listen(new Events())))) {
      QuicChannel channel = await(fixture.connect(relay.port(), null));
      assertThat(channel.isActive()).isTrue();
      assertThat(typeOf(relay.fromServer.element())).as("the first answer is a Retry").isEqualTo(3);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void withoutLoadNoProofIsDemanded(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport);
        Relay relay = new Relay(port(fixture.listen(new Events())))) {
      await(fixture.connect(relay.port(), null));
      assertThat(relay.fromServer).noneMatch(packet -> typeOf(packet) == 3);
      assertThat(relay.beforeServer).as("a post-quantum hello fills two").hasValueGreaterThan(1);
    }
  }

  /** The type of a long-header packet (RFC 9000 section 17.2), or -1. */
  private static int typeOf(byte[] packet) {
    return (packet[0] & 0x80) == 0 ? -1 : (packet[0] >> 4) & 3;
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aConnectionSurvivesANatThatChangesItsPort(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Events atServer = new Events();
      try (Relay relay = new Relay(port(fixture.listen(atServer)))) {
        QuicChannel channel = await(fixture.connect(relay.port(), null));
        channel.writeAndFlush(Unpooled.copiedBuffer(new byte[] {1})).sync();
        assertThat(atServer.next()).isEqualTo("01");
        relay.rebind();
        channel.writeAndFlush(Unpooled.copiedBuffer(new byte[] {2})).sync();
        assertThat(atServer.next()).isEqualTo("02");
        atServer.channel().writeAndFlush(Unpooled.copiedBuffer(new byte[] {3})).sync();
        assertThat(channel.isActive()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aServerThatVanishesIsReportedAtOnce(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Events atClient = new Events();
      Relay relay = new Relay(port(fixture.listen(new Events())));
      QuicChannel channel = await(fixture.connect(relay.port(), atClient));
      relay.close();
      channel.writeAndFlush(Unpooled.copiedBuffer(new byte[] {1})).sync();
      SocketTrouble trouble = atClient.troubles.poll(10, TimeUnit.SECONDS);
      assertThat(trouble).isNotNull();
      assertThat(trouble.reason()).isEqualTo(PathReason.REFUSED);
      assertThat(channel.isActive()).as("it is a hint").isTrue();
    }
  }

  @Test
  void aWildcardListenerTakesBothFamilies() throws Exception {
    try (EngineFixture fixture = new EngineFixture(UdpTransport.best())) {
      Channel listener =
          await(
              fixture.listen(
                  new InetSocketAddress(InetAddress.ofLiteral("::"), 0),
                  EngineFixture.SERVER.trusting(EngineFixture.CLIENT),
                  new Events()));
      for (String address : new String[] {"127.0.0.1", "::1"}) {
        InetAddress ip = InetAddress.ofLiteral(address);
        QuicChannel channel =
            await(
                fixture.engine.connect(
                    new ClientRequest(
                        fixture.group.next(),
                        new LinkBinding("", ip),
                        new InetSocketAddress(ip, port(listener)),
                        EngineFixture.CLIENT.trusting(EngineFixture.SERVER),
                        EngineFixture.SETTINGS,
                        Duration.ofSeconds(5),
                        null,
                        null)));
        assertThat(channel.isActive()).as(address).isTrue();
      }
    }
  }

  /** Collects datagrams, troubles and the channel. */
  @ChannelHandler.Sharable
  private static final class Events extends ChannelInboundHandlerAdapter {
    final BlockingQueue<SocketTrouble> troubles = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> datagrams = new LinkedBlockingQueue<>();
    private final BlockingQueue<Channel> channels = new LinkedBlockingQueue<>();

    String next() throws InterruptedException {
      return datagrams.poll(10, TimeUnit.SECONDS);
    }

    Channel channel() throws InterruptedException {
      return channels.poll(10, TimeUnit.SECONDS);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      channels.add(ctx.channel());
      ctx.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof SocketTrouble trouble) {
        troubles.add(trouble);
      }
      ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
      if (msg instanceof ByteBuf datagram) {
        datagrams.add(ByteBufUtil.hexDump(datagram));
        datagram.release();
      } else {
        ctx.fireChannelRead(msg);
      }
    }
  }
}
