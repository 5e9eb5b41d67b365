package org.tquic.bond.reorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What holds for packets of several flows in any order of arrival, with losses and copies. */
class ResequencingPropertiesTest {
  private static final long MS = 1_000_000;
  private static final int BUCKETS = 3;

  private record Arrival(long atNs, int bucket, int sequence) {}

  @Property(tries = 300)
  void whatArrivesIsDeliveredOnceAndInOrderSaveTheLate(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 400) int packets,
      @ForAll @IntRange(max = 400) int delayMs,
      @ForAll @DoubleRange(max = 0.3) double loss,
      @ForAll @DoubleRange(max = 0.2) double copies) {
    List<Arrival> arrivals = arrivals(random, packets, delayMs, loss, copies);
    Run run = new Run();
    run.play(arrivals);
    run.assertEachOnce(arrivals);
    run.assertInOrderSaveTheLate();
    run.assertNothingLeft();
  }

  @Property(tries = 300)
  void whatIsDelayedLessThanTheHoldTimeComesInOrder(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 400) int packets,
      @ForAll @DoubleRange(max = 0.2) double copies) {
    Run run = new Run();
    // Nothing is lost and the hold time never falls below the time of a recovery.
    run.resequencer.recoveryNs(50 * MS);
    List<Arrival> arrivals = arrivals(random, packets, 50, 0, copies);
    run.play(arrivals);
    run.assertEachOnce(arrivals);
    assertThat(run.resequencer.late()).isZero();
    assertThat(run.resequencer.givenUp()).isZero();
    run.out.values().forEach(numbers -> assertThat(numbers).isSorted());
    run.assertNothingLeft();
  }

  /** Packets leave 1 ms apart and take up to {@code delayMs} longer than the fastest. */
  private static List<Arrival> arrivals(
      Random random, int packets, int delayMs, double loss, double copies) {
    List<Arrival> arrivals = new ArrayList<>();
    int[] next = new int[BUCKETS];
    for (int i = 0; i < packets; i++) {
      int bucket = random.nextInt(BUCKETS);
      int sequence = next[bucket]++;
      int times = random.nextDouble() < loss ? 0 : random.nextDouble() < copies ? 2 : 1;
      for (int copy = 0; copy < times; copy++) {
        long atNs = (i + 1 + (delayMs == 0 ? 0 : random.nextInt(delayMs))) * MS;
        arrivals.add(new Arrival(atNs, bucket, sequence));
      }
    }
    arrivals.sort(Comparator.comparingLong(Arrival::atNs));
    return arrivals;
  }

  /** One resequencer driven the way its owner does: timers on time, packets as they come. */
  private static final class Run {
    final Map<Integer, List<Integer>> out = new HashMap<>();
    final List<ByteBuf> made = new ArrayList<>();
    final Resequencer resequencer = new Resequencer(10_000_000, this::deliver);

    void deliver(ByteBuf packet) {
      out.computeIfAbsent(packet.getInt(0), bucket -> new ArrayList<>()).add(packet.getInt(4));
      packet.release();
    }

    void play(List<Arrival> arrivals) {
      for (Arrival arrival : arrivals) {
        expireUntil(arrival.atNs());
        ByteBuf packet = Unpooled.buffer().writeInt(arrival.bucket()).writeInt(arrival.sequence());
        made.add(packet);
        resequencer.add(arrival.bucket(), arrival.sequence(), packet, arrival.atNs());
        assertThat(resequencer.heldBytes())
            .isEqualTo(made.stream().mapToInt(held -> 8 * held.refCnt()).sum());
      }
      expireUntil(Long.MAX_VALUE - 1);
    }

    private void expireUntil(long timeNs) {
      long dueNs = resequencer.nextExpiryNs(0);
      while (dueNs <= timeNs) {
        resequencer.expire(dueNs);
        long nextNs = resequencer.nextExpiryNs(dueNs);
        assertThat(nextNs).as("an expiry that was done is not due again").isGreaterThan(dueNs);
        dueNs = nextNs;
      }
    }

    void assertEachOnce(List<Arrival> arrivals) {
      Map<Integer, Set<Integer>> arrived = new HashMap<>();
      arrivals.forEach(
          a -> arrived.computeIfAbsent(a.bucket(), b -> new HashSet<>()).add(a.sequence()));
      assertThat(out.keySet()).isEqualTo(arrived.keySet());
      arrived.forEach(
          (bucket, sequences) ->
              assertThat(out.get(bucket)).containsExactlyInAnyOrderElementsOf(sequences));
      int distinct = arrived.values().stream().mapToInt(Set::size).sum();
      assertThat(resequencer.duplicates()).isEqualTo(arrivals.size() - distinct);
    }

    void assertInOrderSaveTheLate() {
      long late = 0;
      for (List<Integer> numbers : out.values()) {
        int highest = -1;
        for (int number : numbers) {
          late += number < highest ? 1 : 0;
          highest = Math.max(highest, number);
        }
      }
      assertThat(resequencer.late()).isEqualTo(late);
    }

    void assertNothingLeft() {
      assertThat(resequencer.heldBytes()).isZero();
      assertThat(made).allMatch(packet -> packet.refCnt() == 0);
    }
  }
}
