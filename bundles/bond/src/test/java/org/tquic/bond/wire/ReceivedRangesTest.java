package org.tquic.bond.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.tquic.bond.wire.ControlMessage.CarrierFeedback;
import org.tquic.bond.wire.ControlMessage.Feedback;

/** What the sender learns from feedback, against a set of all numbers that arrived. */
class ReceivedRangesTest {
  private static final int REACH = 65_535;

  @Property(tries = 300)
  void anyOrderOfArrivalIsToldExactlyWhileTheRunsAreFew(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 600) int numbers,
      @ForAll @IntRange(min = 1, max = 200) int displacement,
      @ForAll @DoubleRange(max = 0.9) double loss) {
    Carrier carrier = new Carrier();
    for (int number = 0; number < numbers; number++) {
      if (random.nextDouble() >= loss) {
        carrier.arrive(Math.max(0, number - random.nextInt(displacement)));
      }
    }
    carrier.assertTold();
  }

  @Property(tries = 300)
  void numbersFarApartNeverClaimWhatDidNotArrive(@ForAll Random random) {
    Carrier carrier = new Carrier();
    int newest = 0;
    for (int i = 0; i < 300; i++) {
      newest += random.nextInt(20) == 0 ? 60_000 + random.nextInt(10_000) : 1 + random.nextInt(3);
      int back = random.nextInt(4) == 0 ? random.nextInt(70_000) : 0;
      carrier.arrive(Math.max(0, newest - back));
    }
    carrier.assertTold();
  }

  @Test
  void aRunLongerThanSixteenBitsIsToldAsFarAsTheyReach() {
    Carrier carrier = new Carrier();
    carrier.arriveAll(0, 200_000);
    assertThat(carrier.told().cardinality()).isEqualTo(REACH + 1);
  }

  @Test
  void aLostNumberBeforeALongRunIsStillSeenAsLost() {
    Carrier carrier = new Carrier();
    carrier.arrive(0);
    carrier.arriveAll(2, REACH + 1);
    assertThat(carrier.told().nextClearBit(0)).isEqualTo(1);
    carrier.assertTold();
  }

  @Test
  void withMoreThanSixtyFourRunsTheNewestAreTold() {
    Carrier carrier = new Carrier();
    for (int number = 0; number < 400; number += 3) {
      carrier.arrive(number);
    }
    assertThat(carrier.ranges.runs()).isEqualTo(64);
    assertThat(carrier.told()).isEqualTo(carrier.newestRuns());
    carrier.arrive(391);
    carrier.arrive(395);
    assertThat(carrier.told()).isEqualTo(carrier.newestRuns());
  }

  @Test
  void theDelayCountsFromTheLargestNumber() {
    ReceivedRanges ranges = new ReceivedRanges();
    ranges.add(5, 1_000_000);
    ranges.add(3, 4_000_000);
    assertThat(ranges.feedback(1, 6_000_999).delayMicros()).isEqualTo(5000);
  }

  /** The ranges of a carrier beside the set they stand for. */
  private static final class Carrier {
    private final ReceivedRanges ranges = new ReceivedRanges();
    private final BitSet arrived = new BitSet();

    /** Most runs there were at once; beyond 64 old ones are forgotten. */
    private int mostRuns;

    void arrive(int number) {
      boolean leavesGap = !arrived.isEmpty() && number > arrived.length();
      arrived.set(number);
      assertThat(ranges.add(number, 0)).isEqualTo(leavesGap);
      assertThat(ranges.largest()).isEqualTo(arrived.length() - 1);
      assertThat(ranges.expected()).isEqualTo(arrived.length());
      mostRuns = Math.max(mostRuns, runs());
    }

    void arriveAll(int from, int to) {
      for (int number = from; number < to; number++) {
        ranges.add(number, 0);
      }
      arrived.set(from, to);
      mostRuns = Math.max(mostRuns, runs());
    }

    private int runs() {
      int runs = 0;
      int at = arrived.nextSetBit(0);
      while (at >= 0) {
        runs++;
        at = arrived.nextSetBit(arrived.nextClearBit(at));
      }
      return runs;
    }

    void assertTold() {
      if (arrived.isEmpty()) {
        return;
      }
      BitSet told = told();
      BitSet untrue = (BitSet) told.clone();
      untrue.andNot(arrived);
      assertThat(untrue.isEmpty()).as("claims %s, which did not arrive", untrue).isTrue();
      assertThat(told.get(arrived.length() - 1)).isTrue();
      if (mostRuns <= 64) {
        assertThat(told).isEqualTo(newestRuns());
      }
    }

    /** The newest runs, as many and as far back as one message tells. */
    BitSet newestRuns() {
      BitSet newest = new BitSet();
      int lowest = Math.max(0, arrived.length() - 1 - REACH);
      int high = arrived.length() - 1;
      for (int run = 0; run < ControlMessage.MAX_RANGES && high >= lowest; run++) {
        int below = arrived.previousClearBit(high);
        newest.set(Math.max(below + 1, lowest), high + 1);
        high = below < 0 ? -1 : arrived.previousSetBit(below);
      }
      return newest;
    }

    /** What the peer understands after the message travelled. */
    BitSet told() {
      ByteBuf bytes = Unpooled.buffer();
      new Feedback(List.of(ranges.feedback(3, 0))).encode(bytes);
      CarrierFeedback feedback = ((Feedback) ControlMessage.decode(bytes)).carriers().getFirst();
      assertThat(feedback.largest()).isEqualTo(arrived.length() - 1);
      BitSet told = new BitSet();
      int[] distances = feedback.ranges();
      for (int i = 0; i < distances.length; i += 2) {
        int high = feedback.largest() - distances[i];
        told.set(feedback.largest() - distances[i + 1], high + 1);
      }
      return told;
    }
  }
}
