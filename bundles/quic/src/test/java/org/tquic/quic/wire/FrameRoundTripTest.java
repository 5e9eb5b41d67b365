package org.tquic.quic.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.tquic.quic.PacketType;

class FrameRoundTripTest {
  private final byte[] buffer = new byte[8192];
  private final WireWriter out = new WireWriter().reset(buffer, 0, buffer.length);
  private final RecordingHandler handler = new RecordingHandler();

  private void parse(int from, int to) {
    WireReader in = new WireReader().reset(buffer, from, to - from);
    new FrameParser().parse(in, PacketType.ONE_RTT, true, handler);
    assertThat(in.remaining()).isZero();
  }

  @Test
  void everyFrameIsReadAsItWasWrittenAndAsLongAsTold() {
    Random random = new Random(1);
    for (int kind = 0; kind < FrameSample.kinds(); kind++) {
      for (int i = 0; i < 200; i++) {
        FrameSample sample = FrameSample.of(kind, random);
        out.position(0);
        sample.write().accept(out);
        assertThat(out.position()).as(sample.line()).isEqualTo(sample.size());
        handler.frames.clear();
        parse(0, out.position());
        assertThat(handler.frames).containsExactly(sample.line());
      }
    }
  }

  @Property
  void framesFollowEachOther(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 12) int count) {
    out.position(0);
    handler.frames.clear();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      FrameSample sample = FrameSample.any(random);
      out.zeroes(random.nextInt(3));
      sample.write().accept(out);
      expected.add(sample.line());
    }
    parse(0, out.position());
    assertThat(handler.frames).isEqualTo(expected);
  }

  @Test
  void theLastStreamFrameAndDatagramNeedNoLength() {
    FrameWriter.writeStreamHeader(out, 4, 70, true, false, 3);
    assertThat(out.position()).isEqualTo(FrameWriter.streamHeaderSize(4, 70)).isEqualTo(4);
    out.bytes(new byte[] {1, 2, 3});
    int middle = out.position();
    parse(0, middle);
    FrameWriter.writeDatagramHeader(out, false, 2);
    assertThat(out.position() - middle).isEqualTo(FrameWriter.datagramHeaderSize(false, 2));
    out.bytes(new byte[] {8, 9});
    parse(middle, out.position());
    assertThat(handler.frames).containsExactly("STREAM 4 70 true 010203", "DATAGRAM 0809");
  }

  @Test
  void aStreamFrameAtOffsetZeroHasNoOffsetField() {
    FrameWriter.writeStreamHeader(out, 4, 0, false, true, 0);
    assertThat(buffer).startsWith(0x0a, 0x04, 0x00);
    assertThat(out.position()).isEqualTo(FrameWriter.streamHeaderSize(4, 0, 0));
  }

  @Test
  void aReasonIsCutToTheRoomBetweenCharacters() {
    String reason = "\u00e9".repeat(100);
    for (int room = 4; room < 220; room++) {
      out.reset(buffer, 0, room);
      FrameWriter.writeConnectionClose(out, false, 10, 6, reason);
      handler.frames.clear();
      parse(0, out.position());
      String got = handler.frames.get(0).substring("CONNECTION_CLOSE false 10 6 ".length());
      assertThat(reason).startsWith(got);
      int unused = room - out.position();
      assertThat(unused == 0 || got.equals(reason) || unused < 4).isTrue();
      assertThat(got.getBytes(StandardCharsets.UTF_8).length).isEven();
    }
  }

  @Test
  void aLongReasonIsNotKept() {
    FrameWriter.writeConnectionClose(out, true, 1, 0, "x".repeat(4000));
    parse(0, out.position());
    assertThat(handler.frames)
        .containsExactly("CONNECTION_CLOSE true 1 0 " + "x".repeat(FrameParser.MAX_REASON_BYTES));
  }
}
