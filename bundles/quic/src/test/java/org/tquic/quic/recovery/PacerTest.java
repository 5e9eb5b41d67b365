package org.tquic.quic.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** RFC 9002 section 7.7. */
class PacerTest {
  private static final int SIZE = 1200;

  @Test
  void aBurstGoesAtOnceThenTheRateHolds() {
    Pacer pacer = new Pacer(SIZE, 0);
    pacer.update(1_200_000, -1, SIZE, 0);
    for (int i = 0; i < 10; i++) {
      assertThat(pacer.nextSendNs(0, SIZE)).isZero();
      pacer.onSent(SIZE, 0);
    }
    assertThat(pacer.nextSendNs(0, SIZE)).isBetween(1_000_000L, 1_000_010L);
    assertThat(pacer.nextSendNs(1_000_010, SIZE)).isEqualTo(1_000_010);
  }

  @Test
  void aQuantumBoundsTheBurst() {
    Pacer pacer = new Pacer(SIZE, 0);
    pacer.update(1_200_000, 2 * SIZE, SIZE, 0);
    pacer.onSent(SIZE, 0);
    pacer.onSent(SIZE, 0);
    assertThat(pacer.nextSendNs(0, SIZE)).isPositive();
  }

  @Test
  void packetsLargerThanTheBurstCanStillGo() {
    Pacer pacer = new Pacer(SIZE, 0);
    pacer.update(1_200_000, 1, SIZE, 0);
    assertThat(pacer.nextSendNs(0, 9_000)).isZero();
  }

  @Test
  void silenceSavesUpNoMoreThanABurst() {
    Pacer pacer = new Pacer(SIZE, 0);
    pacer.update(1_200_000, -1, SIZE, 0);
    long hour = 3_600_000_000_000L;
    int sent = 0;
    while (pacer.nextSendNs(hour, SIZE) == hour) {
      pacer.onSent(SIZE, hour);
      sent++;
    }
    assertThat(sent).isEqualTo(10);
  }

  @Property(tries = 100)
  void theRateIsKeptOverTime(@ForAll @LongRange(min = 10_000, max = 1_000_000_000) long rateBps) {
    Pacer pacer = new Pacer(SIZE, 0);
    pacer.update(rateBps, -1, SIZE, 0);
    long now = 0;
    long bytes = 0;
    for (int i = 0; i < 2_000; i++) {
      now = pacer.nextSendNs(now, SIZE);
      pacer.onSent(SIZE, now);
      bytes += SIZE;
    }
    double burst = Math.max(10 * SIZE, rateBps * 0.002);
    assertThat((double) bytes).isLessThanOrEqualTo(burst + SIZE + rateBps * (now / 1e9));
    assertThat((double) bytes).isGreaterThanOrEqualTo(rateBps * (now / 1e9) * 0.99);
  }

  @Property
  void noDeadlineOverflows(
      @ForAll @LongRange(min = 1) long rateBps,
      @ForAll @LongRange(min = 0, max = 1L << 61) long nowNs) {
    Pacer pacer = new Pacer(SIZE, nowNs);
    pacer.update(rateBps, 1, SIZE, nowNs);
    pacer.onSent(60_000, nowNs);
    assertThat(pacer.nextSendNs(nowNs, SIZE)).isGreaterThanOrEqualTo(nowNs);
  }
}
