package org.tquic.bond.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PacerTest {
  private static final long MS = 1_000_000;
  private static final long START = 1_000 * MS;
  private static final int LARGEST_PACKET = 1_400;

  /** RFC 9002 section 7.7: more than a window per round trip, or the window could not be used. */
  @Test
  void theRateIsMoreThanTheWindowPerRoundTripAndAtMostTwice() {
    Pacer pacer = new Pacer();
    pacer.update(100_000, 40 * MS);
    assertThat(pacer.rate()).isBetween(3_125_000L, 5_000_000L);
  }

  @Property(tries = 300)
  void neverSendsMoreThanRateTimesTimeAndOneBurst(
      @ForAll Random random,
      @ForAll @LongRange(min = 14_000, max = 10_000_000) long window,
      @ForAll @LongRange(min = 1, max = 600) long rttMs,
      @ForAll @IntRange(min = 1, max = 5_000) int stepMicros) {
    Pacer pacer = new Pacer();
    pacer.update(window, rttMs * MS);
    double burst = Math.max(15_000, pacer.rate() * 0.004) + LARGEST_PACKET;
    long sent = 0;
    long nowNs = START;
    for (int i = 0; i < 300; i++) {
      nowNs += 1_000L * random.nextInt(stepMicros);
      for (int packets = random.nextInt(60); packets > 0 && pacer.maySend(nowNs); packets--) {
        int bytes = 1 + random.nextInt(LARGEST_PACKET);
        pacer.onSent(bytes);
        sent += bytes;
      }
      double allowed = (nowNs - START) * 1e-9 * (pacer.rate() + 1) + burst;
      assertThat((double) sent).isLessThanOrEqualTo(allowed);
    }
  }

  @Property(tries = 300)
  void aBusySenderThatWakesWhenToldGetsTheWholeRate(
      @ForAll @LongRange(min = 14_000, max = 10_000_000) long window,
      @ForAll @LongRange(min = 1, max = 600) long rttMs) {
    Pacer pacer = new Pacer();
    pacer.update(window, rttMs * MS);
    long nowNs = START;
    long sent = 0;
    for (int i = 0; i < 2_000; i++) {
      assertThat(pacer.maySend(nowNs)).as("when told").isTrue();
      pacer.onSent(LARGEST_PACKET);
      sent += LARGEST_PACKET;
      boolean more = pacer.maySend(nowNs);
      assertThat(pacer.nextNs() > nowNs).isEqualTo(!more);
      nowNs = Math.max(nowNs, pacer.nextNs());
    }
    assertThat(sent * 1e9 / pacer.rate()).isGreaterThan((nowNs - START) * 0.999);
  }

  @Test
  void aRestBuysNoMoreThanABurst() {
    Pacer pacer = new Pacer();
    pacer.update(10_000_000, 100 * MS);
    long burst = pacer.rate() * 4 / 1_000;
    pacer.maySend(START);
    long sent = 0;
    while (pacer.maySend(START + 3_600_000 * MS)) {
      pacer.onSent(1_000);
      sent += 1_000;
    }
    assertThat(sent).isBetween(burst, burst + 1_000);
  }
}
