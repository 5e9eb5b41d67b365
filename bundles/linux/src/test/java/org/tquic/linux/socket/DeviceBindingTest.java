package org.tquic.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.Namespace;
import org.tquic.linux.Poller;

class DeviceBindingTest {
  private static InetSocketAddress at(String host, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
  }

  private static Namespace twoLinks() throws Exception {
    Namespace lab = Namespace.open();
    lab.ip("link add wan1 type veth peer name gw1");
    lab.ip("link add wan2 type veth peer name gw2");
    for (String name : new String[] {"wan1", "gw1", "wan2", "gw2"}) {
      lab.ip("link set " + name + " up");
    }
    lab.ip("address add 192.0.2.2/24 dev wan1");
    lab.ip("address add 198.51.100.2/24 dev wan2");
    lab.awaitUp("wan1", "gw1", "wan2", "gw2");
    return lab;
  }

  /** The devices that sockets of the namespace are bound to, as ss shows them. */
  private static String sockets(Namespace lab) throws Exception {
    return lab.exec("ss", "-Huan");
  }

  @Test
  void bindsTheRightSocketOfEachFamily() throws Exception {
    try (Namespace lab = twoLinks();
        DatagramChannel four = lab.call(() -> DatagramChannel.open(StandardProtocolFamily.INET));
        DatagramChannel six = lab.call(() -> DatagramChannel.open(StandardProtocolFamily.INET6));
        DatagramChannel dual = lab.call(() -> DatagramChannel.open());
        DatagramChannel other = lab.call(() -> DatagramChannel.open(StandardProtocolFamily.INET))) {
      four.bind(at("192.0.2.2", 4001));
      six.bind(at("::1", 4002));
      dual.bind(at("198.51.100.2", 4003));
      other.bind(at("192.0.2.2", 4004));
      DeviceBinding.bind(four, "wan1");
      DeviceBinding.bind(six, "lo");
      DeviceBinding.bind(dual, "wan2");
      assertThat(sockets(lab))
          .contains("192.0.2.2%wan1:4001", "[::1]%lo:4002", "%wan2:4003")
          .contains("192.0.2.2:4004");
    }
  }

  @Test
  void packetsLeaveByTheDeviceAgainstTheRoutes() throws Exception {
    try (Namespace lab = twoLinks();
        DatagramChannel channel = lab.call(() -> DatagramChannel.open());
        PacketSocket gw1 = lab.call(() -> PacketSocket.open("gw1", true));
        FrameBatch batch = new FrameBatch(32, 2000);
        Poller poller = new Poller(1)) {
      poller.add(gw1.fd(), Poller.READABLE);
      lab.ip("route add default via 198.51.100.1 dev wan2 metric 1");
      lab.ip("route add default via 192.0.2.1 dev wan1 metric 100");
      lab.ip("neigh add 192.0.2.1 lladdr 02:00:00:00:00:09 dev wan1");
      channel.bind(at("192.0.2.2", 4001));
      DeviceBinding.bind(channel, "wan1");
      channel.send(ByteBuffer.wrap(new byte[777]), at("203.0.113.1", 9));
      // The kernel sends frames of its own too; the length tells ours.
      int ours = 14 + 28 + 777;
      boolean seen = false;
      while (!seen) {
        assertThat(poller.poll(10_000_000_000L)).as("a frame in time").isTrue();
        int count = gw1.receive(batch);
        seen = IntStream.range(0, count).map(batch::length).anyMatch(n -> n == ours);
      }
    }
  }

  @Test
  void wrongUsesAreNamed() throws Exception {
    try (Namespace lab = twoLinks();
        DatagramChannel channel = lab.call(() -> DatagramChannel.open())) {
      assertThatThrownBy(() -> DeviceBinding.bind(channel, "wan1"))
          .isInstanceOf(IllegalStateException.class);
      channel.bind(at("192.0.2.2", 4001));
      assertThatThrownBy(() -> DeviceBinding.bind(channel, "nowhere0"))
          .isInstanceOfSatisfying(
              LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENODEV));
    }
  }
}
