package org.tquic.quic.sim.pair;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.quic.sim.LinkCounters;

/** The first second of the built-in controller on a link with a deep queue, RFC 9406. */
class SlowStartTest {
  private static final String DEEP = "rate=20mbit delay=20ms queue=300kb";

  /** Half of what doubling until the first loss costs here. */
  private static final int MOST_DROPS = 136;

  @Test
  void theRiseOfTheRoundTripTimeIsHeededBeforeTheQueueIsFull() {
    QuicPair pair = new QuicPair(4, DEEP, "delay=30ms").established();
    for (int i = 0; i < 4; i++) {
      Transfer.up(pair, 5_000_000);
    }
    pair.runFor(1);
    LinkCounters up = pair.simulation.network().link("wan1").up().counters();
    assertThat(up.deliveredBytes()).as("and the link is full").isGreaterThan(2_000_000);
    assertThat(up.queueDrops()).isLessThan(MOST_DROPS);
  }
}
