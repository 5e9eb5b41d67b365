package org.tquic.congestion.ledbat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gain, delay and slowdowns, by the numbers of the draft. */
class LedbatPartsTest {
  private static final long MS = 1_000_000;

  @ParameterizedTest
  @CsvSource({"200, 1", "120, 1", "119, 2", "60, 2", "59, 3", "20, 6", "8, 15", "7, 16", "1, 16"})
  void theGainIsOneOverTwiceTheTargetInRoundTrips(long baseMs, double divisor) {
    assertThat(Ledbat.gain(baseMs * MS, 60 * MS)).isCloseTo(1 / divisor, within(1e-12));
  }

  @Test
  void theQueueIsTheMinimumOfFourSamplesLessTheBase() {
    QueueingDelay delay = new QueueingDelay(0);
    delay.onSample(40 * MS, 0);
    for (long rtt : new long[] {90, 70, 95, 80}) {
      delay.onSample(rtt * MS, 1);
    }
    assertThat(delay.ns()).isEqualTo(30 * MS);
    delay.onSample(85 * MS, 2);
    delay.onSample(88 * MS, 2);
    assertThat(delay.ns()).as("70 is the fifth last").isEqualTo(40 * MS);
  }

  @Test
  void theBaseIsForgottenAfterTenMinutes() {
    QueueingDelay delay = new QueueingDelay(0);
    delay.onSample(40 * MS, 0);
    for (int second = 1; second < 600; second++) {
      delay.onSample(70 * MS, second * 1_000 * MS);
    }
    assertThat(delay.baseNs()).isEqualTo(40 * MS);
    delay.onSample(70 * MS, 600_000 * MS);
    assertThat(delay.baseNs()).isEqualTo(70 * MS);
  }

  /** A slowdown that takes 500 ms with its recovery is followed by 4.5 s without one. */
  @Test
  void slowdownsTakeATenthOfTheTime() {
    Slowdowns slowdowns = new Slowdowns(false);
    long rtt = 50 * MS;
    assertThat(slowdowns.onAck(true, 10, rtt, 0)).isFalse();
    assertThat(slowdowns.onAck(false, 10, rtt, 1_000 * MS)).isFalse();
    assertThat(slowdowns.onAck(false, 10, rtt, 1_099 * MS)).isFalse();
    assertThat(slowdowns.onAck(false, 10, rtt, 1_100 * MS)).as("two round trips later").isTrue();
    assertThat(slowdowns.isSlowed()).isTrue();
    slowdowns.onAck(true, 10, rtt, 1_199 * MS);
    assertThat(slowdowns.isSlowed()).isTrue();
    slowdowns.onAck(true, 10, rtt, 1_200 * MS);
    assertThat(slowdowns.isSlowed()).as("for two round trips").isFalse();
    slowdowns.onAck(false, 10, rtt, 1_600 * MS);
    assertThat(slowdowns.onAck(false, 10, rtt, 6_099 * MS)).isFalse();
    assertThat(slowdowns.onAck(false, 10, rtt, 6_100 * MS)).isTrue();
  }

  /** Two round trips and ten to recover make 600 ms; nine times as long goes by before. */
  @Test
  void aKnownBaseDelayPutsTheFirstSlowdownOff() {
    Slowdowns slowdowns = new Slowdowns(true);
    long rtt = 50 * MS;
    assertThat(slowdowns.onAck(false, 10, rtt, 0)).isFalse();
    assertThat(slowdowns.onAck(false, 10, rtt, 5_399 * MS)).isFalse();
    assertThat(slowdowns.onAck(false, 10, rtt, 5_400 * MS)).isTrue();
  }
}
