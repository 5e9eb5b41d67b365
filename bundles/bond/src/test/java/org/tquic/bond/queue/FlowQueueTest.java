package org.tquic.bond.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Fairness, order, bounds and ownership; what CoDel does to delay is in CoDelTest. */
class FlowQueueTest {
  private static final int MS = 1_000_000;
  private static final int BULK = 1;
  private static final int SPARSE = 2;

  private final FlowQueue queue = new FlowQueue(20 * MS, 120 * MS, 10_000_000);

  private static ByteBuf packet(int number, int size) {
    return Unpooled.buffer(size).writeInt(number).writeZero(size - 4);
  }

  private void add(int bucket, int count, int size) {
    for (int i = 0; i < count; i++) {
      queue.add(packet(i, size), bucket, 0);
    }
  }

  private int send(long nowNs) {
    assertThat(queue.select(nowNs)).isTrue();
    int bucket = queue.bucket();
    queue.poll().release();
    return bucket;
  }

  /** RFC 8290 section 1: flows that use less than their share get no queue of their own. */
  @Test
  void aSparseFlowNeverWaitsBehindABulkFlow() {
    int mostBetween = 0;
    add(BULK, 2000, 1400);
    for (int voice = 0; voice < 50; voice++) {
      queue.add(packet(voice, 120), SPARSE, 0);
      int between = 0;
      while (send(0) == BULK) {
        between++;
      }
      mostBetween = Math.max(mostBetween, between);
      for (int i = 0; i < 20; i++) {
        send(0);
      }
    }
    assertThat(mostBetween).isLessThanOrEqualTo(2);
  }

  /** Until its receiver has it, it can pass on nothing that came after it. */
  @Test
  void whatTcpSendsAgainGoesFirst() {
    queueSegments(0, 100);
    for (int i = 0; i < 10; i++) {
      send(0);
    }
    queueSegments(3, 5);
    assertThat(sequences())
        .startsWith(3_000, 4_000, 10_000, 11_000)
        .endsWith(98_000, 99_000)
        .hasSize(92);
    assertThat(queue.bytes()).isZero();
  }

  /** RFC 7323 section 5.3: the receiver would discard what waits here if its time were older. */
  @Test
  void whoWasOvertakenIsNotOlderThanWhoDid() {
    queueAt(100, 0, 10);
    send(0);
    queueAt(900, 0, 1);
    queueAt(950, 10, 11);
    List<Integer> times = new ArrayList<>();
    while (queue.select(0)) {
      ByteBuf packet = queue.poll();
      assertThat(TcpPackets.isIntact(packet)).isTrue();
      times.add(packet.getInt(44));
      packet.release();
    }
    assertThat(times).hasSize(11).isSorted().startsWith(900, 900).endsWith(900, 950);
  }

  @Test
  void whoWasNotOvertakenKeepsItsTime() {
    queueAt(100, 0, 2);
    send(0);
    queueAt(900, 0, 1);
    send(0);
    send(0);
    queueAt(500, 2, 3);
    queue.select(0);
    assertThat(queue.packet().getInt(44)).isEqualTo(500);
    send(0);
  }

  /** RFC 5925: its header cannot be changed, so it keeps its place. */
  @Test
  void whatIsSignedDoesNotOvertake() {
    byte[] options = new byte[28];
    System.arraycopy(TcpPackets.timestamps(100, 0), 0, options, 0, 12);
    options[12] = 29;
    options[13] = 16;
    for (int sequence : new int[] {0, 1_000, 2_000}) {
      addTcp(TcpPackets.packet(sequence, TcpPackets.ACK, options, 1_000));
    }
    send(0);
    addTcp(TcpPackets.packet(0, TcpPackets.ACK, options, 1_000));
    assertThat(sequences()).containsExactly(1_000, 2_000, 0);
  }

  private void queueAt(int time, int from, int to) {
    for (int i = from; i < to; i++) {
      byte[] options = TcpPackets.timestamps(time, 0);
      addTcp(TcpPackets.packet(1_000 * i, TcpPackets.ACK, options, 1_000));
    }
  }

  private void addTcp(ByteBuf segment) {
    queue.add(segment, FlowClassifier.flowHash(segment), 0);
  }

  /** What comes again while the first is still here would be carried twice. */
  @Test
  void whatStillWaitsIsNotQueuedTwiceNorDropped() {
    queueSegments(0, 100);
    ByteBuf again = segment(0);
    queue.add(again, FlowClassifier.flowHash(again), 0);
    assertThat(again.refCnt()).isZero();
    queueSegments(1, 100);
    for (int i = 0; i < 100; i++) {
      send(100L * i * MS);
    }
    assertThat(queue.droppedByCoDel()).isZero();
    assertThat(queue.bytes()).isZero();
  }

  @Test
  void whatWasSentIsTakenAgainThoughLaterOnesWait() {
    queueSegments(0, 20);
    for (int i = 0; i < 10; i++) {
      send(0);
    }
    queueSegments(3, 4);
    for (int i = 10; i < 20; i++) {
      send(0);
    }
    queueSegments(7, 8);
    assertThat(sequences()).containsExactly(7_000, 19_000);
  }

  private void queueSegments(int from, int to) {
    for (int i = from; i < to; i++) {
      addTcp(segment(1_000 * i));
    }
  }

  private List<Integer> sequences() {
    List<Integer> sequences = new ArrayList<>();
    while (queue.select(0)) {
      ByteBuf packet = queue.poll();
      sequences.add(packet.getInt(24));
      packet.release();
    }
    return sequences;
  }

  private static ByteBuf segment(int sequence) {
    ByteBuf packet = Unpooled.buffer().writeZero(1_040).setByte(0, 0x45).setByte(9, 6);
    return packet.setInt(24, sequence).setByte(32, 0x50);
  }

  @Test
  void aFlowThatComesAgainAndAgainDoesNotStarveTheOthers() {
    add(BULK, 2000, 1400);
    Map<Integer, Integer> sent = new HashMap<>();
    for (int i = 0; i < 400; i++) {
      queue.add(packet(i, 1400), SPARSE, 0);
      sent.merge(send(0), 1, Integer::sum);
    }
    assertThat(sent.get(BULK)).isBetween(190, 210);
  }

  @Test
  void bulkFlowsShareByBytesNotByPackets() {
    int[] sizes = {0, 1400, 280, 700};
    for (int bucket = 1; bucket < sizes.length; bucket++) {
      add(bucket, 700_000 / sizes[bucket], sizes[bucket]);
    }
    int[] bytes = new int[sizes.length];
    for (int i = 0; i < 1200; i++) {
      int bucket = send(0);
      bytes[bucket] += sizes[bucket];
    }
    int fair = Arrays.stream(bytes).sum() / 3;
    for (int bucket = 1; bucket < sizes.length; bucket++) {
      assertThat(bytes[bucket]).isBetween(fair - 1500, fair + 1500);
    }
  }

  @Test
  void aFullQueueTakesFromTheFattestFlowItsOldest() {
    FlowQueue small = new FlowQueue(20 * MS, 120 * MS, 10_000);
    small.add(packet(7, 100), SPARSE, 0);
    for (int i = 0; i < 20; i++) {
      small.add(packet(i, 1000), BULK, 0);
      assertThat(small.bytes()).isLessThanOrEqualTo(10_000);
    }
    assertThat(small.droppedWhenFull()).isEqualTo(11);
    List<Integer> left = new ArrayList<>();
    while (small.select(0)) {
      ByteBuf packet = small.poll();
      left.add(packet.getInt(0));
      packet.release();
    }
    assertThat(left).containsExactly(7, 11, 12, 13, 14, 15, 16, 17, 18, 19);
  }

  /** While all links are dead and a sender repeats what was sent before. */
  @Test
  void aQueueFullOfRepeatsLosesItsOldestOnes() {
    FlowQueue small = new FlowQueue(20 * MS, 120 * MS, 10_000);
    small.add(packet(1, 100), 0, 0);
    small.select(0);
    small.poll().release();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 20; i++) {
        ByteBuf segment = segment(1_000 * i);
        small.add(segment, FlowClassifier.flowHash(segment), 0);
        assertThat(small.bytes()).isLessThanOrEqualTo(10_000);
        if (round == 0) {
          assertThat(small.select(0)).isTrue();
          small.poll().release();
        }
      }
    }
    assertThat(small.droppedWhenFull()).isEqualTo(31);
    small.clear();
    assertThat(small.bytes()).isZero();
  }

  @Test
  void thePacketInHandMayBeTheOneThatMustGo() {
    FlowQueue small = new FlowQueue(20 * MS, 120 * MS, 1000);
    small.add(packet(1, 900), BULK, 0);
    assertThat(small.select(0)).isTrue();
    small.add(packet(2, 800), SPARSE, 0);
    assertThat(small.select(0)).isTrue();
    assertThat(small.packet().getInt(0)).isEqualTo(2);
    assertThat(small.bucket()).isEqualTo(SPARSE);
    small.clear();
  }

  @Test
  void theChoiceStandsUntilThePacketIsTaken() {
    add(BULK, 3, 1400);
    queue.select(0);
    ByteBuf chosen = queue.packet();
    for (int i = 0; i < 5; i++) {
      assertThat(queue.select(0)).isTrue();
      assertThat(queue.packet()).isSameAs(chosen);
    }
    assertThat(queue.poll()).isSameAs(chosen);
  }

  @Test
  void aClearedQueueIsEmptyAndWorksAgain() {
    add(BULK, 50, 1400);
    add(SPARSE, 5, 100);
    send(0);
    queue.clear();
    assertThat(queue.bytes()).isZero();
    assertThat(queue.select(0)).isFalse();
    add(SPARSE, 2, 100);
    assertThat(send(0)).isEqualTo(SPARSE);
    assertThat(send(0)).isEqualTo(SPARSE);
    assertThat(queue.select(0)).isFalse();
  }

  /** Any use: each flow stays in order, nothing comes from nowhere, no buffer is forgotten. */
  @Property(tries = 200)
  void orderBytesAndOwnershipHold(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 12) int flows,
      @ForAll @IntRange(min = 2_000, max = 60_000) int maxBytes) {
    FlowQueue any = new FlowQueue(5 * MS, 30 * MS, maxBytes);
    List<ByteBuf> added = new ArrayList<>();
    Map<Integer, Integer> lastOut = new HashMap<>();
    long nowNs = 0;
    int polled = 0;
    for (int step = 0; step < 600; step++) {
      nowNs += random.nextInt(3 * MS);
      if (random.nextInt(5) < 3) {
        ByteBuf packet = packet(added.size(), 4 + random.nextInt(1400));
        added.add(packet);
        any.add(packet, random.nextInt(flows), nowNs);
      } else if (any.select(nowNs)) {
        int bucket = any.bucket();
        ByteBuf packet = any.poll();
        int number = packet.getInt(0);
        assertThat(number).isGreaterThan(lastOut.getOrDefault(bucket, -1));
        lastOut.put(bucket, number);
        assertThat(packet.refCnt()).isEqualTo(1);
        packet.release();
        polled++;
      }
      assertThat(any.bytes()).isBetween(0, maxBytes);
    }
    List<ByteBuf> waiting = added.stream().filter(packet -> packet.refCnt() == 1).toList();
    assertThat(any.bytes()).isEqualTo(waiting.stream().mapToInt(ByteBuf::readableBytes).sum());
    assertThat(polled + any.droppedByCoDel() + any.droppedWhenFull() + waiting.size())
        .isEqualTo(added.size());
    any.clear();
    assertThat(added).allMatch(packet -> packet.refCnt() == 0);
    assertThat(any.bytes()).isZero();
  }
}
