package org.tquic.paths.doctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.paths.doctor.probe.ProbeTrain.Quality;

class ProbeTrainTest {
  @Test
  void lossMedianAndJitterFollowFromTheRoundTrips() {
    ProbeTrain train = new ProbeTrain(8);
    long[] trips = {10, 14, 12};
    for (int i = 0; i < 5; i++) {
      train.onSent(100 * i);
    }
    for (int i = 0; i < trips.length; i++) {
      train.onAnswer(i, 100 * i + trips[i]);
      train.onAnswer(i, 5000);
    }
    assertThat(train.quality()).isEqualTo(new Quality(5, 3, 12, 3));
    assertThat(train.quality().loss()).isEqualTo(0.4);
  }

  @Test
  void withoutAnAnswerNothingIsKnownButTheLoss() {
    ProbeTrain train = new ProbeTrain(2);
    assertThat(train.quality().loss()).isZero();
    train.onSent(0);
    assertThat(train.quality()).isEqualTo(new Quality(1, 0, -1, 0));
    assertThat(train.quality().loss()).isEqualTo(1);
  }
}
