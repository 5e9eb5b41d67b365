package org.tquic.quic.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tquic.quic.netty.EngineFixture.CLIENT;
import static org.tquic.quic.netty.EngineFixture.SERVER;
import static org.tquic.quic.netty.EngineFixture.SETTINGS;
import static org.tquic.quic.netty.EngineFixture.await;
import static org.tquic.quic.netty.EngineFixture.on;
import static org.tquic.quic.netty.Recorder.next;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.quic.QuicException;
import io.netty.handler.codec.quic.QuicStreamType;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.api.engine.MultipathChannel;
import org.tquic.quic.netty.udp.UdpTransport;

class DatagramTest {
  static Stream<UdpTransport> transports() {
    return EngineFixture.transports();
  }

  @ParameterizedTest
  @MethodSource("transports")
  void bothSidesProveTheirKeysAndDatagramsGoBothWays(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Recorder accepted = new Recorder();
      Channel listener = fixture.listen(new EchoAfter(accepted), null);
      Recorder received = new Recorder();
      MultipathChannel channel = fixture.connect(listener, received);

      MultipathChannel server = (MultipathChannel) next(accepted.active);
      assertThat(server.sslEngine().getSession().getPeerCertificates()[0])
          .isEqualTo(CLIENT.certificate());
      assertThat(channel.sslEngine().getSession().getPeerCertificates()[0])
          .isEqualTo(SERVER.certificate());
      assertThat(channel.sslEngine().getApplicationProtocol()).isEqualTo("h3");
      assertThat(channel.peerTransportParameters().maxDatagramFrameSize()).isEqualTo(65_535);

      for (int size : new int[] {0, 1, 100, on(channel, () -> channel.maxDatagramBytes(0))}) {
        ByteBuf payload = PooledByteBufAllocator.DEFAULT.directBuffer();
        for (int i = 0; i < size; i++) {
          payload.writeByte(i);
        }
        byte[] expected = new byte[size];
        payload.getBytes(0, expected);
        channel.writeAndFlush(payload).sync();
        Recorder.Received echoed = next(received.received);
        assertThat(echoed.bytes()).isEqualTo(expected);
        assertThat(echoed.pathId()).isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void pathMtuDiscoveryRaisesTheLargestDatagram(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Channel listener = fixture.listen(new Echo(), null);
      MultipathChannel channel = fixture.connect(listener, new Recorder());
      while (await(channel.collectPathStats(0)).pmtu() < SETTINGS.maxUdpPayload()) {
        Thread.onSpinWait();
      }
      assertThat(on(channel, () -> channel.maxDatagramBytes(0)))
          .isGreaterThan(SETTINGS.maxUdpPayload() - 60);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aDatagramThatIsTooLongFails(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Channel listener = fixture.listen(new Echo(), null);
      MultipathChannel channel = fixture.connect(listener, new Recorder());
      ChannelFuture written = channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[1473]));
      assertThat(written.await(EngineFixture.SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(written.cause()).isInstanceOf(QuicException.class).hasMessageContaining("1473");
      assertThat(channel.isActive()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void moreDatagramsThanTheQueueHoldsWaitForRoom(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Recorder received = new Recorder();
      Channel listener = fixture.listen(received, null);
      MultipathChannel channel = fixture.connect(listener, new Recorder());
      int count = 3 * SETTINGS.datagramQueue();
      ChannelFuture last =
          on(
              channel,
              () -> {
                ChannelFuture written = null;
                for (int i = 0; i < count; i++) {
                  written = channel.write(Unpooled.wrappedBuffer(new byte[1100]));
                }
                assertThat(channel.isWritable()).isFalse();
                channel.flush();
                return written;
              });
      last.sync();
      on(channel, () -> assertThat(channel.isWritable()).isTrue());
      assertThat(next(received.received).bytes()).hasSize(1100);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void datagramsWaitForAReader(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Channel listener = fixture.listen(new Echo(), new Echo());
      Recorder received = new Recorder();
      MultipathChannel channel = fixture.connect(listener, received);
      on(channel, () -> channel.config().setAutoRead(false));
      // The read that was asked for before has its datagram still.
      channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {0})).sync();
      assertThat(next(received.received).bytes()).containsExactly(0);
      channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {1})).sync();
      // The echo of a stream comes behind that of the datagram.
      Recorder stream = new Recorder();
      await(channel.createStream(QuicStreamType.BIDIRECTIONAL, stream))
          .writeAndFlush(Unpooled.wrappedBuffer(new byte[] {2}));
      assertThat(next(stream.received).bytes()).containsExactly(2);
      assertThat(received.received).isEmpty();
      channel.read();
      assertThat(next(received.received).bytes()).containsExactly(1);
    }
  }

  /** An echo that tells of its connections. */
  private static final class EchoAfter extends ChannelInitializer<Channel> {
    private final Recorder recorder;

    EchoAfter(Recorder recorder) {
      this.recorder = recorder;
    }

    @Override
    protected void initChannel(Channel channel) {
      channel.pipeline().addLast(new Echo());
      recorder.active.add(channel);
    }
  }
}
