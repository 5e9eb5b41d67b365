package org.tquic.shell.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FrameChannelTest {
  @Provide
  Arbitrary<List<Frame>> frameLists() {
    return Arbitraries.of(FrameType.class)
        .flatMap(
            type ->
                Combinators.combine(
                        Arbitraries.just(type),
                        Arbitraries.bytes()
                            .array(byte[].class)
                            .ofMaxSize(Math.min(type.maxPayload(), 300)))
                    .as(Frame::new))
        .list()
        .ofMaxSize(10);
  }

  @Property
  void framesArriveAsTheyWereSentHoweverTheBytesAreCut(
      @ForAll("frameLists") List<Frame> sent, @ForAll @IntRange(min = 1, max = 50) int cut)
      throws IOException {
    Bytes bytes = new Bytes(new byte[0], cut);
    FrameChannel out = new FrameChannel(bytes);
    for (Frame frame : sent) {
      out.write(frame);
    }
    FrameChannel in = new FrameChannel(new Bytes(bytes.written(), cut));
    List<Frame> received = new ArrayList<>();
    for (Optional<Frame> frame = in.read(); frame.isPresent(); frame = in.read()) {
      received.add(frame.get());
    }
    assertThat(received).isEqualTo(sent);
  }

  @Property
  void whateverArrivesEndsInFramesOrATypedError(@ForAll @Size(max = 64) byte[] garbage) {
    FrameChannel in = new FrameChannel(new Bytes(garbage, 7));
    try {
      while (in.read().isPresent()) {
        // Garbage may well be frames.
      }
    } catch (IOException e) {
      assertThat(e).isInstanceOfAny(MalformedFrameException.class, EOFException.class);
    }
  }

  @Property
  void candidatesKeepTheirOrder(@ForAll("words") List<String> words) {
    assertThat(Frame.candidates(words).words()).isEqualTo(words);
  }

  @Provide
  Arbitrary<List<String>> words() {
    return Arbitraries.strings().withCharRange(' ', '\u04ff').ofMaxLength(20).list().ofMaxSize(20);
  }

  @Test
  void candidatesThatDoNotFitAreLeftOut() {
    List<String> words = Collections.nCopies(300, "x".repeat(999));
    assertThat(Frame.candidates(words).words()).hasSize(262);
  }

  @Test
  void aLengthAboveTheKindsLimitIsRefusedBeforeAnythingIsAllocated() {
    byte[] header = ByteBuffer.allocate(5).putInt(Integer.MAX_VALUE).put((byte) 1).array();
    assertThatThrownBy(() -> new FrameChannel(new Bytes(header, 5)).read())
        .isInstanceOf(MalformedFrameException.class)
        .hasMessage("EXEC of 2147483647 bytes, at most 65536");
  }

  @Test
  void aChannelThatEndsInsideAFrameIsAnError() {
    byte[] half = ByteBuffer.allocate(6).putInt(2).put((byte) 1).put((byte) 'x').array();
    assertThatThrownBy(() -> new FrameChannel(new Bytes(half, 6)).read())
        .isInstanceOf(EOFException.class);
  }

  @Test
  void noFrameIsLargerThanItsKindAllows() {
    assertThatThrownBy(() -> new Frame(FrameType.WIDTH, new byte[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 bytes, at most 2");
  }

  @Test
  void widthsSurviveTheWire() {
    assertThat(Frame.width(211).columns()).isEqualTo(211);
    assertThat(Frame.width(0).columns()).isEqualTo(1);
    assertThat(new Frame(FrameType.WIDTH, new byte[1]).columns()).isEqualTo(-1);
  }

  /** A channel that gives and takes at most {@code cut} bytes at a time. */
  private static final class Bytes implements ByteChannel {
    private final ByteBuffer input;
    private final int cut;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    Bytes(byte[] input, int cut) {
      this.input = ByteBuffer.wrap(input);
      this.cut = cut;
    }

    byte[] written() {
      return output.toByteArray();
    }

    @Override
    public int read(ByteBuffer buffer) {
      if (!input.hasRemaining()) {
        return -1;
      }
      int count = Math.min(cut, Math.min(buffer.remaining(), input.remaining()));
      byte[] piece = new byte[count];
      input.get(piece);
      buffer.put(piece);
      return count;
    }

    @Override
    public int write(ByteBuffer buffer) {
      byte[] piece = new byte[Math.min(cut, buffer.remaining())];
      buffer.get(piece);
      output.writeBytes(Arrays.copyOf(piece, piece.length));
      return piece.length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
