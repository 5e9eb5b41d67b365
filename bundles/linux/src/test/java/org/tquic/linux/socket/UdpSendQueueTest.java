package org.tquic.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tquic.linux.socket.UdpPair.at;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.Namespace;
import org.tquic.linux.internal.SocketCalls;
import org.tquic.linux.socket.UdpPair.Datagram;
import org.tquic.linux.socket.UdpSendQueue.Result;

class UdpSendQueueTest {
  private static final int SO_NO_CHECK = 11;
  private static final int UDP_NO_CHECK6_TX = 101;
  private static final int UDP_NO_CHECK6_RX = 102;

  private final Random random = new Random(1);

  private byte[] payload(int length) {
    byte[] payload = new byte[length];
    random.nextBytes(payload);
    return payload;
  }

  private static List<byte[]> payloads(List<Datagram> datagrams) {
    return datagrams.stream().map(Datagram::payload).toList();
  }

  private static void set(LinuxUdpSocket socket, int level, int option, int value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocateFrom(JAVA_INT, value);
      assertThat(SocketCalls.setsockopt(socket.fd(), level, option, bytes)).isZero();
    }
  }

  /** No UDP checksums, for which the kernel refuses groups. */
  private static void refuseGroups(UdpPair pair, boolean ipv6) {
    if (ipv6) {
      set(pair.sender, ControlMessages.IPPROTO_UDP, UDP_NO_CHECK6_TX, 1);
      set(pair.receiver, ControlMessages.IPPROTO_UDP, UDP_NO_CHECK6_RX, 1);
    } else {
      set(pair.sender, SocketCalls.SOL_SOCKET, SO_NO_CHECK, 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1,true", "127.0.0.1,false", "::1,true", "::1,false"})
  void mixedDatagramsArriveInOrder(String host, boolean groups) {
    try (UdpPair pair = new UdpPair(host, host, groups)) {
      assertThat(pair.sender.sendsGroups()).isEqualTo(groups);
      for (int round = 0; round < 50; round++) {
        List<byte[]> sent = new ArrayList<>();
        List<Integer> marks = new ArrayList<>();
        int length = 1 + random.nextInt(1500);
        for (int i = 0; i < 60; i++) {
          length = random.nextInt(10) == 0 ? 1 + random.nextInt(1500) : length;
          int mark = random.nextInt(20) == 0 ? random.nextInt(4) : 2;
          byte[] payload = payload(length);
          assertThat(pair.add(host, mark, payload)).isTrue();
          sent.add(payload);
          marks.add(mark);
        }
        assertThat(pair.queue.flush()).isEqualTo(Result.DONE);
        List<Datagram> got = pair.receive(sent.size());
        assertThat(payloads(got)).containsExactlyElementsOf(sent);
        assertThat(got.stream().map(Datagram::ecn)).containsExactlyElementsOf(marks);
      }
      assertThat(pair.queue.grouping()).isEqualTo(groups);
      assertThat(pair.queue.takeError()).isNull();
    }
  }

  @Test
  void datagramsOfOneLengthTravelAsOneMessage() {
    try (UdpPair pair = new UdpPair("127.0.0.1", "127.0.0.1", true)) {
      List<byte[]> sent = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        sent.add(payload(1200));
      }
      sent.add(payload(7));
      sent.forEach(p -> assertThat(pair.add("127.0.0.1", 2, p)).isTrue());
      pair.queue.flush();
      assertThat(payloads(pair.receive(31))).containsExactlyElementsOf(sent);
      assertThat(pair.messages()).isOne();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 1200})
  void whatAGroupHasNoRoomForStartsAnother(int length) {
    try (UdpPair pair = new UdpPair("127.0.0.1", "127.0.0.1", true)) {
      List<byte[]> sent = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        byte[] payload = payload(length);
        assertThat(pair.add("127.0.0.1", 0, payload)).isTrue();
        sent.add(payload);
      }
      assertThat(pair.queue.flush()).isEqualTo(Result.DONE);
      assertThat(payloads(pair.receive(150))).containsExactlyElementsOf(sent);
      assertThat(pair.queue.grouping()).isTrue();
    }
  }

  @Test
  void aFullQueueSaysSoAndHasRoomAfterAFlush() {
    try (UdpPair pair = new UdpPair("127.0.0.1", "127.0.0.1", true)) {
      byte[] payload = payload(1400);
      List<byte[]> sent = new ArrayList<>();
      while (pair.add("127.0.0.1", 0, payload)) {
        sent.add(payload);
      }
      assertThat(sent).hasSizeBetween(100, 1000);
      assertThat(pair.queue.flush()).isEqualTo(Result.DONE);
      assertThat(payloads(pair.receive(sent.size()))).containsExactlyElementsOf(sent);
      assertThat(pair.add("127.0.0.1", 0, payload)).isTrue();
      // Lengths that rise make no groups, so here their number is what is full.
      int count = 1;
      while (pair.add("127.0.0.1", 0, payload(count))) {
        count++;
      }
      assertThat(count).isBetween(100, 1000);
      assertThat(pair.queue.flush()).isEqualTo(Result.DONE);
      assertThat(pair.receive(count)).hasSize(count);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void aKernelThatRefusesGroupsLosesNothing(String host) {
    try (UdpPair pair = new UdpPair(host, host, true)) {
      refuseGroups(pair, host.contains(":"));
      List<byte[]> sent = new ArrayList<>();
      // Two groups, the first with a short end, and a datagram alone before and after them.
      for (int length : new int[] {500, 1200, 1200, 1200, 40, 1300, 1300, 100, 1000}) {
        byte[] payload = payload(length);
        assertThat(pair.add(host, 2, payload)).isTrue();
        sent.add(payload);
      }
      assertThat(pair.queue.flush()).isEqualTo(Result.DONE);
      assertThat(payloads(pair.receive(sent.size()))).containsExactlyElementsOf(sent);
      assertThat(pair.queue.grouping()).isFalse();
      assertThat(pair.queue.takeError()).isNull();
      // It stays off.
      assertThat(pair.add(host, 2, payload(100))).isTrue();
      assertThat(pair.add(host, 2, payload(100))).isTrue();
      assertThat(pair.queue.flush()).isEqualTo(Result.DONE);
      assertThat(pair.receive(2)).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void whatIsTooLongForTheLinkIsLostAlone(String host) throws Exception {
    try (Namespace lab = Namespace.open()) {
      lab.ip("link set lo mtu 1400");
      lab.call(
          () -> {
            try (UdpPair pair = new UdpPair(host, host, true)) {
              List<byte[]> sent = new ArrayList<>();
              for (int length : new int[] {1000, 1500, 1300, 1500, 1500, 1500, 200, 900}) {
                byte[] payload = payload(length);
                assertThat(pair.add(host, 0, payload)).isTrue();
                sent.add(payload);
              }
              sent.removeIf(p -> p.length == 1500);
              assertThat(pair.queue.flush()).isEqualTo(Result.DONE);
              assertThat(payloads(pair.receive(sent.size()))).containsExactlyElementsOf(sent);
              assertThat(pair.queue.takeError()).isNull();
              assertThat(pair.queue.grouping()).isTrue();
              return null;
            }
          });
    }
  }

  @Test
  void anErrorIsToldAndTheRestGoesOn() {
    try (Namespace lab = Namespace.open()) {
      lab.call(
          () -> {
            try (UdpPair pair = new UdpPair("0.0.0.0", "127.0.0.1", true)) {
              byte[] payload = payload(1000);
              for (int i = 0; i < 3; i++) {
                pair.queue.add(
                    pair.sender.localAddress(), at("203.0.113.1", 9), 0, payload, 0, 1000);
              }
              pair.add("127.0.0.1", 0, payload);
              pair.queue.add(pair.sender.localAddress(), at("::1", 9), 0, payload, 0, 1000);
              assertThat(pair.queue.takeError())
                  .extracting(LinuxException::errno)
                  .isEqualTo(Errno.EAFNOSUPPORT);
              assertThat(pair.queue.flush()).isEqualTo(Result.DONE);
              assertThat(payloads(pair.receive(1))).containsExactly(payload);
              assertThat(pair.queue.takeError())
                  .hasMessageContaining("203.0.113.1")
                  .extracting(LinuxException::errno)
                  .isEqualTo(Errno.ENETUNREACH);
              assertThat(pair.queue.takeError()).isNull();
              assertThat(pair.queue.grouping()).isTrue();
              return null;
            }
          });
    }
  }

  /** The kernel says EINVAL to it, as to a group that it does not take. */
  @Test
  void anAddressThatIsGoneIsAnErrorAndNoReasonAgainstGroups() {
    try (UdpPair pair = new UdpPair("0.0.0.0", "127.0.0.1", true)) {
      byte[] payload = payload(1000);
      for (int i = 0; i < 3; i++) {
        pair.queue.add(
            at("192.0.2.1", 1), pair.receiver.localAddress(), 0, payload, 0, payload.length);
      }
      assertThat(pair.queue.flush()).isEqualTo(Result.DONE);
      assertThat(pair.queue.takeError()).hasMessageContaining("192.0.2.1");
      assertThat(pair.queue.grouping()).isTrue();
    }
  }

  @Test
  void whatTheKernelHasNoRoomForIsKept() {
    try (Namespace lab = Namespace.open()) {
      // A queue that the sender pays for; the plain loopback device hands on at once.
      lab.exec(
          "tc", "qdisc", "add", "dev", "lo", "root", "tbf", "rate", "100mbit", "burst", "20k",
          "limit", "10m");
      lab.call(
          () -> {
            try (UdpPair pair = new UdpPair("127.0.0.1", "127.0.0.1", true)) {
              set(pair.sender, SocketCalls.SOL_SOCKET, SocketCalls.SO_SNDBUF, 200_000);
              List<byte[]> sent = new ArrayList<>();
              List<byte[]> got = new ArrayList<>();
              int fullTimes = 0;
              while (sent.size() < 2000) {
                byte[] payload = payload(1000 + sent.size() % 3);
                if (pair.add("127.0.0.1", 0, payload)) {
                  sent.add(payload);
                } else if (pair.queue.flush() == Result.FULL) {
                  fullTimes++;
                  got.addAll(payloads(pair.receive(1)));
                }
              }
              while (pair.queue.flush() == Result.FULL) {
                got.addAll(payloads(pair.receive(1)));
              }
              got.addAll(payloads(pair.receive(sent.size() - got.size())));
              assertThat(got).containsExactlyElementsOf(sent);
              assertThat(fullTimes).isPositive();
              return null;
            }
          });
    }
  }

  @Test
  void aGroupEndsWithAShorterDatagramAndIsCutFromItsStart() {
    SendGroup group = new SendGroup();
    group.begin(at("127.0.0.1", 1), at("127.0.0.1", 2), 0, 64, 800);
    for (int i = 0; i < 9; i++) {
      assertThat(group.takes(800)).isTrue();
      group.append(800);
    }
    assertThat(group.takes(801)).isFalse();
    assertThat(group.takes(0)).isFalse();
    group.append(500);
    assertThat(group.takes(500)).as("after a shorter one").isFalse();
    group.cut(Errno.EINVAL);
    assertThat(group.refusal()).isEqualTo(Errno.EINVAL);
    group.advance();
    assertThat(group.refusal()).isZero();
    assertThat(group.offset()).isEqualTo(64 + 800);
    assertThat(group.bytes()).isEqualTo(9 * 800 + 500);
    for (int i = 0; i < 9; i++) {
      assertThat(group.firstBytes()).isEqualTo(800);
      group.advance();
    }
    assertThat(group.firstBytes()).isEqualTo(500);
    assertThat(group.segments()).isOne();
  }
}
