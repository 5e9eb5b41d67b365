package org.tquic.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {
  @Test
  void letsSoMuchThroughAtOnceAndThenByAndBy() {
    RateLimit limit = new RateLimit(100, 3);
    long now = Long.MAX_VALUE - 5_000_000;
    assertThat(limit.take(now)).isTrue();
    assertThat(limit.take(now)).isTrue();
    assertThat(limit.take(now)).isTrue();
    assertThat(limit.take(now)).isFalse();
    assertThat(limit.take(now + 10_000_000)).isTrue();
    assertThat(limit.take(now + 10_000_000)).isFalse();
    assertThat(limit.take(now + 1_000_000_000)).isTrue();
  }
}
