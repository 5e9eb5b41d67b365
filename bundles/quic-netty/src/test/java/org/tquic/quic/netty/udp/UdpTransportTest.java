package org.tquic.quic.netty.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.tquic.quic.netty.udp.SocketLoop.LINK;
import static org.tquic.quic.netty.udp.SocketLoop.MAX_PAYLOAD;
import static org.tquic.quic.netty.udp.SocketLoop.at;
import static org.tquic.quic.netty.udp.SocketLoop.transmit;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.ProcessRights;
import org.tquic.quic.path.NetworkPath;

/** What every transport does. */
class UdpTransportTest {
  static Stream<UdpTransport> transports() {
    return Stream.of(new NioUdpTransport(), new LinuxUdpTransport());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] random(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @MethodSource("transports")
  void datagramsGoBothWaysInBothFamilies(UdpTransport transport) throws Exception {
    for (String host : new String[] {"127.0.0.1", "::1"}) {
      RecordingReceiver atClient = new RecordingReceiver();
      RecordingReceiver atServer = new RecordingReceiver();
      try (SocketLoop loop = new SocketLoop(transport)) {
        UdpSocket client = loop.open(host, atClient);
        UdpSocket server = loop.open(host, atServer);
        assertThat(loop.send(client, server.localAddress(), 0, bytes("ping"))).isTrue();
        var ping = atServer.datagram();
        assertThat(ping.payload()).isEqualTo(bytes("ping"));
        assertThat(ping.network())
            .isEqualTo(new NetworkPath(server.localAddress(), client.localAddress(), LINK));
        assertThat(loop.send(server, ping.network(), 0, bytes("pong"))).isTrue();
        assertThat(atClient.datagram().payload()).isEqualTo(bytes("pong"));
        atClient.awaitReadComplete();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void anIpv6WildcardTakesIpv4AndShowsItAsSuch(UdpTransport transport) throws Exception {
    RecordingReceiver atServer = new RecordingReceiver();
    try (SocketLoop loop = new SocketLoop(transport)) {
      UdpSocket server = loop.open("::", atServer);
      int port = server.localAddress().getPort();
      assertThat(server.localAddress()).isEqualTo(at("::", port));
      for (String host : new String[] {"127.0.0.1", "::1"}) {
        RecordingReceiver atClient = new RecordingReceiver();
        UdpSocket client = loop.open(host, atClient);
        loop.send(client, at(host, port), 0, bytes(host));
        var request = atServer.datagram();
        assertThat(request.network().remote()).isEqualTo(client.localAddress());
        loop.send(server, request.network(), 0, bytes("to " + host));
        var answer = atClient.datagram();
        assertThat(answer.payload()).isEqualTo(bytes("to " + host));
        assertThat(answer.network().remote()).isEqualTo(at(host, port));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void theSameAddressesAreTheSameObject(UdpTransport transport) throws Exception {
    RecordingReceiver atServer = new RecordingReceiver();
    try (SocketLoop loop = new SocketLoop(transport)) {
      UdpSocket server = loop.open("127.0.0.1", atServer);
      UdpSocket one = loop.open("127.0.0.1", new RecordingReceiver());
      UdpSocket two = loop.open("127.0.0.1", new RecordingReceiver());
      loop.send(one, server.localAddress(), 0, bytes("a"));
      NetworkPath first = atServer.datagram().network();
      loop.send(two, server.localAddress(), 0, bytes("b"));
      assertThat(atServer.datagram().network().remote()).isEqualTo(two.localAddress());
      loop.send(one, server.localAddress(), 0, bytes("c"));
      assertThat(atServer.datagram().network()).isSameAs(first);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void manyDatagramsArriveInOrderAndIntact(UdpTransport transport) throws Exception {
    int count = 1000;
    Random random = new Random(1);
    byte[][] payloads = new byte[count][];
    int length = MAX_PAYLOAD;
    for (int i = 0; i < count; i++) {
      // Runs of one length, as a QUIC sender has them, with shorter ones between.
      length = random.nextInt(8) == 0 ? 1 + random.nextInt(MAX_PAYLOAD) : length;
      payloads[i] = random(random, random.nextInt(16) == 0 ? 1 + random.nextInt(length) : length);
    }
    RecordingReceiver atServer = new RecordingReceiver();
    RecordingReceiver atClient = new RecordingReceiver();
    try (SocketLoop receiving = new SocketLoop(transport);
        SocketLoop sending = new SocketLoop(transport)) {
      UdpSocket server = receiving.open("127.0.0.1", atServer);
      UdpSocket client = sending.open("127.0.0.1", atClient);
      NetworkPath network = new NetworkPath(client.localAddress(), server.localAddress(), LINK);
      int at = 0;
      for (int i = 0; i < count; ) {
        int from = i;
        // Small bursts that wait for the reader: the kernel may drop what exceeds its buffer.
        int to = Math.min(count, from + 50);
        int sent =
            sending.call(
                () -> {
                  int n = from;
                  while (n < to && client.send(transmit(network, n % 4, payloads[n]))) {
                    n++;
                  }
                  client.flush();
                  return n;
                });
        for (; at < sent; at++) {
          assertThat(atServer.datagram().payload()).as("datagram %s", at).isEqualTo(payloads[at]);
        }
        i = sent;
      }
      assertThat(atServer.sawNothingElse()).isTrue();
      assertThat(atClient.sawNothingElse()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void whatIsLongerThanAgreedIsDropped(UdpTransport transport) throws Exception {
    RecordingReceiver atServer = new RecordingReceiver();
    try (SocketLoop loop = new SocketLoop(transport);
        DatagramSocket foreign = new DatagramSocket(at("127.0.0.1", 0))) {
      UdpSocket server = loop.open("127.0.0.1", atServer);
      for (int length : new int[] {MAX_PAYLOAD + 1, 9000, MAX_PAYLOAD}) {
        foreign.send(new DatagramPacket(new byte[length], length, server.localAddress()));
      }
      assertThat(atServer.datagram().payload()).hasSize(MAX_PAYLOAD);
      assertThat(atServer.sawNothingElse()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aConnectedSocketHearsThatNobodyListens(UdpTransport transport) throws Exception {
    InetSocketAddress nobody;
    try (DatagramSocket once = new DatagramSocket(at("127.0.0.1", 0))) {
      nobody = (InetSocketAddress) once.getLocalSocketAddress();
    }
    RecordingReceiver atClient = new RecordingReceiver();
    try (SocketLoop loop = new SocketLoop(transport)) {
      UdpSocket client = loop.open(at("0.0.0.0", 0), "", nobody, atClient);
      assertThat(client.localAddress().getAddress()).isEqualTo(at("127.0.0.1", 0).getAddress());
      loop.send(client, nobody, 0, bytes("anybody?"));
      assertThat(atClient.error()).isInstanceOf(PortUnreachableException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aConnectedSocketHearsItsPeerOnly(UdpTransport transport) throws Exception {
    RecordingReceiver atClient = new RecordingReceiver();
    try (SocketLoop loop = new SocketLoop(transport)) {
      UdpSocket server = loop.open("127.0.0.1", new RecordingReceiver());
      UdpSocket stranger = loop.open("127.0.0.1", new RecordingReceiver());
      UdpSocket client = loop.open(at("127.0.0.1", 0), "", server.localAddress(), atClient);
      loop.send(stranger, client.localAddress(), 0, bytes("forged"));
      loop.send(server, client.localAddress(), 0, bytes("real"));
      assertThat(atClient.datagram().payload()).isEqualTo(bytes("real"));
      assertThat(atClient.sawNothingElse()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void whatCannotBeSentIsToldAndTheNextGoesOn(UdpTransport transport) throws Exception {
    RecordingReceiver atClient = new RecordingReceiver();
    RecordingReceiver atServer = new RecordingReceiver();
    try (SocketLoop loop = new SocketLoop(transport)) {
      UdpSocket server = loop.open("127.0.0.1", atServer);
      UdpSocket client = loop.open("127.0.0.1", atClient);
      NetworkPath bad = new NetworkPath(client.localAddress(), at("::1", 9), LINK);
      NetworkPath good = new NetworkPath(client.localAddress(), server.localAddress(), LINK);
      loop.call(
          () -> {
            assertThat(client.send(transmit(bad, 0, bytes("lost")))).isTrue();
            assertThat(client.send(transmit(good, 0, bytes("kept")))).isTrue();
            assertThat(atClient.sawNothingElse()).as("told while sending").isTrue();
            return client.flush();
          });
      assertThat(atClient.error()).hasMessageContaining("0:0:0:0:0:0:0:1");
      assertThat(atServer.datagram().payload()).isEqualTo(bytes("kept"));
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aDeviceOfItsOwn(UdpTransport transport) throws Exception {
    assumeTrue(ProcessRights.effectiveUserId() == 0, "needs root to bind to a device");
    RecordingReceiver atServer = new RecordingReceiver();
    try (SocketLoop loop = new SocketLoop(transport)) {
      UdpSocket server = loop.open(at("127.0.0.1", 0), "lo", null, atServer);
      UdpSocket client = loop.open(at("127.0.0.1", 0), "lo", null, new RecordingReceiver());
      loop.send(client, server.localAddress(), 0, bytes("by lo"));
      assertThat(atServer.datagram().payload()).isEqualTo(bytes("by lo"));
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void anUnknownDeviceIsNamed(UdpTransport transport) {
    try (SocketLoop loop = new SocketLoop(transport)) {
      assertThatThrownBy(
              () -> loop.open(at("127.0.0.1", 0), "nowhere0", null, new RecordingReceiver()))
          .isInstanceOfSatisfying(
              LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENODEV))
          .hasMessageContaining("nowhere0");
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void whatCannotBeBoundIsSaid(UdpTransport transport) {
    try (SocketLoop loop = new SocketLoop(transport)) {
      // TEST-NET-1: nobody's own address, RFC 5737.
      assertThatThrownBy(() -> loop.open("192.0.2.1", new RecordingReceiver()))
          .isInstanceOfAny(IOException.class, LinuxException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void closedWithinACallbackItIsSilent(UdpTransport transport) throws Exception {
    UdpSocket[] server = new UdpSocket[1];
    RecordingReceiver atServer =
        new RecordingReceiver() {
          @Override
          public void onDatagram(
              NetworkPath network, int ecn, byte[] array, int offset, int length) {
            super.onDatagram(network, ecn, array, offset, length);
            server[0].close();
          }
        };
    try (SocketLoop loop = new SocketLoop(transport)) {
      server[0] = loop.open("127.0.0.1", atServer);
      InetSocketAddress address = server[0].localAddress();
      UdpSocket client = loop.open("127.0.0.1", new RecordingReceiver());
      NetworkPath network = new NetworkPath(client.localAddress(), address, LINK);
      loop.call(
          () -> {
            for (int i = 0; i < 10; i++) {
              client.send(transmit(network, 0, bytes("number " + i)));
            }
            return client.flush();
          });
      assertThat(atServer.datagram().payload()).isEqualTo(bytes("number 0"));
      // Closed again, and used after that, is harmless.
      loop.close(server[0]);
      loop.send(server[0], client.localAddress(), 0, bytes("late"));
      assertThat(atServer.sawNothingElse()).isTrue();
      // A selector lets go of what was closed when it selects, which what it tells now proves.
      RecordingReceiver atOther = new RecordingReceiver();
      UdpSocket other = loop.open("127.0.0.1", atOther);
      loop.send(client, other.localAddress(), 0, bytes("go on"));
      assertThat(atOther.datagram().payload()).isEqualTo(bytes("go on"));
      UdpSocket next = loop.open(address, "", null, new RecordingReceiver());
      assertThat(next.localAddress()).isEqualTo(address);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void theEndOfTheLoopClosesItsSockets(UdpTransport transport) throws Exception {
    UdpSocket socket;
    try (SocketLoop loop = new SocketLoop(transport)) {
      socket = loop.open("127.0.0.1", new RecordingReceiver());
    }
    try (DatagramSocket next = new DatagramSocket(socket.localAddress())) {
      assertThat(next.getLocalPort()).isEqualTo(socket.localAddress().getPort());
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void anotherThreadCannotOpen(UdpTransport transport) {
    try (SocketLoop loop = new SocketLoop(transport)) {
      assertThatThrownBy(
              () ->
                  transport.open(
                      loop.eventLoop(),
                      at("127.0.0.1", 0),
                      "",
                      null,
                      LINK,
                      MAX_PAYLOAD,
                      new RecordingReceiver()))
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
