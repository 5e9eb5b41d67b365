package org.tquic.bond.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;

/** What CoDel makes of the delay in a queue (RFC 8289), with a link of one packet each 1.2 ms. */
class CoDelTest {
  private static final long MS = 1_000_000;
  private static final long TARGET = 20 * MS;
  private static final long INTERVAL = 120 * MS;
  private static final long PACKET_TIME = 1_200_000;
  private static final int PACKET = 1500;

  private final FlowQueue queue = new FlowQueue(TARGET, INTERVAL, 100_000_000);

  private void add(int count, long nowNs) {
    for (int i = 0; i < count; i++) {
      queue.add(Unpooled.buffer(PACKET).writeZero(PACKET), 5, nowNs);
    }
  }

  /** Sends one packet; returns how long it waited, or -1. */
  private long send(long nowNs) {
    if (!queue.select(nowNs)) {
      return -1;
    }
    long waitedNs = nowNs - queue.enqueuedNs();
    queue.poll().release();
    return waitedNs;
  }

  /** A sender like TCP Reno: window up by one each round trip, halved when packets are missing. */
  private final class Reno {
    private final ArrayDeque<Long> acksDue = new ArrayDeque<>();
    private double window = 10;
    private int outstanding;
    private long dropsSeen;
    private long recoverUntilNs;

    void onTime(long nowNs) {
      while (!acksDue.isEmpty() && acksDue.peek() <= nowNs) {
        acksDue.poll();
        outstanding--;
        window += 1 / window;
      }
      long drops = queue.droppedByCoDel() - dropsSeen;
      outstanding -= (int) drops;
      dropsSeen += drops;
      if (drops > 0 && nowNs >= recoverUntilNs) {
        window = Math.max(2, window / 2);
        recoverUntilNs = nowNs + 100 * MS;
      }
      int more = Math.max(0, (int) window - outstanding);
      outstanding += more;
      add(more, nowNs);
    }

    void onSent(long nowNs) {
      acksDue.add(nowNs + 60 * MS);
    }
  }

  @Test
  void theStandingQueueOfABulkTransferStaysNearTheTarget() {
    Reno sender = new Reno();
    int sent = 0;
    int slots = 0;
    long shortestWaitNs = Long.MAX_VALUE;
    for (long nowNs = 0; nowNs < 60_000 * MS; nowNs += PACKET_TIME) {
      sender.onTime(nowNs);
      long waitedNs = send(nowNs);
      if (waitedNs >= 0) {
        sender.onSent(nowNs);
      }
      if (nowNs < 10_000 * MS) {
        continue;
      }
      slots++;
      sent += waitedNs >= 0 ? 1 : 0;
      shortestWaitNs = Math.min(shortestWaitNs, Math.max(waitedNs, 0));
      if (slots % 1000 == 0) {
        assertThat(shortestWaitNs).isLessThan(TARGET + 10 * MS);
        shortestWaitNs = Long.MAX_VALUE;
      }
    }
    assertThat(queue.droppedByCoDel()).isPositive();
    assertThat(sent).as("packets sent of %d possible", slots).isGreaterThan(slots * 9 / 10);
  }

  @Test
  void aBurstThatDrainsWithinTheIntervalIsLeftAlone() {
    for (int burst = 0; burst < 20; burst++) {
      long startNs = burst * 400 * MS;
      add(90, startNs);
      for (int i = 0; i < 90; i++) {
        assertThat(send(startNs + i * PACKET_TIME)).isNotNegative();
      }
    }
    assertThat(queue.droppedByCoDel()).isZero();
  }

  /** Unchecked, a source a fifth too fast would have 12 s waiting after a minute. */
  @Test
  void aSourceThatDoesNotYieldIsCutDownToWhatTheLinkCarries() {
    int slots = 50_000;
    long longestNs = 0;
    for (int slot = 0; slot < slots; slot++) {
      add(slot % 5 == 0 ? 2 : 1, slot * PACKET_TIME);
      long waitedNs = send(slot * PACKET_TIME);
      assertThat(waitedNs).isNotNegative();
      longestNs = Math.max(longestNs, waitedNs);
    }
    assertThat(queue.droppedByCoDel()).isBetween(9_500L, 10_000L);
    assertThat(longestNs).isLessThan(1_000 * MS);
  }

  /** A source that reduces at a mark loses nothing; one that does not is dropped all the same. */
  @Test
  void whatUnderstandsMarksIsMarkedUntilItIsSeenToIgnoreThem() {
    for (int slot = 0; slot < 2_000; slot++) {
      addMarkable(slot % 5 == 0 ? 2 : 1, slot * PACKET_TIME);
      assertThat(send(slot * PACKET_TIME)).isNotNegative();
    }
    assertThat(queue.markedByCoDel()).isGreaterThan(5);
    assertThat(queue.droppedByCoDel()).isZero();
    for (int slot = 2_000; slot < 50_000; slot++) {
      addMarkable(slot % 5 == 0 ? 2 : 1, slot * PACKET_TIME);
      assertThat(send(slot * PACKET_TIME)).isBetween(0L, 1_000 * MS);
    }
    assertThat(queue.droppedByCoDel()).isPositive();
  }

  private void addMarkable(int count, long nowNs) {
    for (int i = 0; i < count; i++) {
      ByteBuf packet = Unpooled.buffer(PACKET).writeInt(0x4501_05dc).writeZero(PACKET - 4);
      queue.add(packet, 5, nowNs);
    }
  }

  @Test
  void whileADropDoesItsWorkThereIsNoOther() {
    CoDel codel = new CoDel(TARGET, INTERVAL);
    assertThat(codel.shouldDrop(100 * MS, false, 0)).isFalse();
    assertThat(codel.shouldDrop(100 * MS, false, 120 * MS)).isTrue();
    assertThat(codel.shouldDrop(80 * MS, false, 240 * MS)).as("shorter").isFalse();
    assertThat(codel.shouldDrop(79 * MS, false, 359 * MS)).as("not yet").isFalse();
    assertThat(codel.shouldDrop(79 * MS, false, 360 * MS)).as("no shorter").isTrue();
    assertThat(codel.shouldDrop(19 * MS, false, 480 * MS)).as("below the target").isFalse();
  }

  @Test
  void theLastPacketsOfAFlowAreNeverDroppedHoweverLongTheyWaited() {
    add(2, 0);
    assertThat(send(5_000 * MS)).isEqualTo(5_000 * MS);
    assertThat(send(6_000 * MS)).isEqualTo(6_000 * MS);
  }
}
