package org.tquic.quic.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RangeSetTest {
  private static final int SPACE = 120;

  @Property(tries = 500)
  void holdsWhatABitSetHolds(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 80) int operations) {
    RangeSet set = new RangeSet();
    RangeSet other = new RangeSet();
    BitSet model = new BitSet();
    BitSet otherModel = new BitSet();
    for (int i = 0; i < operations; i++) {
      int start = random.nextInt(SPACE);
      int end = Math.min(SPACE, start + random.nextInt(20));
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          set.add(start, end);
          model.set(start, end);
        }
        case 2 -> {
          set.remove(start, end);
          model.clear(start, end);
        }
        case 3 -> {
          other.add(start, end);
          otherModel.set(start, end);
        }
        case 4 -> {
          set.removeAll(other, start, end);
          BitSet part = new BitSet();
          part.set(start, end);
          part.and(otherModel);
          model.andNot(part);
        }
        default -> {
          if (!set.isEmpty()) {
            model.clear((int) set.start(0), (int) set.end(0));
            set.removeFirst();
          }
        }
      }
      assertSame(set, model);
      if (start < end) {
        assertThat(set.contains(start, end))
            .isEqualTo(model.get(start, end).cardinality() == end - start);
        assertThat(set.intersects(start, end)).isEqualTo(!model.get(start, end).isEmpty());
      }
    }
  }

  private static void assertSame(RangeSet set, BitSet model) {
    int ranges = 0;
    for (int start = model.nextSetBit(0); start >= 0; ranges++) {
      int end = model.nextClearBit(start);
      assertThat(set.start(ranges)).isEqualTo(start);
      assertThat(set.end(ranges)).isEqualTo(end);
      start = model.nextSetBit(end);
    }
    assertThat(set.size()).isEqualTo(ranges);
    assertThat(set.isEmpty()).isEqualTo(ranges == 0);
  }
}
