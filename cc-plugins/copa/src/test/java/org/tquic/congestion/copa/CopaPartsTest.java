package org.tquic.congestion.copa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What Copa is made of, against sections 2.1 and 2.2 of the paper. */
class CopaPartsTest {
  private static final long MS = 1_000_000;

  private record Sample(long timeNs, long value) {}

  @Test
  void theMinimumIsThatOfTheWindow() {
    WindowedMinimum minimum = new WindowedMinimum();
    SplittableRandom random = new SplittableRandom(4);
    List<Sample> all = new ArrayList<>();
    long windowNs = 50 * MS;
    for (long now = 0; now < 20_000 * MS; now += random.nextLong(3 * MS)) {
      Sample sample = new Sample(now, random.nextInt(1_000));
      all.add(sample);
      minimum.update(now, sample.value, windowNs);
      all.removeIf(s -> s.timeNs < sample.timeNs - windowNs);
      assertThat(minimum.get()).isEqualTo(all.stream().mapToLong(Sample::value).min().getAsLong());
    }
  }

  /** A sequence that only rises keeps every sample; memory stays what it is. */
  @Test
  void aLongRiseKeepsTheLowest() {
    WindowedMinimum minimum = new WindowedMinimum();
    for (int i = 0; i < 1_000; i++) {
      minimum.update(i, i, 2_000);
    }
    assertThat(minimum.get()).isZero();
  }

  @Test
  void jitterIsNoQueue() {
    Delays delays = new Delays();
    for (int i = 0; i < 100; i++) {
      delays.onSample(i * MS, (40 + i % 5 * 4) * MS, 40 * MS);
    }
    assertThat(delays.standingNs()).isEqualTo(40 * MS);
    assertThat(delays.queueNs()).isZero();
    assertThat(delays.isNearlyEmpty(0.2 * MS)).isTrue();
  }

  @Test
  void aQueueThatStaysIsOne() {
    Delays delays = new Delays();
    delays.onSample(0, 40 * MS, 40 * MS);
    for (int i = 1; i < 100; i++) {
      delays.onSample(i * MS, 60 * MS, 40 * MS);
    }
    assertThat(delays.queueNs()).isEqualTo(20 * MS);
    assertThat(delays.isNearlyEmpty(0.2 * MS)).isFalse();
  }

  /** After ten seconds the old minimum counts no more: the route may be another. */
  @Test
  void theMinimumIsForgotten() {
    Delays delays = new Delays();
    delays.onSample(0, 40 * MS, 40 * MS);
    for (int i = 1; i <= 1_002; i++) {
      delays.onSample(i * 10 * MS, 60 * MS, 60 * MS);
    }
    assertThat(delays.queueNs()).isZero();
  }

  @Test
  void velocityDoublesAfterThreeRoundsOfOneDirection() {
    Velocity velocity = new Velocity(10);
    double window = 10;
    double[] expected = {1, 1, 1, 2, 4, 8};
    for (double value : expected) {
      velocity.onRound(++window);
      assertThat(velocity.towards(true)).as("window %s", window).isEqualTo(value);
    }
    assertThat(velocity.towards(false)).as("against the rounds").isEqualTo(1);
    velocity.onRound(window - 1);
    assertThat(velocity.towards(false)).as("turned").isEqualTo(1);
  }

  /** Five round trips of queue are Copa's own or another's; five more after a drain are not. */
  @Test
  void aQueueThatADrainDoesNotEndIsACompetitors() {
    Competition competition = new Competition(() -> 0.5, 0);
    competition.onQueue(false, 40 * MS, 200 * MS);
    assertThat(competition.takeDrain(40 * MS, 200 * MS)).isFalse();
    assertThat(competition.takeDrain(40 * MS, 201 * MS)).isTrue();
    competition.onQueue(false, 40 * MS, 401 * MS);
    assertThat(competition.isCompeting()).isFalse();
    competition.onQueue(false, 40 * MS, 402 * MS);
    assertThat(competition.isCompeting()).isTrue();
    assertThat(competition.takeDrain(40 * MS, 402 * MS)).isFalse();
    for (int i = 0; i < 6; i++) {
      competition.onRound();
    }
    assertThat(competition.packets()).isEqualTo(8);
    competition.onLoss();
    assertThat(competition.packets()).isEqualTo(4);
    competition.onLoss();
    competition.onLoss();
    assertThat(competition.packets()).as("delta is 0.5 at most").isEqualTo(2);
    competition.onRound();
    competition.onQueue(true, 40 * MS, 500 * MS);
    assertThat(competition.isCompeting()).isFalse();
    assertThat(competition.packets()).isEqualTo(2);
  }

  @Test
  void itLooksAgainWhetherTheOthersAreGone() {
    Competition competition = new Competition(() -> 0.5, 0);
    assertThat(competition.takeDrain(10 * MS, 51 * MS)).isTrue();
    competition.onQueue(false, 10 * MS, 102 * MS);
    assertThat(competition.isCompeting()).isTrue();
    assertThat(competition.takeDrain(10 * MS, 1_051 * MS)).isFalse();
    assertThat(competition.takeDrain(10 * MS, 1_052 * MS)).isTrue();
    competition.onQueue(false, 10 * MS, 1_060 * MS);
    assertThat(competition.isCompeting()).as("until it is seen to be empty").isTrue();
    competition.onQueue(true, 10 * MS, 1_070 * MS);
    assertThat(competition.isCompeting()).isFalse();
  }
}
