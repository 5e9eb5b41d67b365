package org.tquic.quic.netty.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tquic.quic.netty.udp.SocketLoop.LINK;
import static org.tquic.quic.netty.udp.SocketLoop.MAX_PAYLOAD;
import static org.tquic.quic.netty.udp.SocketLoop.at;

import io.netty.channel.epoll.Epoll;
import org.junit.jupiter.api.Test;

class UdpTransportsTest {
  @Test
  void theBestIsWhatLoadsHere() throws Exception {
    UdpTransport best = UdpTransports.best();
    assertThat(best.name()).matches(Epoll.isAvailable() ? "epoll" : "NIO, for .+");
    try (SocketLoop loop = new SocketLoop(best)) {
      assertThat(loop.open("127.0.0.1", new RecordingReceiver()).localAddress().getPort())
          .isPositive();
    }
  }

  @Test
  void theReasonForLessIsInTheName() {
    assertThat(new NioUdpTransport("epoll does not load").name())
        .isEqualTo("NIO, for epoll does not load");
  }

  @Test
  void aLoopOfAnotherKindIsRefused() {
    UdpTransport linux = new LinuxUdpTransport();
    try (SocketLoop loop = new SocketLoop(new NioUdpTransport())) {
      assertThatThrownBy(
              () ->
                  loop.call(
                      () ->
                          linux.open(
                              loop.eventLoop(),
                              at("127.0.0.1", 0),
                              "",
                              null,
                              LINK,
                              MAX_PAYLOAD,
                              new RecordingReceiver())))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
