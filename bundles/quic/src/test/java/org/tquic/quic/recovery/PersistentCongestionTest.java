package org.tquic.quic.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** RFC 9002 section 7.6. */
class PersistentCongestionTest {
  private static final long PTO = 100;

  private final PersistentCongestion run = new PersistentCongestion();

  private void lose(long... sentNs) {
    for (long ns : sentNs) {
      run.onLost(ns, true, 0);
    }
  }

  @Test
  void threeProbeTimeoutsWithoutAnythingDeliveredAreIt() {
    lose(10, 200, 310);
    assertThat(run.established(PTO)).isTrue();
    assertThat(run.established(PTO)).as("only once").isFalse();
  }

  @Test
  void lessIsNot() {
    lose(10, 200, 309);
    assertThat(run.established(PTO)).isFalse();
  }

  @Test
  void somethingDeliveredBetweenBreaksIt() {
    lose(10, 200);
    run.onAcked();
    lose(310, 400);
    assertThat(run.established(PTO)).isFalse();
  }

  @Test
  void itGoesOnOverSeveralDetections() {
    lose(10, 200);
    assertThat(run.established(PTO)).isFalse();
    lose(310);
    assertThat(run.established(PTO)).isTrue();
  }

  @Test
  void anEarlierSpanCountsAlthoughALaterOneIsBroken() {
    lose(10, 310);
    run.onAcked();
    lose(320);
    assertThat(run.established(PTO)).isTrue();
  }

  @Test
  void onlyAckElicitingPacketsAreItsEnds() {
    run.onLost(10, false, 0);
    run.onLost(200, true, 0);
    run.onLost(350, false, 0);
    assertThat(run.established(PTO)).isFalse();
  }

  @Test
  void whatWasSentBeforeTheFirstSampleDoesNotCount() {
    run.onLost(10, true, 50);
    run.onLost(200, true, 50);
    run.onLost(350, true, 50);
    assertThat(run.established(PTO)).isFalse();
    PersistentCongestion none = new PersistentCongestion();
    none.onLost(10, true, PathRecovery.NEVER);
    none.onLost(1000, true, PathRecovery.NEVER);
    assertThat(none.established(PTO)).isFalse();
  }

  @Test
  void somethingDeliveredInAnotherSpaceBreaksItToo() {
    lose(10, 200);
    run.onAckedElsewhere(5);
    lose(250);
    run.onAckedElsewhere(255);
    lose(310);
    assertThat(run.established(PTO)).isFalse();
  }
}
