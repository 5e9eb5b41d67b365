package org.tquic.quic.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.quic.stream.Endpoint.Sent;
import org.tquic.quic.wire.WireReader;
import org.tquic.quic.wire.WireWriter;

class DatagramQueueTest {
  private static final byte[] DATA = new byte[5000];

  private final DatagramQueue queue = new DatagramQueue(new DatagramLimits(3, 1000, 100, false));

  @Test
  void refusesWhatIsTooMuch() {
    assertThat(queue.offer(DATA, 0, 1001, 0)).isFalse();
    assertThat(queue.offer(DATA, 0, 600, 0)).isTrue();
    assertThat(queue.offer(DATA, 0, 401, 0)).isFalse();
    assertThat(queue.offer(DATA, 0, 0, 0)).isTrue();
    assertThat(queue.offer(DATA, 0, 0, 0)).isTrue();
    assertThat(queue.offer(DATA, 0, 0, 0)).isFalse();
    assertThat(queue.size()).isEqualTo(3);
    assertThat(queue.bytes()).isEqualTo(600);
    assertThat(queue.droppedFull()).isEqualTo(3);
  }

  @Test
  void oldestMakeWayWhereThatIsThePolicy() {
    DatagramQueue dropping = new DatagramQueue(new DatagramLimits(3, 1000, 100, true));
    for (int i = 0; i < 5; i++) {
      assertThat(dropping.offer(DATA, 0, 300 + i, 0)).isTrue();
    }
    assertThat(dropping.nextLength()).isEqualTo(302);
    assertThat(dropping.offer(DATA, 0, 1000, 0)).isTrue();
    assertThat(dropping.size()).isEqualTo(1);
    assertThat(dropping.droppedFull()).isEqualTo(5);
    assertThat(dropping.offer(DATA, 0, 1001, 0)).as("never fits").isFalse();
    assertThat(dropping.size()).isEqualTo(1);
  }

  @Test
  void dropsWhatIsTooOldOrPastItsDeadline() {
    queue.offer(DATA, 0, 10, 1, 2, 50, 0);
    queue.offer(DATA, 0, 20, 0);
    assertThat(queue.expire(49)).isZero();
    assertThat(queue.expire(50)).isEqualTo(1);
    assertThat(queue.expire(99)).isZero();
    assertThat(queue.offer(DATA, 0, 1000, 100)).as("the old one is gone first").isTrue();
    assertThat(queue.droppedLate()).isEqualTo(2);
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void showsTheFirstToAScheduler() {
    assertThat(queue.peek()).isNull();
    assertThat(queue.nextLength()).isEqualTo(-1);
    queue.offer(new byte[] {7, 8, 9}, 1, 2, 0xcafe, 5, 90, 10);
    Datagram first = queue.peek();
    assertThat(first.flowHash()).isEqualTo(0xcafe);
    assertThat(first.trafficClass()).isEqualTo(5);
    assertThat(first.deadlineNs()).isEqualTo(90);
    assertThat(first.enqueuedNs()).isEqualTo(10);
    assertThat(first.number()).isZero();
    assertThat(Arrays.copyOf(first.data(), first.length())).containsExactly(8, 9);
    queue.dropFirst();
    queue.dropFirst();
    assertThat(queue.size()).isZero();
  }

  @Test
  void fillsAFrameWhenItFits() {
    byte[] payload = new byte[200];
    new Random(1).nextBytes(payload);
    queue.offer(payload, 0, 200, 0);
    queue.offer(payload, 0, 5, 0);
    assertThat(queue.nextFrameLength()).isEqualTo(201);
    byte[] packet = new byte[300];
    List<Sent> sent = new ArrayList<>();
    SentFrames record = (kind, a, b, c) -> sent.add(new Sent(kind, a, b, c));
    WireWriter out = new WireWriter();
    assertThat(queue.fill(out.reset(packet, 0, 200), record)).isFalse();
    assertThat(out.position()).isZero();
    assertThat(queue.fill(out.reset(packet, 0, 300), record)).isTrue();
    assertThat(queue.fill(out, record)).isTrue();
    assertThat(queue.fill(out, record)).isFalse();
    WireReader in = new WireReader().reset(packet, 0, out.position());
    assertThat(in.u8()).isEqualTo(0x31);
    assertThat(in.bytes(in.length())).isEqualTo(payload);
    assertThat(in.u8()).isEqualTo(0x31);
    assertThat(in.length()).isEqualTo(5);
    assertThat(sent)
        .containsExactly(
            new Sent(StreamFrameKind.DATAGRAM, 0, 200, 0),
            new Sent(StreamFrameKind.DATAGRAM, 1, 5, 0));
  }

  /** RFC 9221 section 4: a frame without a length reaches to the end of its packet. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void leavesTheLengthOutWhereThereIsNoRoomForIt(int spare) {
    byte[] payload = new byte[200];
    new Random(1).nextBytes(payload);
    queue.offer(payload, 0, 200, 0);
    byte[] packet = new byte[201 + spare];
    WireWriter out = new WireWriter().reset(packet, 0, packet.length);
    assertThat(queue.fill(out, (_, _, _, _) -> {})).isTrue();
    WireReader in = new WireReader().reset(packet, 0, out.position());
    if (spare < 2) {
      assertThat(in.bytes(spare)).as("PADDING").isEqualTo(new byte[spare]);
      assertThat(in.u8()).isEqualTo(0x30);
      assertThat(in.bytes(in.remaining())).isEqualTo(payload);
      assertThat(out.remaining()).isZero();
    } else {
      assertThat(in.u8()).isEqualTo(0x31);
      assertThat(in.bytes(in.length())).isEqualTo(payload);
      assertThat(out.remaining()).isEqualTo(spare - 2);
    }
  }

  @Test
  void readerWithTooLittleRoomLosesNothing() {
    queue.offer(DATA, 0, 100, 0);
    assertThatThrownBy(() -> queue.poll(new byte[150], 51))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(queue.poll(new byte[150], 50)).isEqualTo(100);
    assertThat(queue.poll(new byte[150], 50)).isEqualTo(-1);
  }

  @Property(tries = 100)
  void whatComesOutIsWhatWentInFirst(@ForAll Random random) {
    DatagramQueue all = new DatagramQueue(new DatagramLimits(70, 100_000, 1000, false));
    Deque<byte[]> model = new ArrayDeque<>();
    int bytes = 0;
    byte[] buffer = new byte[6000];
    for (int i = 0; i < 500; i++) {
      if (random.nextInt(5) < 3) {
        byte[] data = new byte[random.nextInt(6000)];
        random.nextBytes(data);
        boolean fits = model.size() < 70 && bytes + data.length <= 100_000;
        assertThat(all.offer(data, 0, data.length, 0)).isEqualTo(fits);
        if (fits) {
          model.add(data);
          bytes += data.length;
        }
      } else {
        int length = all.poll(buffer, 0);
        assertThat(length < 0).isEqualTo(model.isEmpty());
        if (length >= 0) {
          assertThat(Arrays.copyOf(buffer, length)).isEqualTo(model.remove());
          bytes -= length;
        }
      }
      assertThat(all.size()).isEqualTo(model.size());
      assertThat(all.bytes()).isEqualTo(bytes);
    }
  }
}
