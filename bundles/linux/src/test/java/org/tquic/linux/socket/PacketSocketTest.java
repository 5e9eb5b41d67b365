package org.tquic.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.Namespace;
import org.tquic.linux.Poller;

class PacketSocketTest {
  // An EtherType for local experiments, so that the kernel's own frames can be told apart.
  private static final byte TYPE_HIGH = (byte) 0x88;
  private static final byte TYPE_LOW = (byte) 0xb5;

  private static Namespace pair() throws Exception {
    Namespace lab = Namespace.open();
    lab.sysctl("net.ipv6.conf.all.disable_ipv6", 1);
    lab.sysctl("net.ipv6.conf.default.disable_ipv6", 1);
    lab.ip("link add va type veth peer name vb");
    lab.ip("link set va up");
    lab.ip("link set vb up");
    lab.awaitUp("va", "vb");
    return lab;
  }

  private static void fill(FrameBatch batch, int slot, int length, int tag) {
    MemorySegment frame = batch.frame(slot);
    for (int i = 0; i < 6; i++) {
      frame.set(JAVA_BYTE, i, (byte) 0x02);
      frame.set(JAVA_BYTE, 6 + i, (byte) 0x04);
    }
    frame.set(JAVA_BYTE, 12, TYPE_HIGH);
    frame.set(JAVA_BYTE, 13, TYPE_LOW);
    for (int i = 14; i < length; i++) {
      frame.set(JAVA_BYTE, i, (byte) tag);
    }
    batch.setLength(slot, length);
  }

  private static List<String> drain(PacketSocket socket, Poller poller, int slot, int wanted) {
    List<String> frames = new ArrayList<>();
    long end = System.nanoTime() + 5_000_000_000L;
    try (FrameBatch batch = new FrameBatch(8, 256)) {
      while (frames.size() < wanted && System.nanoTime() < end) {
        poller.poll(100_000_000L);
        if (!poller.readable(slot)) {
          continue;
        }
        int count = socket.receive(batch);
        for (int i = 0; i < count; i++) {
          MemorySegment frame = batch.frame(i);
          if (frame.get(JAVA_BYTE, 12) == TYPE_HIGH && frame.get(JAVA_BYTE, 13) == TYPE_LOW) {
            frames.add(
                batch.length(i)
                    + ":"
                    + frame.get(JAVA_BYTE, 14)
                    + (batch.truncated(i) ? " truncated" : ""));
          }
        }
      }
    }
    return frames;
  }

  @Test
  void batchesOfFramesArriveInOrderWithTheirLengths() throws Exception {
    try (Namespace lab = pair()) {
      List<String> got =
          lab.call(
              () -> {
                try (PacketSocket a = PacketSocket.open("va", true);
                    PacketSocket b = PacketSocket.open("vb", true);
                    Poller poller = new Poller(2);
                    FrameBatch batch = new FrameBatch(20, 512);
                    Arena arena = Arena.ofConfined()) {
                  int slot = poller.add(b.fd(), Poller.READABLE);
                  for (int i = 0; i < 19; i++) {
                    fill(batch, i, 60 + i, i);
                  }
                  batch.use(19, arena.allocate(300));
                  fill(batch, 19, 300, 19);
                  assertThat(a.send(batch, 0, 12)).isEqualTo(12);
                  assertThat(a.send(batch, 12, 8)).isEqualTo(8);
                  return drain(b, poller, slot, 20);
                }
              });
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < 19; i++) {
        expected.add((60 + i) + ":" + i);
      }
      expected.add("256:19 truncated");
      assertThat(got).isEqualTo(expected);
    }
  }

  @Test
  void theBeginningOfAFrameCanBeCopied() {
    try (FrameBatch batch = new FrameBatch(1, 64)) {
      fill(batch, 0, 60, 7);
      byte[] header = new byte[15];
      assertThat(batch.read(0, header)).isEqualTo(15);
      assertThat(header).startsWith(2, 2).endsWith(TYPE_HIGH, TYPE_LOW, 7);
      assertThat(batch.read(0, new byte[100])).isEqualTo(60);
    }
  }

  @Test
  void ownFramesAreNotSeen() throws Exception {
    try (Namespace lab = pair()) {
      lab.call(
          () -> {
            try (PacketSocket a = PacketSocket.open("va", true);
                PacketSocket b = PacketSocket.open("vb", true);
                Poller poller = new Poller(2);
                FrameBatch batch = new FrameBatch(1, 64)) {
              int slotB = poller.add(b.fd(), Poller.READABLE);
              fill(batch, 0, 60, 7);
              assertThat(a.send(batch, 0, 1)).isOne();
              assertThat(drain(b, poller, slotB, 1)).containsExactly("60:7");
              assertThat(a.receive(batch)).isZero();
              return null;
            }
          });
    }
  }

  @Test
  void saysWhenTheLinkGoesDownAndWorksAgainWhenItIsUp() throws Exception {
    try (Namespace lab = pair()) {
      lab.call(
          () -> {
            try (PacketSocket a = PacketSocket.open("va", true);
                PacketSocket b = PacketSocket.open("vb", true);
                Poller poller = new Poller(2);
                FrameBatch batch = new FrameBatch(1, 64)) {
              lab.ip("link set va down");
              assertThat(a.receive(batch)).isEqualTo(PacketSocket.LINK_DOWN);
              assertThat(a.receive(batch)).isZero();
              fill(batch, 0, 60, 7);
              assertThat(a.send(batch, 0, 1)).isEqualTo(PacketSocket.LINK_DOWN);
              lab.ip("link set va up");
              lab.awaitUp("va", "vb");
              fill(batch, 0, 60, 8);
              int slotB = poller.add(b.fd(), Poller.READABLE);
              assertThat(a.send(batch, 0, 1)).isOne();
              assertThat(drain(b, poller, slotB, 1)).containsExactly("60:8");
              lab.ip("link del va");
              fill(batch, 0, 60, 9);
              assertThatThrownBy(() -> a.send(batch, 0, 1))
                  .isInstanceOfSatisfying(
                      LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENXIO));
              return null;
            }
          });
    }
  }

  @Test
  void anUnknownInterfaceIsNamed() throws Exception {
    try (Namespace lab = Namespace.open()) {
      assertThatThrownBy(() -> lab.call(() -> PacketSocket.open("nowhere0", false)))
          .isInstanceOf(LinuxException.class)
          .hasMessageContaining("nowhere0")
          .hasMessageContaining("ENODEV");
    }
  }
}
