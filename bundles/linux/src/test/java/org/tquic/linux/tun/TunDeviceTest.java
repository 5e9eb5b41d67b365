package org.tquic.linux.tun;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.Namespace;
import org.tquic.linux.netlink.RtNetlink;

@Timeout(60)
class TunDeviceTest {
  private static final long LONG_ENOUGH_NS = 10_000_000_000L;

  @BeforeAll
  static void needsTheDriver() {
    assumeTrue(Files.exists(Path.of("/dev/net/tun")), "needs /dev/net/tun");
  }

  private static void configure(Namespace lab, String name) throws Exception {
    lab.sysctl("net.ipv6.conf." + name + ".disable_ipv6", 1);
    lab.ip("address add 10.9.0.1/24 dev " + name);
    lab.ip("link set " + name + " up");
  }

  /** Reads until the packet is UDP: the kernel may send others of its own. */
  private static int readUdp(TunDevice tun, MemorySegment packet) {
    while (true) {
      assertThat(tun.awaitReadable(LONG_ENOUGH_NS)).isTrue();
      int count = tun.read(packet, (int) packet.byteSize());
      if (count > 28 && packet.get(JAVA_BYTE, 9) == 17) {
        return count;
      }
    }
  }

  @Test
  void packetsGoOutOfTheKernelAndBackIn() throws Exception {
    try (Namespace lab = Namespace.open();
        Arena arena = Arena.ofConfined()) {
      TunDevice tun = lab.call(() -> TunDevice.open("tqt%d"));
      try (tun;
          DatagramChannel socket = lab.call(DatagramChannel::open)) {
        assertThat(tun.name()).isEqualTo("tqt0");
        configure(lab, tun.name());
        try (RtNetlink netlink = lab.call(RtNetlink::open)) {
          assertThat(netlink.link("tqt0").orElseThrow().index()).isEqualTo(tun.index());
        }
        MemorySegment packet = arena.allocate(1500);
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral("10.9.0.1"), 5000));
        socket.send(
            ByteBuffer.wrap("to the other side".getBytes(US_ASCII)),
            new InetSocketAddress(InetAddress.ofLiteral("10.9.0.2"), 6000));
        int count = readUdp(tun, packet);
        assertThat(count).isEqualTo(28 + 17);
        // The answer is the packet with both addresses and both ports changed over, which leaves
        // the checksums right.
        ByteBuffer answer = packet.asByteBuffer().limit(count);
        int source = answer.getInt(12);
        answer.putInt(12, answer.getInt(16)).putInt(16, source);
        short port = answer.getShort(20);
        answer.putShort(20, answer.getShort(22)).putShort(22, port);
        assertThat(tun.write(packet, count)).isEqualTo(count);
        ByteBuffer heard = ByteBuffer.allocate(100);
        assertThat(socket.receive(heard))
            .isEqualTo(new InetSocketAddress(InetAddress.ofLiteral("10.9.0.2"), 6000));
        assertThat(new String(heard.array(), 0, heard.position(), US_ASCII))
            .isEqualTo("to the other side");

        // The same by address and by buffer.
        assertThat(tun.write(packet.address(), count)).isEqualTo(count);
        assertThat(tun.write(answer.position(0))).isEqualTo(count);
        assertThat(answer.hasRemaining()).isFalse();
        for (int i = 0; i < 2; i++) {
          heard.clear();
          socket.receive(heard);
          assertThat(heard.position()).isEqualTo(17);
        }
        socket.send(
            ByteBuffer.wrap("again".getBytes(US_ASCII)),
            new InetSocketAddress(InetAddress.ofLiteral("10.9.0.2"), 6000));
        assertThat(tun.awaitReadable(LONG_ENOUGH_NS)).isTrue();
        assertThat(tun.read(packet.address(), 1500)).isEqualTo(28 + 5);
        assertThat(tun.read(packet.address(), 1500)).isEqualTo(TunDevice.WOULD_BLOCK);
        ByteBuffer buffer = ByteBuffer.allocateDirect(100);
        assertThat(tun.read(buffer)).isEqualTo(TunDevice.WOULD_BLOCK);
        assertThat(buffer.position()).isZero();
        assertThat(tun.awaitReadable(1_000_000)).isFalse();
      }
      assertThat(lab.ip("-br link")).doesNotContain("tqt0");
    }
  }

  @Test
  void packetsThatAreNotIpAndDevicesThatAreDownAreRefused() throws Exception {
    try (Namespace lab = Namespace.open();
        Arena arena = Arena.ofConfined();
        TunDevice tun = lab.call(() -> TunDevice.open("tqt0"))) {
      MemorySegment packet = arena.allocate(64);
      packet.set(JAVA_BYTE, 0, (byte) 0x45);
      assertThatThrownBy(() -> tun.write(packet, 64))
          .isInstanceOfSatisfying(
              LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EIO));
      configure(lab, "tqt0");
      assertThatThrownBy(() -> tun.write(arena.allocate(64), 64))
          .isInstanceOfSatisfying(
              LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
      assertThatThrownBy(() -> tun.write(packet, 65)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> tun.read(ByteBuffer.allocate(64)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void closingWakesAReader() throws Exception {
    try (Namespace lab = Namespace.open()) {
      TunDevice tun = lab.call(() -> TunDevice.open("tqt0"));
      CompletableFuture<Boolean> readable = new CompletableFuture<>();
      Thread reader =
          Thread.ofPlatform().daemon().start(() -> readable.complete(tun.awaitReadable(-1)));
      while (reader.getState() == Thread.State.NEW) {
        Thread.onSpinWait();
      }
      tun.close();
      assertThat(readable.get(10, TimeUnit.SECONDS)).isFalse();
      assertThat(tun.isOpen()).isFalse();
      tun.close();
      assertThatThrownBy(() -> tun.read(0L, 0))
          .isInstanceOfSatisfying(
              LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EBADF));
    }
  }

  @Test
  void aDeviceInUseAndAForeignDeviceAreNamed() throws Exception {
    try (Namespace lab = Namespace.open();
        TunDevice first = lab.call(() -> TunDevice.open("tqt0"))) {
      assertThatThrownBy(() -> lab.call(() -> TunDevice.open(first.name())))
          .isInstanceOfSatisfying(
              LinuxException.class,
              e -> {
                assertThat(e.errno()).isEqualTo(Errno.EBUSY);
                assertThat(e.remedy()).contains("tqt0");
              });
      lab.ip("link add veth7 type veth peer name veth8");
      assertThatThrownBy(() -> lab.call(() -> TunDevice.open("veth7")))
          .isInstanceOfSatisfying(
              LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
    }
    assertThatThrownBy(() -> TunDevice.open("a-name-of-16-byte"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
