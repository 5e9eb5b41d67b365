package org.tquic.quic.netty.udp;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tquic.quic.netty.udp.SocketLoop.LINK;
import static org.tquic.quic.netty.udp.SocketLoop.transmit;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.linux.Namespace;
import org.tquic.linux.internal.SocketCalls;
import org.tquic.quic.path.NetworkPath;

/** Links that take less than a program sends, and what is too long for them. */
class UdpBackPressureTest {
  private static final int IPPROTO_IP = 0;
  private static final int IP_RECVERR = 11;

  static Stream<UdpTransport> transports() {
    return UdpTransportTest.transports();
  }

  /** A loopback device that the sender's buffer or its queue fills up in front of. */
  private static Namespace slow(String queueLimit) {
    Namespace lab = Namespace.open();
    String tbf = "qdisc add dev lo root tbf rate 100mbit burst 20k limit " + queueLimit;
    lab.exec(("tc " + tbf).split(" "));
    return lab;
  }

  private static byte[] numbered(int number, int length) {
    return ByteBuffer.allocate(length).putInt(number).array();
  }

  /** Sends on the loop as long as the socket takes datagrams; returns the next number. */
  private static int sendFrom(
      SocketLoop loop, UdpSocket socket, NetworkPath network, int first, int end) throws Exception {
    return loop.call(
        () -> {
          int n = first;
          // Some of one length in a row, and some that cannot be joined.
          while (n < end && socket.send(transmit(network, 0, numbered(n, 1000 + n / 32 % 500)))) {
            n++;
          }
          return socket.flush() ? n : -n - 1;
        });
  }

  /** Sends and receives everything; returns how often the socket was full. */
  private static int sendAll(
      SocketLoop sending, UdpSocket client, UdpSocket server, int count, Receivers receivers)
      throws Exception {
    NetworkPath network = new NetworkPath(client.localAddress(), server.localAddress(), LINK);
    int full = 0;
    for (int n = 0; n < count; ) {
      n = sendFrom(sending, client, network, n, count);
      if (n < 0) {
        n = -n - 1;
        full++;
        receivers.client().awaitWritable();
      }
    }
    int lost = 0;
    for (int next = 0; next < count; next++) {
      var datagram = receivers.server().datagram();
      int n = ByteBuffer.wrap(datagram.payload()).getInt();
      assertThat(n).isGreaterThanOrEqualTo(next);
      assertThat(datagram.payload()).hasSize(1000 + n / 32 % 500);
      lost += n - next;
      next = n;
    }
    // Behind the socket the loopback device has a queue of its own, which a busy machine overruns.
    assertThat(lost).isLessThan(count / 100);
    assertThat(receivers.client().sawNothingElse()).isTrue();
    return full;
  }

  private record Receivers(RecordingReceiver client, RecordingReceiver server) {}

  @ParameterizedTest
  @MethodSource("transports")
  void aFullBufferKeepsWhatItHasAndTellsWhenItHasRoom(UdpTransport transport) throws Exception {
    Receivers receivers = new Receivers(new RecordingReceiver(), new RecordingReceiver());
    try (Namespace lab = slow("20m");
        SocketLoop receiving = new SocketLoop(transport, lab::thread);
        SocketLoop sending = new SocketLoop(transport, lab::thread)) {
      UdpSocket server = receiving.open("127.0.0.1", receivers.server());
      UdpSocket client = sending.open("127.0.0.1", receivers.client());
      assertThat(sendAll(sending, client, server, 8000, receivers)).isPositive();
    }
  }

  /** The kernel says ENOBUFS, and polling would always say that there is room. */
  @Test
  void aFullQueueBelowTheSocketIsTriedAgain() throws Exception {
    UdpTransport transport = new LinuxUdpTransport();
    Receivers receivers = new Receivers(new RecordingReceiver(), new RecordingReceiver());
    try (Namespace lab = slow("60k");
        SocketLoop receiving = new SocketLoop(transport, lab::thread);
        SocketLoop sending = new SocketLoop(transport, lab::thread)) {
      UdpSocket server = receiving.open("127.0.0.1", receivers.server());
      UdpSocket client = sending.open("127.0.0.1", receivers.client());
      tellDrops((EpollUdpSocket) client);
      NetworkPath network = new NetworkPath(client.localAddress(), server.localAddress(), LINK);
      int full = 0;
      int next = 0;
      int count = 3000;
      while (next < count) {
        int first = next;
        // None of a length with the one before, for the queue may take a part of a group.
        int sent =
            sending.call(
                () -> {
                  int n = first;
                  while (n < count
                      && client.send(transmit(network, 0, numbered(n, 4 + n % 1400)))) {
                    n++;
                  }
                  return client.flush() ? n : -n - 1;
                });
        next = sent < 0 ? -sent - 1 : sent;
        if (sent < 0) {
          full++;
          receivers.client().awaitWritable();
        }
      }
      assertThat(full).isPositive();
      for (int n = 0; n < count; n++) {
        assertThat(ByteBuffer.wrap(receivers.server().datagram().payload()).getInt()).isEqualTo(n);
      }
      assertThat(receivers.client().sawNothingElse()).isTrue();
    }
  }

  private static void tellDrops(EpollUdpSocket socket) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment on = arena.allocateFrom(JAVA_INT, 1);
      assertThat(SocketCalls.setsockopt(socket.fd().intValue(), IPPROTO_IP, IP_RECVERR, on))
          .isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void whatIsTooLongForTheLinkIsDroppedInSilence(UdpTransport transport) throws Exception {
    Receivers receivers = new Receivers(new RecordingReceiver(), new RecordingReceiver());
    try (Namespace lab = Namespace.open();
        SocketLoop loop = new SocketLoop(transport, lab::thread)) {
      lab.ip("link set lo mtu 1400");
      UdpSocket server = loop.open("127.0.0.1", receivers.server());
      UdpSocket client = loop.open("127.0.0.1", receivers.client());
      assertThat(loop.send(client, server.localAddress(), 0, numbered(1, 1450))).isTrue();
      assertThat(loop.send(client, server.localAddress(), 0, numbered(2, 1300))).isTrue();
      assertThat(receivers.server().datagram().payload()).isEqualTo(numbered(2, 1300));
      assertThat(receivers.client().sawNothingElse()).isTrue();
    }
  }
}
