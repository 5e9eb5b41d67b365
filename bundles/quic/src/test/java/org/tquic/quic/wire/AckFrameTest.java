package org.tquic.quic.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.tquic.quic.QuicException;
import org.tquic.quic.TransportError;

class AckFrameTest {
  private final AckFrame frame = new AckFrame();

  private void read(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    WireReader in = new WireReader().reset(bytes, 0, bytes.length);
    AckFrameCodec.read(in, (int) in.varInt(), frame);
    assertThat(in.remaining()).isZero();
  }

  @Test
  void rangesDescendByGapAndLength() {
    // 10 down to 8; gap 1: 7 and 6 are missing; 5 and 4.
    read("020a05010201" + "01");
    assertThat(RecordingHandler.text(frame)).isEqualTo("ACK 0 10 5 8-10 4-5");
  }

  @Test
  void aPathAckNamesThePathFirst() {
    read("3f070a05000a010203");
    assertThat(RecordingHandler.text(frame)).isEqualTo("PATH_ACK 7 10 5 0-10 ecn 1 2 3");
  }

  @Test
  void whatOneFrameSetTheNextForgets() {
    read("3f070a05000a010203");
    read("0203000000");
    assertThat(RecordingHandler.text(frame)).isEqualTo("ACK 0 3 0 3-3");
    assertThat(frame.ce).isZero();
  }

  @Test
  void numbersBelowZeroAreMalformed() {
    for (String hex :
        new String[] {
          "020a05000b", // The first range.
          "020a05010209", // A gap.
          "020a0501020700", // Too, by one.
          "020a0501020106" // A later range.
        }) {
      assertThatThrownBy(() -> read(hex))
          .as(hex)
          .isInstanceOfSatisfying(
              QuicException.class,
              e -> assertThat(e.code()).isEqualTo(TransportError.FRAME_ENCODING_ERROR));
    }
  }

  @Test
  void lowRangesAreIgnoredWhenTooManyYetChecked() {
    byte[] bytes = new byte[4096];
    WireWriter out = new WireWriter().reset(bytes, 0, bytes.length);
    out.varInt(3000);
    out.varInt(0);
    out.varInt(999);
    out.varInt(0);
    for (int i = 0; i < 999; i++) {
      out.varInt(0);
      out.varInt(0);
    }
    int end = out.position();
    AckFrameCodec.read(new WireReader().reset(bytes, 0, end), FrameType.ACK, frame);
    assertThat(frame.rangeCount()).isEqualTo(AckFrame.MAX_RANGES);
    assertThat(frame.rangeLow(255)).isEqualTo(3000 - 2 * 255);

    bytes[end - 1] = 63;
    bytes[end - 2] = 63;
    out.position(0);
    out.varInt(2000);
    WireReader in = new WireReader().reset(bytes, 0, end);
    assertThatThrownBy(() -> AckFrameCodec.read(in, FrameType.ACK, frame))
        .isInstanceOf(QuicException.class);
  }

  @Test
  void aCountOfRangesWithoutRangesIsCutShort() {
    assertThatThrownBy(() -> read("020a00ffffffffffffffff00")).isInstanceOf(QuicException.class);
  }

  @Test
  void rangesMustDescendWithAGap() {
    frame.addRange(10, 20);
    assertThatThrownBy(() -> frame.addRange(5, 9)).isInstanceOf(IllegalArgumentException.class);
    frame.addRange(5, 8);
    assertThatThrownBy(() -> frame.addRange(3, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThat(frame.largest).isEqualTo(20);
    frame.clear();
    assertThat(frame.largest).isEqualTo(-1);
    assertThatThrownBy(() -> FrameWriter.sizeAck(frame))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FrameWriter.writeAck(new WireWriter(), frame, 99))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void asManyHighRangesAsFitAreWritten(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 256) int ranges,
      @ForAll @IntRange(max = 1500) int maxBytes) {
    AckFrame sample = FrameSample.ackFrame(random, ranges);
    byte[] bytes = new byte[8192];
    WireWriter out = new WireWriter().reset(bytes, 0, bytes.length);
    boolean written = FrameWriter.writeAck(out, sample, maxBytes);
    assertThat(written).isEqualTo(AckFrameCodec.size(sample, 1) <= maxBytes);
    if (!written) {
      assertThat(out.position()).isZero();
      return;
    }
    assertThat(out.position()).isLessThanOrEqualTo(maxBytes);
    WireReader in = new WireReader().reset(bytes, 0, out.position());
    AckFrameCodec.read(in, (int) in.varInt(), frame);
    assertThat(in.remaining()).isZero();
    int kept = frame.rangeCount();
    assertThat(out.position()).isEqualTo(AckFrameCodec.size(sample, kept));
    if (kept < ranges) {
      assertThat(AckFrameCodec.size(sample, kept + 1)).isGreaterThan(maxBytes);
    }
    for (int i = 0; i < kept; i++) {
      assertThat(frame.rangeLow(i)).isEqualTo(sample.rangeLow(i));
      assertThat(frame.rangeHigh(i)).isEqualTo(sample.rangeHigh(i));
    }
    assertThat(frame.ce).isEqualTo(sample.ce);
  }

  @Test
  void theRoomOfTheWriterCountsAsWell() {
    AckFrame sample = FrameSample.ackFrame(new Random(3), 100);
    byte[] bytes = new byte[100];
    WireWriter out = new WireWriter().reset(bytes, 0, bytes.length);
    assertThat(FrameWriter.writeAck(out, sample, Integer.MAX_VALUE)).isTrue();
    out.reset(bytes, 0, 3);
    assertThat(FrameWriter.writeAck(out, sample, Integer.MAX_VALUE)).isFalse();
  }
}
