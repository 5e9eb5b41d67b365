package org.tquic.quic.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PacketNumbersTest {
  /** RFC 9000 section A.2. */
  @Test
  void lengthsOfTheRfc() {
    assertThat(PacketNumbers.encodedLength(0xac5c02, 0xabe8b3)).isEqualTo(2);
    assertThat(PacketNumbers.encodedLength(0xace8fe, 0xabe8b3)).isEqualTo(3);
  }

  /** RFC 9000 section A.3. */
  @Test
  void theNumberOfTheRfc() {
    assertThat(PacketNumbers.decode(0x9b32, 2, 0xa82f30eaL + 1)).isEqualTo(0xa82f9b32L);
  }

  /** RFC 9001 section A.5: packet 654360564 in three bytes. */
  @Test
  void theShortHeaderPacketOfTheRfc() {
    byte[] bytes = new byte[3];
    PacketNumbers.write(new WireWriter().reset(bytes, 0, 3), 654_360_564L, 3);
    assertThat(bytes).containsExactly(0x00, 0xbf, 0xf4);
    long truncated = PacketNumbers.read(bytes, 0, 3);
    assertThat(PacketNumbers.decode(truncated, 3, 654_360_564L)).isEqualTo(654_360_564L);
  }

  @Test
  void firstPacketsTakeOneByte() {
    assertThat(PacketNumbers.encodedLength(0, -1)).isEqualTo(1);
    assertThat(PacketNumbers.encodedLength(126, -1)).isEqualTo(1);
    assertThat(PacketNumbers.encodedLength(127, -1)).isEqualTo(2);
    assertThat(PacketNumbers.decode(0, 1, 0)).isZero();
    assertThat(PacketNumbers.decode(255, 1, 0)).isEqualTo(255);
  }

  @Test
  void fourBytesAreTheMost() {
    assertThat(PacketNumbers.encodedLength((1L << 31) - 1, 0)).isEqualTo(4);
    assertThatThrownBy(() -> PacketNumbers.encodedLength(1L << 31, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PacketNumbers.encodedLength(5, 5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Any receiver that got at least what it acknowledged, and nothing newer, understands. */
  @Property
  void theReceiverFindsTheNumber(
      @ForAll @LongRange(min = -1, max = VarInt.MAX - (1L << 31)) long largestAcked,
      @ForAll @LongRange(min = 1, max = (1L << 31) - 1) long ahead,
      @ForAll @LongRange(max = (1L << 31) - 1) long received) {
    long pn = largestAcked + ahead;
    int length = PacketNumbers.encodedLength(pn, largestAcked);
    assertThat(1L << 8 * length).isGreaterThan(2 * ahead);
    byte[] bytes = new byte[length];
    PacketNumbers.write(new WireWriter().reset(bytes, 0, length), pn, length);
    long expected = largestAcked + 1 + received % ahead;
    assertThat(PacketNumbers.decode(PacketNumbers.read(bytes, 0, length), length, expected))
        .isEqualTo(pn);
  }

  @Property
  void theNumberHasTheBytesAndIsTheClosest(
      @ForAll @LongRange(max = 0xffff) long truncated,
      @ForAll @LongRange(max = VarInt.MAX) long expected) {
    long pn = PacketNumbers.decode(truncated, 2, expected);
    assertThat(pn & 0xffff).isEqualTo(truncated);
    assertThat(pn).isBetween(0L, VarInt.MAX);
    if (expected >= 0x8000 && expected < VarInt.MAX - 0x10000) {
      assertThat(Math.abs(pn - expected)).isLessThanOrEqualTo(0x8000);
    }
  }
}
