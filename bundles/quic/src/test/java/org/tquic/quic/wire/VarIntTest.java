package org.tquic.quic.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tquic.quic.QuicException;
import org.tquic.quic.TransportError;

class VarIntTest {
  private final byte[] buffer = new byte[16];
  private final WireWriter out = new WireWriter().reset(buffer, 0, buffer.length);

  private static WireReader reader(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return new WireReader().reset(bytes, 0, bytes.length);
  }

  /** RFC 9000 section A.1. */
  @ParameterizedTest
  @CsvSource({
    "c2197c5eff14e88c, 151288809941952652",
    "9d7f3e7d, 494878333",
    "7bbd, 15293",
    "25, 37",
    "4025, 37"
  })
  void examplesOfTheRfc(String hex, long value) {
    WireReader in = reader(hex);
    assertThat(in.varInt()).isEqualTo(value);
    assertThat(in.remaining()).isZero();
  }

  @Property
  void readAsWrittenInFewestBytes(@ForAll @LongRange(max = VarInt.MAX) long value) {
    out.position(0);
    out.varInt(value);
    assertThat(out.position()).isEqualTo(VarInt.length(value));
    assertThat(new WireReader().reset(buffer, 0, out.position()).varInt()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "63, 1",
    "64, 2",
    "16383, 2",
    "16384, 4",
    "1073741823, 4",
    "1073741824, 8",
    "4611686018427387903, 8"
  })
  void lengthsChangeAtPowersOfTwo(long value, int length) {
    assertThat(VarInt.length(value)).isEqualTo(length);
    readAsWrittenInFewestBytes(value);
  }

  @Test
  void otherNumbersAreRefused() {
    assertThatThrownBy(() -> VarInt.length(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> out.varInt(VarInt.MAX + 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> out.varInt2(1 << 14)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"''", "40", "9d7f3e", "c2197c5eff14e8"})
  void cutShort(String hex) {
    assertThatThrownBy(() -> reader(hex).varInt())
        .isInstanceOfSatisfying(
            QuicException.class,
            e -> assertThat(e.code()).isEqualTo(TransportError.FRAME_ENCODING_ERROR));
  }

  @Test
  void aLengthIsCheckedAgainstWhatFollows() {
    assertThat(reader("020000").length()).isEqualTo(2);
    assertThatThrownBy(() -> reader("030000").length()).isInstanceOf(QuicException.class);
    assertThatThrownBy(() -> reader("ffffffffffffffff00").length())
        .isInstanceOf(QuicException.class);
  }

  @Test
  void fixedFieldsAreInNetworkByteOrder() {
    out.u8(0xf1);
    out.u16(0xf203);
    out.u32(0xf4050607L);
    out.i64(0xf8090a0b0c0d0e0fL);
    assertThat(HexFormat.of().formatHex(buffer, 0, out.position()))
        .isEqualTo("f1f203f4050607f8090a0b0c0d0e0f");
    WireReader in = new WireReader().reset(buffer, 0, out.position());
    assertThat(in.u8()).isEqualTo(0xf1);
    assertThat(in.u16()).isEqualTo(0xf203);
    assertThat(in.u32()).isEqualTo(0xf4050607L);
    assertThat(in.i64()).isEqualTo(0xf8090a0b0c0d0e0fL);
    assertThatThrownBy(in::u8).isInstanceOf(QuicException.class);
  }

  @Test
  void writingPastTheEndIsTheCallersMistake() {
    out.reset(buffer, 0, 3);
    assertThatThrownBy(() -> out.u32(0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(out.position()).isZero();
  }
}
