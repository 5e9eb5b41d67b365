package org.tquic.bond.reorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tquic.bond.wire.DataHeader;

class ResequencerTest {
  private static final long MS = 1_000_000;
  private static final long WAIT_MS = 104;
  private static final int SIZE = 100;

  private final List<ByteBuf> made = new ArrayList<>();
  private final List<Integer> out = new ArrayList<>();
  private Resequencer resequencer = new Resequencer(1_000_000, this::deliver);

  private void deliver(ByteBuf packet) {
    out.add(packet.getInt(0));
    packet.release();
  }

  private void arriveIn(int bucket, long atMs, int... sequences) {
    for (int sequence : sequences) {
      ByteBuf packet = Unpooled.buffer(SIZE).writeInt(sequence).writeZero(SIZE - 4);
      made.add(packet);
      resequencer.add(bucket, sequence, packet, atMs * MS);
    }
  }

  private void arrive(long atMs, int... sequences) {
    arriveIn(0, atMs, sequences);
  }

  private static int[] range(int from, int to) {
    return IntStream.range(from, to).toArray();
  }

  @AfterEach
  void noBufferIsForgotten() {
    resequencer.clear();
    assertThat(resequencer.heldBytes()).isZero();
    assertThat(made).allMatch(packet -> packet.refCnt() == 0);
  }

  @Test
  void whatNeedsNoOrderWaitsForNothingAndComesOnce() {
    arriveIn(DataHeader.UNORDERED, 1, 0, 2, 3, 2);
    assertThat(out).containsExactly(0, 2, 3);
    arriveIn(DataHeader.UNORDERED, 30, 1, 0);
    assertThat(out).containsExactly(0, 2, 3, 1);
    assertThat(resequencer.duplicates()).isEqualTo(2);
    assertThat(resequencer.heldBytes()).isZero();
    assertThat(resequencer.nextExpiryNs(30 * MS)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void packetsWaitForTheOneBeforeThem() {
    arrive(1, 0, 2, 3);
    assertThat(out).containsExactly(0);
    assertThat(resequencer.heldBytes()).isEqualTo(2 * SIZE);
    arrive(30, 1);
    assertThat(out).containsExactly(0, 1, 2, 3);
    assertThat(resequencer.heldBytes()).isZero();
    assertThat(resequencer.nextExpiryNs(30 * MS)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void theyWaitNoLongerThanTheHoldTime() {
    arrive(1, 0, 2, 3, 5);
    assertThat(resequencer.nextExpiryNs(MS)).isEqualTo((1 + WAIT_MS) * MS);
    resequencer.expire((WAIT_MS - 1) * MS);
    assertThat(out).containsExactly(0);
    resequencer.expire((1 + WAIT_MS) * MS);
    assertThat(out).containsExactly(0, 2, 3, 5);
    assertThat(resequencer.givenUp()).isEqualTo(2);
    assertThat(resequencer.late()).isZero();
  }

  @Test
  void aLatePacketIsDeliveredOnce() {
    arrive(1, 0, 2);
    resequencer.expire(200 * MS);
    arrive(210, 1, 1, 1);
    assertThat(out).containsExactly(0, 2, 1);
    assertThat(resequencer.late()).isEqualTo(1);
    assertThat(resequencer.duplicates()).isEqualTo(2);
  }

  @Test
  void oneFlowDoesNotWaitForAnother() {
    arriveIn(1, 0, 0, 7, 8);
    arriveIn(2, 1, 0, 1, 2);
    assertThat(out).containsExactly(0, 0, 1, 2);
  }

  @Test
  void aCopyOfADeliveredPacketIsDropped() {
    arrive(1, 0, 1, 1, 0, 2);
    assertThat(out).containsExactly(0, 1, 2);
    assertThat(resequencer.duplicates()).isEqualTo(2);
  }

  @Test
  void aCopyOfAWaitingPacketIsDroppedAndCounted() {
    arrive(1, 0, 2, 2, 2);
    assertThat(resequencer.heldBytes()).isEqualTo(SIZE);
    arrive(2, 1);
    assertThat(out).containsExactly(0, 1, 2);
    assertThat(resequencer.duplicates()).isEqualTo(2);
  }

  @Test
  void theSecondGapIsWaitedForFromWhenItWasSeen() {
    arrive(1, 0, 2);
    arrive(50, 4);
    arrive(60, 1);
    assertThat(resequencer.nextExpiryNs(60 * MS)).isGreaterThanOrEqualTo((50 + WAIT_MS) * MS);
    arrive(70, 3);
    assertThat(out).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void aPacketFarAheadEndsTheWaitingForWhatCannotComeInTime() {
    arrive(1, 0, 2, 3);
    int far = 3 + ResequencingBuffer.WINDOW;
    arrive(2, far);
    assertThat(out).containsExactly(0, 2, 3);
    arrive(3, range(4, far));
    assertThat(out).hasSize(far).endsWith(far - 1, far);
  }

  @Test
  void aPacketBeyondEveryWindowIsTheNewStart() {
    arrive(1, 0, 2, 1_000_000, 1_000_001);
    assertThat(out).containsExactly(0, 2, 1_000_000, 1_000_001);
    arrive(2, 999_999, 999_998, 999_999, 1, 5);
    assertThat(out).containsExactly(0, 2, 1_000_000, 1_000_001, 999_999, 999_998);
    assertThat(resequencer.late()).isEqualTo(2);
  }

  @Test
  void numbersWrapAroundAtThirtyTwoBits() {
    arrive(1, -3, -2, 1, 0, -1, 2);
    assertThat(out).containsExactly(-3, -2, -1, 0, 1, 2);
  }

  @Test
  void aWholeWindowCanWait() {
    arrive(1, range(1, ResequencingBuffer.WINDOW));
    assertThat(out).isEmpty();
    arrive(2, 0);
    assertThat(out).hasSize(ResequencingBuffer.WINDOW).isSorted();
  }

  @Test
  void whenMemoryRunsOutWaitingEnds() {
    resequencer = new Resequencer(10 * SIZE, this::deliver);
    arriveIn(1, 0, range(1, 8));
    arriveIn(2, 0, range(1, 4));
    assertThat(out).isEmpty();
    arriveIn(2, 0, 4);
    assertThat(resequencer.heldBytes()).isLessThanOrEqualTo(10 * SIZE);
    assertThat(out).contains(1, 2, 3, 4);
  }
}
