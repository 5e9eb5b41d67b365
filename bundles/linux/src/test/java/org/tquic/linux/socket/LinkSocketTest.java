package org.tquic.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.Namespace;

/** A link from one namespace to another. */
class LinkSocketTest {
  private static final InetAddress SOURCE = InetAddress.ofLiteral("198.51.100.2");
  private static final InetAddress PEER = InetAddress.ofLiteral("198.51.100.1");
  private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);
  private static final int ECHO_BYTES = 64;

  private Namespace near;
  private Namespace far;

  @BeforeEach
  void open() throws Exception {
    near = Namespace.open();
    far = Namespace.open();
    near.veth("wan2", far, "lan2");
    near.address("wan2", "198.51.100.2/24");
    far.address("lan2", "198.51.100.1/24");
    near.awaitUp("wan2");
    far.awaitUp("lan2");
  }

  @AfterEach
  void close() {
    if (far != null) {
      far.close();
    }
    if (near != null) {
      near.close();
    }
  }

  private static byte[] echoRequest() {
    byte[] request = new byte[ECHO_BYTES];
    request[0] = 8;
    request[5] = 7;
    int sum = 0x0800 + 7;
    request[2] = (byte) (~sum >> 8);
    request[3] = (byte) ~sum;
    return request;
  }

  @Test
  void pingsThePeerAndGetsTheMessageWithoutTheIpHeader() {
    byte[] reply = new byte[2 * ECHO_BYTES];
    int length =
        near.call(
            () -> {
              try (LinkSocket socket = LinkSocket.icmp("wan2", SOURCE, PEER)) {
                socket.send(echoRequest());
                return socket.receive(reply, PATIENCE_NS);
              }
            });
    assertThat(length).isEqualTo(ECHO_BYTES);
    assertThat(reply).startsWith(0, 0).containsSequence(0, 7);
  }

  @Test
  void exchangesDatagramsThroughItsLink() throws Exception {
    try (DatagramSocket echo =
        far.call(() -> new DatagramSocket(new InetSocketAddress(PEER, 4433)))) {
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                try {
                  DatagramPacket packet = new DatagramPacket(new byte[100], 100);
                  echo.receive(packet);
                  echo.send(packet);
                } catch (java.io.IOException e) {
                  throw new AssertionError(e);
                }
              });
      byte[] answer = new byte[100];
      try (LinkSocket socket =
          near.call(() -> LinkSocket.udp("wan2", SOURCE, new InetSocketAddress(PEER, 4433)))) {
        assertThat(socket.localAddress().getAddress()).isEqualTo(SOURCE);
        assertThat(socket.localAddress().getPort()).isPositive();
        assertThat(socket.receive(answer, 0)).isEqualTo(-1);
        socket.send(new byte[] {1, 2, 3});
        assertThat(socket.receive(answer, PATIENCE_NS)).isEqualTo(3);
        assertThat(answer).startsWith(1, 2, 3, 0);
      }
    }
  }

  @Test
  void isToldThatNobodyListensAndThatADatagramIsTooLong() {
    try (LinkSocket socket =
        near.call(() -> LinkSocket.udp("wan2", SOURCE, new InetSocketAddress(PEER, 9)))) {
      socket.send(new byte[1]);
      assertThatThrownBy(() -> socket.receive(new byte[1], PATIENCE_NS))
          .isInstanceOfSatisfying(
              LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ECONNREFUSED));
      assertThatThrownBy(() -> socket.send(new byte[1473]))
          .isInstanceOfSatisfying(
              LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EMSGSIZE));
    }
  }

  @Test
  void connectsByTcpOrSaysWhyNot() throws Exception {
    try (ServerSocket server =
        far.call(
            () -> {
              ServerSocket listening = new ServerSocket();
              listening.bind(new InetSocketAddress(PEER, 80));
              return listening;
            })) {
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                try (Socket accepted = server.accept()) {
                  accepted.getOutputStream().write(accepted.getInputStream().readNBytes(3));
                } catch (java.io.IOException e) {
                  throw new AssertionError(e);
                }
              });
      byte[] answer = new byte[10];
      try (LinkSocket socket = near.call(() -> tcp(80))) {
        socket.send(new byte[] {1, 2, 3});
        assertThat(socket.receive(answer, PATIENCE_NS)).isEqualTo(3);
        assertThat(socket.receive(answer, PATIENCE_NS)).as("end of the stream").isZero();
      }
    }
    assertThatThrownBy(() -> near.call(() -> tcp(81)))
        .isInstanceOfSatisfying(
            LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ECONNREFUSED));
  }

  private static LinkSocket tcp(int port) {
    return LinkSocket.tcp("wan2", SOURCE, new InetSocketAddress(PEER, port), PATIENCE_NS);
  }

  @Test
  void needsItsDeviceAndItsAddress() {
    assertThatThrownBy(() -> near.call(() -> LinkSocket.icmp("nosuch", SOURCE, PEER)))
        .isInstanceOfSatisfying(
            LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENODEV));
    assertThatThrownBy(() -> near.call(() -> LinkSocket.icmp("wan2", PEER, PEER)))
        .isInstanceOfSatisfying(
            LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EADDRNOTAVAIL));
  }
}
