package org.tquic.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tquic.linux.socket.UdpPair.at;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.DatagramChannel;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.Namespace;
import org.tquic.linux.internal.SocketCalls;

class LinuxUdpSocketTest {
  private static final int IP_MTU_DISCOVER = 10;
  private static final int IPV6_MTU_DISCOVER = 23;
  private static final int IPV6_V6ONLY = 26;
  private static final int PMTUDISC_PROBE = 3;

  private static int option(int fd, int level, int option) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(JAVA_INT);
      assertThat(SocketCalls.getsockopt(fd, level, option, value)).isZero();
      return value.get(JAVA_INT, 0);
    }
  }

  private static void assertErrno(int errno, IntSupplier code) {
    assertThatThrownBy(code::getAsInt)
        .isInstanceOfSatisfying(LinuxException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }

  private static int open(String host, int port, String device) {
    try (LinuxUdpSocket socket = LinuxUdpSocket.open(at(host, port), device, null)) {
      return socket.fd();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "::", "::1"})
  void hasWhatQuicWants(String host) {
    try (LinuxUdpSocket socket = LinuxUdpSocket.open(at(host, 0), "", null)) {
      int fd = socket.fd();
      assertThat(socket.localAddress()).isEqualTo(at(host, socket.localAddress().getPort()));
      assertThat(socket.localAddress().getPort()).isPositive();
      assertThat(option(fd, ControlMessages.IPPROTO_IP, IP_MTU_DISCOVER)).isEqualTo(PMTUDISC_PROBE);
      if (host.contains(":")) {
        assertThat(option(fd, ControlMessages.IPPROTO_IPV6, IPV6_MTU_DISCOVER))
            .isEqualTo(PMTUDISC_PROBE);
      }
      if (host.equals("::")) {
        assertThat(option(fd, ControlMessages.IPPROTO_IPV6, IPV6_V6ONLY)).isZero();
      }
      assertThat(socket.receivesGroups()).isTrue();
      assertThat(socket.sendsGroups()).isTrue();
    }
  }

  @Test
  void theBuffersAreLargerThanTheDefault() throws Exception {
    try (LinuxUdpSocket socket = LinuxUdpSocket.open(at("127.0.0.1", 0), "", null);
        DatagramChannel plain = DatagramChannel.open().bind(at("127.0.0.1", 0));
        Arena arena = Arena.ofConfined()) {
      int other = ChannelDescriptor.find(plain, arena, "look at a socket");
      for (int which : new int[] {SocketCalls.SO_RCVBUF, SocketCalls.SO_SNDBUF}) {
        assertThat(option(socket.fd(), SocketCalls.SOL_SOCKET, which))
            .isGreaterThan(option(other, SocketCalls.SOL_SOCKET, which));
      }
    }
  }

  @Test
  void channelsOfTheJdkNeedNotFragmentEither() throws Exception {
    for (String host : new String[] {"127.0.0.1", "::1"}) {
      try (DatagramChannel channel = DatagramChannel.open().bind(at(host, 0));
          Arena arena = Arena.ofConfined()) {
        int fd = ChannelDescriptor.find(channel, arena, "look at a socket");
        assertThat(option(fd, ControlMessages.IPPROTO_IP, IP_MTU_DISCOVER))
            .isNotEqualTo(PMTUDISC_PROBE);
        Fragmentation.forbid(channel);
        assertThat(option(fd, ControlMessages.IPPROTO_IP, IP_MTU_DISCOVER))
            .isEqualTo(PMTUDISC_PROBE);
        assertThat(option(fd, ControlMessages.IPPROTO_IPV6, IPV6_MTU_DISCOVER))
            .isEqualTo(PMTUDISC_PROBE);
      }
    }
  }

  @Test
  void isBoundToItsDevice() {
    try (Namespace lab = Namespace.open()) {
      lab.call(
          () -> {
            try (LinuxUdpSocket socket = LinuxUdpSocket.open(at("127.0.0.1", 0), "lo", null)) {
              assertThat(lab.exec("ss", "-Huan"))
                  .contains("127.0.0.1%lo:" + socket.localAddress().getPort());
              return null;
            }
          });
    }
  }

  /** The kernel itself looks at the first 15 bytes of a name only. */
  @Test
  void aDeviceWithALongerNameIsAnother() {
    try (Namespace lab = Namespace.open()) {
      lab.ip("link add fifteen-letters type veth peer name other");
      lab.call(
          () -> {
            open("127.0.0.1", 0, "fifteen-letters");
            assertErrno(Errno.ENODEV, () -> open("127.0.0.1", 0, "fifteen-letters-more"));
            return null;
          });
    }
  }

  @Test
  void errorsAreTyped() {
    assertErrno(Errno.ENODEV, () -> open("127.0.0.1", 0, "nowhere0"));
    assertErrno(Errno.EADDRNOTAVAIL, () -> open("192.0.2.1", 0, ""));
    try (LinuxUdpSocket socket = LinuxUdpSocket.open(at("127.0.0.1", 0), "", null)) {
      assertErrno(Errno.EADDRINUSE, () -> open("127.0.0.1", socket.localAddress().getPort(), ""));
    }
    assertThatThrownBy(() -> LinuxUdpSocket.open(at("127.0.0.1", 0), "", at("::1", 9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0:0:0:0:0:0:0:1");
  }

  @Test
  void closesOnceOnly() {
    LinuxUdpSocket first = LinuxUdpSocket.open(at("127.0.0.1", 0), "", null);
    first.close();
    try (LinuxUdpSocket second = LinuxUdpSocket.open(at("127.0.0.1", 0), "", null)) {
      first.close();
      assertThat(option(second.fd(), SocketCalls.SOL_SOCKET, SocketCalls.SO_TYPE))
          .isEqualTo(SocketCalls.SOCK_DGRAM);
    }
  }
}
