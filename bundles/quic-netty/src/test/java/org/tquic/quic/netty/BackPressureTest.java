package org.tquic.quic.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tquic.quic.netty.EngineFixture.await;
import static org.tquic.quic.netty.EngineFixture.link;
import static org.tquic.quic.netty.EngineFixture.loopback;
import static org.tquic.quic.netty.EngineFixture.on;
import static org.tquic.quic.netty.EngineFixture.port;
import static org.tquic.quic.netty.Recorder.next;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.tquic.api.engine.MultipathChannel;
import org.tquic.quic.netty.udp.NioUdpTransport;

/** Sockets that take nothing for a while. */
class BackPressureTest {
  @Test
  void whatASocketRefusesLeavesLater() throws Exception {
    GatedTransport gated = new GatedTransport();
    try (EngineFixture serving = new EngineFixture(new NioUdpTransport());
        EngineFixture fixture = new EngineFixture(gated)) {
      Recorder accepted = new Recorder();
      Channel listener = serving.listen(accepted, null);
      MultipathChannel channel = fixture.connect(listener, null);
      gated.gates.get(0).shut();
      for (int i = 0; i < 5; i++) {
        channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {(byte) i})).sync();
      }
      assertThat(on(channel, () -> accepted.received.isEmpty())).isTrue();
      gated.gates.get(0).open();
      for (int i = 0; i < 5; i++) {
        assertThat(next(accepted.received).bytes()).containsExactly(i);
      }
      assertThat(await(channel.collectStats()).lost()).isZero();
    }
  }

  @Test
  void theOtherPathsGoOn() throws Exception {
    GatedTransport gated = new GatedTransport();
    try (EngineFixture serving = new EngineFixture(new NioUdpTransport());
        EngineFixture fixture = new EngineFixture(gated)) {
      Recorder accepted = new Recorder();
      Channel listener = serving.listen(accepted, null);
      MultipathChannel channel = fixture.connect(listener, null);
      long second = await(channel.openPath(link("127.0.0.2"), loopback(port(listener))));
      gated.gates.get(0).shut();
      sendTwo(channel, 0);
      sendTwo(channel, second);
      assertThat(next(accepted.received).pathId()).isEqualTo(second);
      assertThat(next(accepted.received).pathId()).isEqualTo(second);
      // Data without a path goes where it can.
      channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[1])).sync();
      assertThat(next(accepted.received).pathId()).isEqualTo(second);
      gated.gates.get(0).open();
      assertThat(next(accepted.received).pathId()).isZero();
      assertThat(next(accepted.received).pathId()).isZero();
    }
  }

  /** The second datagram waits for nothing but the socket, least of all for news of the peer. */
  @Test
  void whatWaitsLeavesAsSoonAsASocketTakesDatagramsAgain() throws Exception {
    GatedTransport gated = new GatedTransport();
    try (EngineFixture serving = new EngineFixture(new NioUdpTransport());
        EngineFixture fixture = new EngineFixture(gated)) {
      Channel listener = serving.listen(new Recorder(), null);
      MultipathChannel channel = fixture.connect(listener, null);
      await(channel.openPath(link("127.0.0.2"), loopback(port(listener))));
      GatedTransport.Gate gate = gated.gates.get(0);
      gate.shut();
      Future<Long> waiting =
          on(
              channel,
              () -> {
                offerTwo(channel, 0);
                // Behind the turn in which the socket refuses the first, and ahead of any other.
                return channel
                    .eventLoop()
                    .submit(
                        () -> {
                          gate.openOnLoop();
                          return channel.path(0).queuedBytes();
                        });
              });
      assertThat(await(waiting)).isZero();
    }
  }

  /** Sends two datagrams that are too large for one packet to take both. */
  private static void sendTwo(MultipathChannel channel, long pathId) throws Exception {
    assertThat(on(channel, () -> offerTwo(channel, pathId))).isEqualTo(2);
  }

  private static int offerTwo(MultipathChannel channel, long pathId) {
    int taken = 0;
    for (int i = 0; i < 2; i++) {
      boolean sent = channel.sendDatagram(pathId, Unpooled.wrappedBuffer(new byte[1000]));
      taken += sent ? 1 : 0;
    }
    channel.flush();
    return taken;
  }
}
