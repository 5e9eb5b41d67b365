package org.tquic.quic.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.tquic.quic.Role;
import org.tquic.quic.stream.Endpoint.Packet;
import org.tquic.quic.stream.Endpoint.Sent;
import org.tquic.quic.wire.WireWriter;

/** Which frame goes first, RFC 9218 section 10, and what goes twice. */
class SendOrderTest {
  private static final int MANY = 10_000;
  private static final LocalLimits WIDE =
      new LocalLimits(1 << 30, 1 << 20, 1 << 20, 1 << 20, MANY, MANY, 1 << 20, 1, 1);

  private final Endpoint client = Endpoint.of(Role.CLIENT, WIDE, WIDE.asSeenByPeer());

  private long open(int urgency, boolean incremental, int bytes) {
    long id = client.streams.open(false);
    client.streams.setPriority(id, urgency, incremental);
    client.write(id, bytes, false);
    return id;
  }

  /** Streams of the next packets, which hold one frame each. */
  private List<Long> order(int packets) {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < packets; i++) {
      Packet packet = client.packet(1000);
      assertThat(packet.frames()).hasSize(1);
      ids.add(packet.frames().get(0).a());
    }
    return ids;
  }

  @Test
  void moreUrgentStreamsGoFirst() {
    long late = open(7, true, 2000);
    long normal = client.streams.open(false);
    client.write(normal, 2000, false);
    long soon = open(0, false, 990);
    assertThat(order(2)).containsExactly(soon, normal);
    client.streams.setPriority(late, 1, false);
    assertThat(order(1)).containsExactly(late);
  }

  @Test
  void incrementalStreamsTakeTurns() {
    long a = open(3, true, 4000);
    long b = open(3, true, 4000);
    long c = open(3, true, 4000);
    assertThat(order(7)).containsExactly(a, b, c, a, b, c, a);
  }

  @Test
  void othersGoOneAfterTheOtherByTheirIds() {
    long a = open(3, false, 500);
    long b = open(3, false, 1980);
    client.flush();
    client.write(b, 1980, false);
    client.write(a, 1980, false);
    assertThat(order(4)).containsExactly(a, a, b, b);
  }

  @Test
  void bothKindsShareAnUrgency() {
    long sequential = open(3, false, 9000);
    long a = open(3, true, 9000);
    long b = open(3, true, 9000);
    assertThat(order(6)).containsExactly(sequential, a, sequential, b, sequential, a);
  }

  @Test
  void lostDataGoesBeforeNewDataOfItsUrgency() {
    long a = open(3, true, 9000);
    Sent first = client.packet(1000).frames().get(0);
    long b = open(3, true, 9000);
    long urgent = open(1, true, 990);
    client.lost(first);
    assertThat(order(1)).containsExactly(urgent);
    assertThat(client.packet(1000).frames()).containsExactly(first);
    assertThat(order(2)).containsExactlyInAnyOrder(a, b);
  }

  @Test
  void controlFramesGoBeforeData() {
    open(0, true, 5000);
    client.onStream(3, 0, 1, false);
    client.streams.stopSending(3, 1);
    assertThat(client.packet(1000).frames())
        .extracting(Sent::kind)
        .containsExactly(StreamFrameKind.STOP_SENDING, StreamFrameKind.STREAM);
  }

  @Test
  void smallRestOfAPacketIsLeftRatherThanSplinteringData() {
    open(3, true, 5000);
    assertThat(client.packet(60).frames()).isEmpty();
    assertThat(client.packet(80).frames()).hasSize(1);
    assertThat(client.streams.wantsToSend()).isTrue();
  }

  @Test
  void reinjectedDataGoesAgainAndEitherFateIsHarmless() {
    long id = open(3, true, 900);
    Sent frame = client.packet(1000).frames().get(0);
    assertThat(client.reinject(frame)).isTrue();
    assertThat(client.flushFrames()).containsExactly(frame);
    client.lost(frame);
    assertThat(client.streams.wantsToSend()).as("the other is under way").isFalse();
    client.acked(frame);
    client.lost(frame);
    assertThat(client.reinject(frame)).isFalse();
    assertThat(client.streams.wantsToSend()).isFalse();
    assertThat(client.streams.writable(id)).isEqualTo(1 << 20);
  }

  @Test
  void controlFramesAreReinjectedWhileTheySaySomething() {
    long id = open(3, true, 10);
    client.streams.reset(id, 1);
    Sent reset = client.flushFrames().get(0);
    assertThat(client.reinject(reset)).isTrue();
    assertThat(client.flushFrames()).containsExactly(reset);
    client.acked(reset);
    assertThat(client.reinject(reset)).isFalse();
    assertThat(client.reinject(new Sent(StreamFrameKind.MAX_DATA, 5, 0, 0))).isFalse();
    assertThat(client.reinject(new Sent(StreamFrameKind.DATAGRAM, 5, 0, 0))).isFalse();
  }

  /** Whatever order streams come and go in, the queue gives the most urgent and lowest. */
  @Property(tries = 200)
  void queueAgreesWithASearch(@ForAll Random random) {
    SendQueue queue = new SendQueue();
    List<SendSlot> in = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      if (in.isEmpty() || random.nextInt(5) < 3) {
        Stream stream = new Stream(random.nextInt(1_000_000), null, null);
        stream.urgency = random.nextInt(8);
        stream.incremental = false;
        queue.set(stream.fresh, true);
        in.add(stream.fresh);
      } else {
        queue.set(in.remove(random.nextInt(in.size())), false);
      }
      assertThat(queue.isEmpty()).isEqualTo(in.isEmpty());
      in.stream()
          .map(slot -> slot.stream.urgency * 1_000_000L + slot.stream.id)
          .min(Long::compare)
          .ifPresent(
              least -> {
                Stream head = queue.head().stream;
                assertThat(head.urgency * 1_000_000L + head.id).isEqualTo(least);
              });
    }
  }

  /** Ten thousand streams, of which a hundred have something to say at a time. */
  @Test
  void packetsOfTenThousandStreamsCostNoMemory() {
    for (int i = 0; i < MANY; i++) {
      client.streams.open(false);
    }
    assertThat(client.streams.openStreams()).isEqualTo(MANY);
    byte[] data = new byte[500];
    WireWriter out = new WireWriter();
    byte[] packet = new byte[1200];
    long[] log = new long[64];
    int[] logged = new int[1];
    SentFrames sent =
        (kind, a, b, c) -> {
          log[logged[0]++] = a;
          log[logged[0]++] = b;
          log[logged[0]++] = c;
        };
    long id = 0;
    for (int round = 0; round < 500; round++) {
      id = step(id, data, out, packet, log, logged, sent);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int round = 0; round < 100; round++) {
      id = step(id, data, out, packet, log, logged, sent);
    }
    long perRound = (threads.getCurrentThreadAllocatedBytes() - before) / 100;
    assertThat(perRound).as("bytes per 100 writes with their packets and acks").isLessThan(100);
  }

  private long step(
      long id,
      byte[] data,
      WireWriter out,
      byte[] packet,
      long[] log,
      int[] logged,
      SentFrames sent) {
    long next = id;
    for (int i = 0; i < 100; i++) {
      client.streams.write(2 + 4 * (next % MANY), data, 0, data.length, false);
      next++;
    }
    while (client.streams.wantsToSend()) {
      logged[0] = 0;
      client.streams.fill(out.reset(packet, 0, packet.length), sent);
      for (int i = 0; i < logged[0]; i += 3) {
        client.streams.onAcked(StreamFrameKind.STREAM, log[i], log[i + 1], log[i + 2]);
      }
    }
    return next;
  }
}
