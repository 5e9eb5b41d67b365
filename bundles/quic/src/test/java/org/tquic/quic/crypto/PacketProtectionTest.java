package org.tquic.quic.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PacketProtectionTest {
  private static final int OFFSET = 5;
  private static final int CID_LENGTH = 8;
  private static final int NUMBER_OFFSET = OFFSET + 1 + CID_LENGTH;

  private static PacketProtection protection(CipherSuite suite) {
    return new PacketProtection(1, suite, new byte[suite.hashLength()]);
  }

  /** A packet in clear, with room for the tag and some more bytes behind. */
  private static byte[] clear(int first, int numberLength, byte[] payload) {
    byte[] packet = new byte[NUMBER_OFFSET + numberLength + payload.length + 16 + 3];
    packet[OFFSET] = (byte) (first & 0xfc | numberLength - 1);
    System.arraycopy(payload, 0, packet, NUMBER_OFFSET + numberLength, payload.length);
    return packet;
  }

  @Property(tries = 300)
  void opensWhatItSealed(
      @ForAll CipherSuite suite,
      @ForAll @Size(min = 3, max = 1400) byte[] payload,
      @ForAll @IntRange(min = 1, max = 4) int numberLength,
      @ForAll boolean longHeader,
      @ForAll @LongRange(max = 0xffff_ffffL) long pathId,
      @ForAll @LongRange(max = (1L << 62) - 1) long packetNumber) {
    byte[] clear = clear(longHeader ? 0xe0 : 0x40, numberLength, payload);
    byte[] packet = clear.clone();
    int payloadEnd = NUMBER_OFFSET + numberLength + payload.length;
    int end = payloadEnd + 16;

    protection(suite)
        .seal(packet, OFFSET, NUMBER_OFFSET, numberLength, payloadEnd, pathId, packetNumber);
    PacketProtection opening = protection(suite);

    assertThat(opening.unprotectHeader(packet, OFFSET, NUMBER_OFFSET, end)).isEqualTo(numberLength);
    assertThat(opening.open(packet, OFFSET, NUMBER_OFFSET, numberLength, end, pathId, packetNumber))
        .isEqualTo(payload.length);
    assertThat(Arrays.copyOf(packet, payloadEnd)).isEqualTo(Arrays.copyOf(clear, payloadEnd));
    assertThat(Arrays.copyOfRange(packet, end, packet.length)).containsOnly(0);
  }

  @Property(tries = 300)
  void anyCorruptedBitIsNoticed(
      @ForAll CipherSuite suite,
      @ForAll @Size(min = 20, max = 100) byte[] payload,
      @ForAll @IntRange(max = 10_000) int where) {
    byte[] packet = clear(0x40, 2, payload);
    int payloadEnd = NUMBER_OFFSET + 2 + payload.length;
    int end = payloadEnd + 16;
    protection(suite).seal(packet, OFFSET, NUMBER_OFFSET, 2, payloadEnd, 1, 9);
    int bit = where % (8 * (end - OFFSET));

    packet[OFFSET + bit / 8] ^= (byte) (1 << bit % 8);
    PacketProtection opening = protection(suite);
    int numberLength = opening.unprotectHeader(packet, OFFSET, NUMBER_OFFSET, end);
    byte[] before = packet.clone();

    assertThat(opening.open(packet, OFFSET, NUMBER_OFFSET, numberLength, end, 1, 9)).isEqualTo(-1);
    assertThat(packet).isEqualTo(before);
  }

  @Property(tries = 500)
  void garbageOfAnyLengthIsRefused(
      @ForAll CipherSuite suite, @ForAll @Size(min = 1, max = 60) byte[] garbage) {
    PacketProtection opening = protection(suite);

    int numberLength = opening.unprotectHeader(garbage, 0, 1, garbage.length);

    if (garbage.length < 21) {
      assertThat(numberLength).isEqualTo(-1);
    } else {
      assertThat(numberLength).isBetween(1, 4);
      assertThat(opening.open(garbage, 0, 1, numberLength, garbage.length, 0, 0)).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void pathIdAndNumberArePartOfTheNonce(CipherSuite suite) {
    byte[] packet = clear(0x40, 1, new byte[30]);
    int payloadEnd = NUMBER_OFFSET + 1 + 30;
    int end = payloadEnd + 16;
    protection(suite).seal(packet, OFFSET, NUMBER_OFFSET, 1, payloadEnd, 2, 7);
    PacketProtection opening = protection(suite);
    opening.unprotectHeader(packet, OFFSET, NUMBER_OFFSET, end);

    assertThat(opening.open(packet, OFFSET, NUMBER_OFFSET, 1, end, 3, 7)).isEqualTo(-1);
    assertThat(opening.open(packet, OFFSET, NUMBER_OFFSET, 1, end, 2, 8)).isEqualTo(-1);
    assertThat(opening.open(packet, OFFSET, NUMBER_OFFSET, 1, end, 2, 7)).isEqualTo(30);
  }

  /** Networks duplicate packets; that they are duplicates shows only after they are opened. */
  @ParameterizedTest
  @EnumSource
  void duplicatesOpenAgain(CipherSuite suite) {
    byte[] packet = clear(0x40, 1, new byte[30]);
    int payloadEnd = NUMBER_OFFSET + 1 + 30;
    int end = payloadEnd + 16;
    protection(suite).seal(packet, OFFSET, NUMBER_OFFSET, 1, payloadEnd, 0, 7);
    PacketProtection opening = protection(suite);

    for (int i = 0; i < 3; i++) {
      byte[] copy = packet.clone();
      assertThat(opening.unprotectHeader(copy, OFFSET, NUMBER_OFFSET, end)).isEqualTo(1);
      assertThat(opening.open(copy, OFFSET, NUMBER_OFFSET, 1, end, 0, 7)).isEqualTo(30);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNonceIsNeverUsedTwiceInARow(CipherSuite suite) {
    PacketProtection sealing = protection(suite);
    byte[] packet = clear(0x40, 1, new byte[30]);
    int payloadEnd = NUMBER_OFFSET + 1 + 30;
    sealing.seal(packet, OFFSET, NUMBER_OFFSET, 1, payloadEnd, 0, 7);

    assertThatIllegalStateException()
        .isThrownBy(() -> sealing.seal(packet, OFFSET, NUMBER_OFFSET, 1, payloadEnd, 0, 7));
  }

  @Test
  void misuseIsRefused() {
    PacketProtection sealing = protection(CipherSuite.AES_128_GCM_SHA256);
    byte[] packet = new byte[40];

    assertThatIllegalArgumentException()
        .as("too short to be sampled")
        .isThrownBy(() -> sealing.seal(packet, 0, 1, 1, 4, 0, 0));
    assertThatIllegalArgumentException()
        .as("no room for the tag")
        .isThrownBy(() -> sealing.seal(packet, 0, 1, 1, 25, 0, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PacketProtection(1, CipherSuite.AES_256_GCM_SHA384, new byte[32]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PacketProtection(5, CipherSuite.AES_128_GCM_SHA256, new byte[32]));
  }
}
