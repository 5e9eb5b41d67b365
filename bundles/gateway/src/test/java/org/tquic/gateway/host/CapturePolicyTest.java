package org.tquic.gateway.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tquic.gateway.Cidr;
import org.tquic.gateway.host.RouterMachine.Applied;
import org.tquic.linux.socket.DeviceBinding;

/**
 * Which packets enter the tunnel and which must not, by real packets. Nothing reads the tunnel for
 * the bond here, so whatever enters it is seen by the test, and lost to everybody else.
 */
class CapturePolicyTest {
  private static final int PORT = 4433;
  private static final int WAIT_MILLIS = 5000;

  @TempDir Path state;
  private RouterMachine machine;
  private Applied applied;

  @BeforeEach
  void apply() {
    machine = new RouterMachine();
    applied = machine.apply(state, RouterMachine.input(1400, RouterMachine.everything()));
  }

  @AfterEach
  void undo() {
    if (machine != null) {
      machine.rt.call(
          () -> {
            applied.undo();
            return null;
          });
      machine.close();
    }
  }

  private static DatagramChannel udp(String local, int port) throws IOException {
    InetAddress address = Cidr.parseAddress(local);
    DatagramChannel channel =
        DatagramChannel.open(
            address.getAddress().length == 4
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6);
    channel.bind(new InetSocketAddress(address, port));
    return channel;
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The next packet that entered the tunnel, or null when none came. */
  private ByteBuffer fromTunnel(long waitNs) {
    ByteBuffer packet = ByteBuffer.allocateDirect(2048);
    while (applied.device().awaitReadable(waitNs)) {
      int size = applied.device().read(packet.clear());
      if (size > 0 && !isMulticast(packet.flip())) {
        return packet;
      }
    }
    return null;
  }

  /** The kernel's own announcements to its group memberships. */
  private static boolean isMulticast(ByteBuffer packet) {
    return packet.get(0) >> 4 == 6 && packet.get(24) == -1;
  }

  private static String address(ByteBuffer packet, boolean source) {
    boolean ipv6 = packet.get(0) >> 4 == 6;
    int at = ipv6 ? source ? 8 : 24 : source ? 12 : 16;
    byte[] bytes = new byte[ipv6 ? 16 : 4];
    packet.get(at, bytes);
    return Cidr.text(Cidr.fromBytes(bytes));
  }

  private void expectEmptyTunnel() {
    assertThat(fromTunnel(TimeUnit.MILLISECONDS.toNanos(50))).as("entered the tunnel").isNull();
  }

  /** Waits for a datagram. */
  private static InetSocketAddress receive(DatagramChannel channel, ByteBuffer into)
      throws IOException {
    channel.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      assertThat(selector.select(WAIT_MILLIS)).as("a datagram arrives").isEqualTo(1);
      return (InetSocketAddress) channel.receive(into);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "wan1, 10.71.0.2, 203.0.113.1",
    "wan2, 10.72.0.2, 203.0.113.1",
    "wan1, fd71::2, 2001:db8:1::1",
    "wan2, fd72::2, 2001:db8:1::1",
    "wan1, 0.0.0.0, 203.0.113.1",
    "wan2, ::, 2001:db8:1::1"
  })
  void theBondsOwnPacketsLeaveByTheirWanAndAnswersComeBack(
      String device, String source, String server) throws IOException {
    try (DatagramChannel bond = machine.rt.call(() -> udp(source, 0));
        DatagramChannel peer = machine.gw.call(() -> udp(server, PORT))) {
      DeviceBinding.bind(bond, device);
      String wan = device.substring(3);
      bond.send(text("question"), new InetSocketAddress(server, PORT));
      ByteBuffer got = ByteBuffer.allocate(100);
      InetSocketAddress from = receive(peer, got);
      assertThat(Cidr.text(from.getAddress()))
          .isEqualTo(server.indexOf(':') < 0 ? "10.7" + wan + ".0.2" : "fd7" + wan + "::2");
      peer.send(text("answer"), from);
      assertThat(Cidr.text(receive(bond, got.clear()).getAddress())).isEqualTo(server);
      expectEmptyTunnel();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "198.51.100.2, 10.77.0.2",
    "2001:db8:2::2, fd00:77::2",
    "203.0.113.1, 10.77.0.2",
    "2001:db8:1::1, fd00:77::2"
  })
  void whatThePlainRouterSendsEntersTheTunnelWithTheInnerAddress(String to, String inner)
      throws IOException {
    String any = to.indexOf(':') < 0 ? "0.0.0.0" : "::";
    try (DatagramChannel program = machine.rt.call(() -> udp(any, 0))) {
      program.send(text("hello"), new InetSocketAddress(to, PORT));
      ByteBuffer packet = fromTunnel(TimeUnit.SECONDS.toNanos(5));
      assertThat(packet).isNotNull();
      assertThat(address(packet, true)).isEqualTo(inner);
      assertThat(address(packet, false)).isEqualTo(to);
    }
  }

  @ParameterizedTest
  @CsvSource({"198.51.100.2, 10.77.0.2", "2001:db8:2::2, fd00:77::2"})
  void whatTheLanSendsEntersTheTunnelTranslated(String to, String inner) throws IOException {
    String any = to.indexOf(':') < 0 ? "0.0.0.0" : "::";
    try (DatagramChannel host = machine.lan.call(() -> udp(any, 0))) {
      host.send(text("hello"), new InetSocketAddress(to, PORT));
      ByteBuffer packet = fromTunnel(TimeUnit.SECONDS.toNanos(5));
      assertThat(packet).isNotNull();
      assertThat(address(packet, true)).isEqualTo(inner);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "192.168.77.2, 192.168.77.1",
    "fd77::2, fd77::1",
  })
  void theLanStaysWhereItIs(String host, String router) throws IOException {
    try (DatagramChannel peer = machine.lan.call(() -> udp(host, PORT));
        DatagramChannel program = machine.rt.call(() -> udp(router, 0))) {
      program.send(text("hello"), new InetSocketAddress(host, PORT));
      receive(peer, ByteBuffer.allocate(100));
      expectEmptyTunnel();
    }
  }

  @Test
  void moreSpecificRoutesStayWhereTheyAre() throws IOException {
    machine.rt.ip("route add 198.51.100.0/24 via 10.72.0.1");
    try (DatagramChannel peer = machine.gw.call(() -> udp("198.51.100.2", PORT));
        DatagramChannel program = machine.rt.call(() -> udp("0.0.0.0", 0))) {
      program.send(text("hello"), new InetSocketAddress("198.51.100.2", PORT));
      assertThat(receive(peer, ByteBuffer.allocate(100)).getAddress().getHostAddress())
          .isEqualTo("10.72.0.2");
      expectEmptyTunnel();
    }
  }

  /** Who asks over a WAN is answered over that WAN's address, by the kernel and by programs. */
  @ParameterizedTest
  @CsvSource({"10.71.0.2, 203.0.113.1", "10.72.0.2, 203.0.113.1", "fd72::2, 2001:db8:1::1"})
  void kernelErrorsAndAnswersOverAWanStayOutOfTheTunnel(String wan, String client)
      throws IOException {
    try (DatagramChannel asker = machine.gw.call(() -> udp(client, 0))) {
      asker.connect(new InetSocketAddress(wan, 9));
      asker.write(text("nobody listens"));
      asker.configureBlocking(false);
      try (Selector selector = Selector.open()) {
        asker.register(selector, SelectionKey.OP_READ);
        assertThat(selector.select(WAIT_MILLIS)).as("port unreachable comes back").isEqualTo(1);
        boolean refused = false;
        try {
          asker.read(ByteBuffer.allocate(100));
        } catch (PortUnreachableException e) {
          refused = true;
        }
        assertThat(refused).isTrue();
      }
      expectEmptyTunnel();
    }
    try (DatagramChannel service = machine.rt.call(() -> udp(wan, PORT));
        DatagramChannel asker = machine.gw.call(() -> udp(client, 0))) {
      asker.send(text("question"), new InetSocketAddress(wan, PORT));
      InetSocketAddress from = receive(service, ByteBuffer.allocate(100));
      service.send(text("answer"), from);
      assertThat(Cidr.text(receive(asker, ByteBuffer.allocate(100)).getAddress())).isEqualTo(wan);
      expectEmptyTunnel();
    }
  }

  @Test
  void aWansSourceBasedRulesGoOnWorking() throws IOException {
    machine.rt.ip("route add default via 10.72.0.1 dev wan2 table 102");
    machine.rt.ip("rule add pref 10002 from 10.72.0.2 lookup 102");
    assertThat(machine.rt.ip("route get 203.0.113.1 from 10.72.0.2"))
        .contains("via 10.72.0.1 dev wan2 table 102");
    assertThat(machine.rt.ip("route get 203.0.113.1")).contains("dev tquic0");
  }

  @ParameterizedTest
  @CsvSource({"198.51.100.2, 1360", "2001:db8:2::2, 1340"})
  void tcpAnnouncesSegmentsThatFit(String to, int segment) throws IOException {
    try (SocketChannel tcp = machine.lan.call(SocketChannel::open)) {
      tcp.configureBlocking(false);
      tcp.connect(new InetSocketAddress(to, 80));
      ByteBuffer syn = fromTunnel(TimeUnit.SECONDS.toNanos(5));
      assertThat(syn).isNotNull();
      assertThat(segmentSize(syn)).isEqualTo(segment);
    }
  }

  /** The MSS option, which Linux puts first, of a SYN (RFC 9293 section 3.7.1). */
  private static int segmentSize(ByteBuffer packet) {
    int tcp = packet.get(0) >> 4 == 6 ? 40 : 20;
    assertThat(packet.get(tcp + 13) & 0x12).as("SYN without ACK").isEqualTo(0x02);
    assertThat(packet.getShort(tcp + 20)).as("MSS option of 4 bytes").isEqualTo((short) 0x0204);
    return packet.getShort(tcp + 22) & 0xffff;
  }

  /** What is bound to a WAN and cannot leave by it must fail, not slip into the tunnel. */
  @Test
  void aWanWithoutARouteIsNoWayIntoTheTunnel() throws IOException {
    machine.rt.ip("route del default via 10.72.0.1 metric 2");
    try (DatagramChannel bond = machine.rt.call(() -> udp("10.72.0.2", 0))) {
      DeviceBinding.bind(bond, "wan2");
      try {
        bond.send(text("lost"), new InetSocketAddress("203.0.113.1", PORT));
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("unreachable");
      }
      expectEmptyTunnel();
    }
  }
}
