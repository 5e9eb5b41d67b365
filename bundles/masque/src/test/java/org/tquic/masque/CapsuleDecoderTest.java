package org.tquic.masque;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CapsuleDecoderTest {
  private record Capsule(long type, String value) {}

  private final List<Capsule> capsules = new ArrayList<>();
  private final CapsuleDecoder decoder =
      new CapsuleDecoder(
          100, (type, value) -> capsules.add(new Capsule(type, ByteBufUtil.hexDump(value))));

  private static ByteBuf capsule(long type, byte[] value) {
    ByteBuf out = Unpooled.buffer();
    Varint.write(out, type);
    Varint.write(out, value.length);
    return out.writeBytes(value);
  }

  @Property
  void capsulesAreFoundHoweverTheyAreCut(
      @ForAll @Size(max = 5) List<@Size(max = 40) byte[]> values,
      @ForAll @IntRange(min = 1, max = 50) int step)
      throws MasqueException {
    List<Capsule> expected = new ArrayList<>();
    ByteBuf bytes = Unpooled.buffer();
    for (int i = 0; i < values.size(); i++) {
      // Every second one is of a type that nobody knows.
      long type = i % 2 == 0 ? i % 4 : 0x1234567L + i;
      bytes.writeBytes(capsule(type, values.get(i)));
      if (i % 2 == 0) {
        expected.add(new Capsule(type, ByteBufUtil.hexDump(values.get(i))));
      }
    }
    List<Capsule> found = new ArrayList<>();
    CapsuleDecoder cut =
        new CapsuleDecoder(
            100, (type, value) -> found.add(new Capsule(type, ByteBufUtil.hexDump(value))));
    while (bytes.isReadable()) {
      cut.feed(bytes.readSlice(Math.min(step, bytes.readableBytes())));
    }
    cut.end();
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void anUnknownCapsuleMayBeOfAnyLength() throws MasqueException {
    ByteBuf header = Unpooled.buffer();
    Varint.write(header, 0x4242);
    Varint.write(header, 3_000_000);
    decoder.feed(header);
    for (int i = 0; i < 3; i++) {
      decoder.feed(Unpooled.wrappedBuffer(new byte[1_000_000]));
    }
    decoder.feed(capsule(CapsuleType.ADDRESS_ASSIGN, new byte[0]));
    assertThat(capsules).containsExactly(new Capsule(CapsuleType.ADDRESS_ASSIGN, ""));
  }

  @Test
  void aKnownCapsuleIsLimited() {
    assertThatThrownBy(() -> decoder.feed(capsule(CapsuleType.ADDRESS_ASSIGN, new byte[101])))
        .isInstanceOfSatisfying(
            MasqueException.class, e -> assertThat(e.kind()).isEqualTo(MasqueException.Kind.LIMIT));
  }

  @Test
  void aStreamMustNotEndWithinACapsule() throws MasqueException {
    decoder.end();
    decoder.feed(capsule(CapsuleType.DATAGRAM, new byte[5]).readSlice(4));
    assertThatThrownBy(decoder::end).isInstanceOf(MasqueException.class);
  }

  @Test
  void aStreamMustNotEndWithinACapsulesHeader() throws MasqueException {
    decoder.feed(Unpooled.wrappedBuffer(new byte[] {0x40}));
    assertThatThrownBy(decoder::end).isInstanceOf(MasqueException.class);
  }

  @Property
  void anyBytesGiveCapsulesOrATypedError(@ForAll byte[] bytes) {
    CapsuleDecoder any = new CapsuleDecoder(64, (type, value) -> {});
    try {
      any.feed(Unpooled.wrappedBuffer(bytes));
      any.end();
    } catch (MasqueException e) {
      assertThat(e.kind()).isIn(MasqueException.Kind.PROTOCOL, MasqueException.Kind.LIMIT);
    }
  }

  @Property
  void integersKeepTheirValue(@ForAll @LongRange(max = Varint.MAX) long value) {
    ByteBuf out = Unpooled.buffer();
    Varint.write(out, value);
    assertThat(out.readableBytes()).isEqualTo(Varint.size(value));
    ByteBuf set = Unpooled.buffer(8).writeZero(8);
    Varint.set(set, 0, value);
    assertThat(Varint.read(set)).isEqualTo(value);
    assertThat(Varint.read(out)).isEqualTo(value);
    assertThat(out.isReadable()).isFalse();
  }

  @Property
  void anIntegerThatIsCutIsNotRead(
      @ForAll @LongRange(min = 64, max = Varint.MAX) long value, @ForAll @IntRange(max = 7) int n) {
    ByteBuf out = Unpooled.buffer();
    Varint.write(out, value);
    ByteBuf cut = out.slice(0, Math.min(n, out.readableBytes() - 1));
    assertThat(Varint.read(cut)).isEqualTo(-1);
    assertThat(cut.readerIndex()).isZero();
  }
}
