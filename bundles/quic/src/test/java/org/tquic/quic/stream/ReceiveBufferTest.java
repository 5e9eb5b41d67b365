package org.tquic.quic.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReceiveBufferTest {
  @Property(tries = 200)
  void segmentsInAnyOrderAndOverlapComeOutInOrder(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 12_000) int size) {
    byte[] data = new byte[size];
    random.nextBytes(data);
    ReceiveBuffer buffer = new ReceiveBuffer(new ChunkPool(4));
    byte[] read = new byte[size];
    int got = 0;
    while (got < size) {
      int start = random.nextInt(size);
      int length = Math.min(size - start, 1 + random.nextInt(1500));
      if (random.nextInt(4) == 0) {
        start = (int) buffer.contiguousEnd();
        length = Math.min(size - start, length);
      }
      buffer.receive(start, data, start, length);
      if (random.nextBoolean()) {
        got += buffer.read(read, got, Math.min(size - got, random.nextInt(3000)));
      }
      assertThat(buffer.readOffset()).isEqualTo(got);
    }
    assertThat(read).isEqualTo(data);
    assertThat(buffer.gaps()).isZero();
  }

  @Test
  void bytesWithoutAGapBeforeThemStayWhatTheyAre() {
    ReceiveBuffer buffer = new ReceiveBuffer(new ChunkPool(4));
    buffer.receive(0, new byte[] {1, 2, 3}, 0, 3);
    buffer.receive(0, new byte[] {9, 9, 9, 4}, 0, 4);
    byte[] read = new byte[4];
    assertThat(buffer.read(read, 0, 4)).isEqualTo(4);
    assertThat(read).containsExactly(1, 2, 3, 4);
  }

  @Test
  void countsGaps() {
    ReceiveBuffer buffer = new ReceiveBuffer(new ChunkPool(4));
    buffer.receive(10, new byte[5], 0, 5);
    buffer.receive(20, new byte[5], 0, 5);
    assertThat(buffer.gaps()).isEqualTo(2);
    assertThat(buffer.readable()).isZero();
    buffer.receive(0, new byte[12], 0, 12);
    assertThat(buffer.gaps()).isEqualTo(1);
    assertThat(buffer.readable()).isEqualTo(15);
  }
}
