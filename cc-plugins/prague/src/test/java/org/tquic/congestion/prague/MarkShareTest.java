package org.tquic.congestion.prague;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The moving average of RFC 8257 section 3.3 with a gain of 1/16. */
class MarkShareTest {
  private static final long MS = 1_000_000;
  private static final long ROUND = 25 * MS;

  private final MarkShare share = new MarkShare(0);
  private long nowNs;

  private void round(long marked, long unmarked) {
    share.onMarks(marked, unmarked);
    nowNs += ROUND / 2;
    share.onAck(10_000, ROUND, nowNs);
    share.onMarks(marked, unmarked);
    nowNs += ROUND / 2;
    share.onAck(10_000, ROUND, nowNs);
  }

  @Test
  void theFirstMarkCountsInFull() {
    for (int i = 0; i < 50; i++) {
      round(0, 10);
    }
    assertThat(share.alpha()).isEqualTo(1);
  }

  @Test
  void itMovesByASixteenth() {
    round(2, 8);
    assertThat(share.alpha()).isCloseTo(1 - 0.8 / 16, within(1e-12));
    round(0, 10);
    assertThat(share.alpha()).isCloseTo(0.95 * 15 / 16, within(1e-12));
  }

  @Test
  void itComesToTheShare() {
    for (int i = 0; i < 200; i++) {
      round(1, 9);
    }
    assertThat(share.alpha()).isCloseTo(0.1, within(1e-4));
  }

  @Test
  void bytesWeighAcknowledgements() {
    share.onMarks(1, 0);
    share.onAck(1_000, ROUND, 1);
    assertThat(share.onAck(9_000, ROUND, ROUND)).as("not marked").isEqualTo(1);
    assertThat(share.alpha()).isCloseTo(1 - 0.9 / 16, within(1e-12));
  }
}
