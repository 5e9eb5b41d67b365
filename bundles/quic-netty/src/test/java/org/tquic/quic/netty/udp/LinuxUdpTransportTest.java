package org.tquic.quic.netty.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tquic.quic.netty.udp.SocketLoop.LINK;
import static org.tquic.quic.netty.udp.SocketLoop.at;
import static org.tquic.quic.netty.udp.SocketLoop.transmit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tquic.linux.Namespace;
import org.tquic.linux.internal.SocketCalls;
import org.tquic.quic.path.NetworkPath;

/** What only the kernel's own interface gives. */
class LinuxUdpTransportTest {
  private final UdpTransport transport = new LinuxUdpTransport();

  @ParameterizedTest
  @CsvSource({"127.0.0.1,0.0.0.0,127.0.0.2", "::1,::,::1", "127.0.0.1,::,127.0.0.3"})
  void answersCarryTheAddressAndTheCodepointAskedFor(String from, String bound, String to)
      throws Exception {
    RecordingReceiver atClient = new RecordingReceiver();
    RecordingReceiver atServer = new RecordingReceiver();
    try (SocketLoop loop = new SocketLoop(transport)) {
      UdpSocket client = loop.open(from, atClient);
      UdpSocket server = loop.open(bound, atServer);
      InetSocketAddress target = at(to, server.localAddress().getPort());
      for (int ecn = 0; ecn < 4; ecn++) {
        loop.send(client, target, ecn, new byte[100]);
        var request = atServer.datagram();
        assertThat(request.ecn()).isEqualTo(ecn);
        assertThat(request.network())
            .isEqualTo(new NetworkPath(target, client.localAddress(), LINK));
        loop.send(server, request.network(), 3 - ecn, new byte[100]);
        var answer = atClient.datagram();
        assertThat(answer.ecn()).isEqualTo(3 - ecn);
        assertThat(answer.network())
            .isEqualTo(new NetworkPath(client.localAddress(), target, LINK));
      }
    }
  }

  @Test
  void codepointsStayWithTheirDatagrams() throws Exception {
    RecordingReceiver atServer = new RecordingReceiver();
    try (SocketLoop loop = new SocketLoop(transport)) {
      UdpSocket client = loop.open("127.0.0.1", new RecordingReceiver());
      UdpSocket server = loop.open("127.0.0.1", atServer);
      NetworkPath network = new NetworkPath(client.localAddress(), server.localAddress(), LINK);
      int count = 100;
      loop.call(
          () -> {
            for (int i = 0; i < count; i++) {
              client.send(transmit(network, i / 7 % 4, numbered(i)));
            }
            return client.flush();
          });
      for (int i = 0; i < count; i++) {
        var datagram = atServer.datagram();
        assertThat(datagram.payload()).isEqualTo(numbered(i));
        assertThat(datagram.ecn()).as("datagram %s", i).isEqualTo(i / 7 % 4);
      }
    }
  }

  private static byte[] numbered(int number) {
    return ByteBuffer.allocate(1200).putInt(number).array();
  }

  /** The loop may do other things between, so that one busy socket does not starve the rest. */
  @Test
  void oneTurnOfTheLoopIsBounded() throws Exception {
    RecordingReceiver atServer = new RecordingReceiver();
    try (SocketLoop loop = new SocketLoop(transport)) {
      UdpSocket client = loop.open("127.0.0.1", new RecordingReceiver());
      UdpSocket server = loop.open("127.0.0.1", atServer);
      NetworkPath network = new NetworkPath(client.localAddress(), server.localAddress(), LINK);
      int count = 300;
      // All within one task: the server's socket, on the same loop, reads when that is over.
      loop.call(
          () -> {
            for (int i = 0; i < count; i++) {
              // Of a length each, so that they come singly.
              client.send(transmit(network, 0, new byte[1 + i]));
            }
            return client.flush();
          });
      for (int i = 0; i < count; i++) {
        assertThat(atServer.datagram().payload()).hasSize(1 + i);
      }
      atServer.awaitReadComplete();
      atServer.awaitReadComplete();
    }
  }

  @Test
  void linkLocalAddressesKeepTheirZone() throws Exception {
    RecordingReceiver atClient = new RecordingReceiver();
    RecordingReceiver atServer = new RecordingReceiver();
    try (Namespace one = Namespace.open();
        Namespace two = Namespace.open()) {
      one.veth("left", two, "right");
      one.address("left", "fe80::a/64");
      two.address("right", "fe80::b/64");
      one.awaitUp("left");
      two.awaitUp("right");
      try (SocketLoop near = new SocketLoop(transport, one::thread);
          SocketLoop far = new SocketLoop(transport, two::thread)) {
        UdpSocket client = near.open("::", atClient);
        UdpSocket server = far.open("::", atServer);
        InetSocketAddress target = zoned("fe80::b", near, "left", server.localAddress().getPort());
        near.send(client, target, 1, numbered(1));
        var request = atServer.datagram();
        assertThat(request.network().local().getAddress())
            .isEqualTo(InetAddress.ofLiteral("fe80::b"));
        far.send(server, request.network(), 2, numbered(2));
        var answer = atClient.datagram();
        assertThat(answer.payload()).isEqualTo(numbered(2));
        assertThat(answer.network().remote()).isEqualTo(target);
        assertThat(((Inet6Address) answer.network().remote().getAddress()).getScopeId())
            .isEqualTo(((Inet6Address) target.getAddress()).getScopeId());
      }
    }
  }

  private static InetSocketAddress zoned(String host, SocketLoop loop, String device, int port)
      throws Exception {
    byte[] address = InetAddress.ofLiteral(host).getAddress();
    int index = loop.call(() -> SocketCalls.interfaceIndex(device));
    assertThat(index).isPositive();
    return new InetSocketAddress(Inet6Address.getByAddress(null, address, index), port);
  }
}
