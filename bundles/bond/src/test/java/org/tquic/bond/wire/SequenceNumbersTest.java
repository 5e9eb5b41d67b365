package org.tquic.bond.wire;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceNumbersTest {
  private static final long HIGHEST = 1L << 60;

  @Property
  void aNumberLessThanHalfTheRangeAwayIsRestored(
      @ForAll @LongRange(max = HIGHEST) long expected, @ForAll int distance) {
    long sequence = expected + distance;
    if (sequence >= 0) {
      assertThat(SequenceNumbers.expand((int) sequence, expected)).isEqualTo(sequence);
    }
  }

  @Property
  void closeToTheStartToo(
      @ForAll @IntRange(max = 100_000) int expected, @ForAll @IntRange(max = 200_000) int number) {
    assertThat(SequenceNumbers.expand(number, expected)).isEqualTo(number);
  }

  @Property
  void theLowBitsAreKeptAndTheResultIsNeverNegative(
      @ForAll int low, @ForAll @LongRange(max = HIGHEST) long expected) {
    long sequence = SequenceNumbers.expand(low, expected);
    assertThat((int) sequence).isEqualTo(low);
    assertThat(sequence).isNotNegative();
  }

  @ParameterizedTest
  @CsvSource({
    "0xffffffff, 0x100000000, 0xffffffff",
    "0, 0xffffffff, 0x100000000",
    "5, 0x1fffffffe, 0x200000005",
    "0xfffffffe, 0x200000003, 0x1fffffffe",
    "0xffffffff, 0, 0xffffffff"
  })
  void numbersWrapAround(String low, String expected, String whole) {
    assertThat(SequenceNumbers.expand(Long.decode(low).intValue(), Long.decode(expected)))
        .isEqualTo(Long.decode(whole));
  }
}
