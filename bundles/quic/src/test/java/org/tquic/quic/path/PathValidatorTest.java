package org.tquic.quic.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.tquic.quic.path.PathValidator.Failure;
import org.tquic.quic.path.PathValidator.State;
import org.tquic.quic.path.PathValidator.Timeout;

class PathValidatorTest {
  private static final long PTO_NS = 50_000_000;
  private final PathValidator validator = new PathValidator(new Random(1)::nextLong);

  @Test
  void nothingIsWantedBeforeTheStart() {
    assertThat(validator.state()).isEqualTo(State.IDLE);
    assertThat(validator.wantsChallenge()).isFalse();
    assertThat(validator.nextTimeoutNs()).isEqualTo(Long.MAX_VALUE);
    assertThat(validator.onTimeout(Long.MAX_VALUE)).isEqualTo(Timeout.NONE);
    assertThatThrownBy(() -> validator.nextChallenge(true, 0))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> validator.start(0, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  /** RFC 9000 section 8.2.3. */
  @Test
  void theAnswerToAFullDatagramValidatesThePath() {
    validator.start(0, PTO_NS);
    long data = validator.nextChallenge(true, 0);
    assertThat(validator.wantsChallenge()).isFalse();
    assertThat(validator.onResponse(data + 1, 5)).isFalse();
    assertThat(validator.state()).isEqualTo(State.VALIDATING);
    assertThat(validator.onResponse(data, 5)).isTrue();
    assertThat(validator.state()).isEqualTo(State.VALIDATED);
    assertThat(validator.isAddressValidated()).isTrue();
    assertThat(validator.nextTimeoutNs()).isEqualTo(Long.MAX_VALUE);
    assertThat(validator.onResponse(data, 6)).isFalse();
  }

  /** RFC 9000 section 8.2.3: the address only, so a further one has to prove the size. */
  @Test
  void theAnswerToASmallDatagramLeavesTheSizeOpen() {
    validator.start(0, PTO_NS);
    long small = validator.nextChallenge(false, 0);
    assertThat(validator.onResponse(small, 5)).isTrue();
    assertThat(validator.state()).isEqualTo(State.VALIDATING_MTU);
    assertThat(validator.isAddressValidated()).isTrue();
    assertThat(validator.wantsChallenge()).isTrue();
    long full = validator.nextChallenge(true, 5);
    assertThat(validator.onResponse(small, 6)).isFalse();
    assertThat(validator.onResponse(full, 7)).isTrue();
    assertThat(validator.state()).isEqualTo(State.VALIDATED);
  }

  @Test
  void aPathTooSmallForQuicFails() {
    validator.start(0, PTO_NS);
    validator.onResponse(validator.nextChallenge(false, 0), 10);
    validator.nextChallenge(true, 10);
    assertThat(validator.onTimeout(10 + 3 * PathValidator.INITIAL_PTO_NS))
        .isEqualTo(Timeout.FAILED);
    assertThat(validator.failure()).isEqualTo(Failure.MTU_BELOW_MINIMUM);
    assertThat(validator.isAddressValidated()).isTrue();
  }

  /** RFC 9000 section 8.2.1: other data each time, no more often than Initial packets. */
  @Test
  void challengesAreRepeatedWithOtherDataAndLongerPauses() {
    validator.start(0, PTO_NS);
    Set<Long> seen = new HashSet<>();
    long nowNs = 0;
    long pauseNs = PTO_NS;
    for (int i = 0; i < 5; i++) {
      assertThat(seen.add(validator.nextChallenge(true, nowNs))).isTrue();
      assertThat(validator.nextTimeoutNs()).isEqualTo(nowNs + pauseNs);
      assertThat(validator.onTimeout(nowNs + pauseNs - 1)).isEqualTo(Timeout.NONE);
      nowNs += pauseNs;
      assertThat(validator.onTimeout(nowNs)).isEqualTo(Timeout.RETRY);
      assertThat(validator.wantsChallenge()).isTrue();
      pauseNs *= 2;
    }
  }

  /** RFC 9000 section 8.2.4. */
  @Test
  void itFailsAfterThreeTimesTheLargerPto() {
    validator.start(7, PTO_NS);
    assertThat(validator.nextTimeoutNs()).isEqualTo(7 + 3 * 999_000_000L);
    assertThat(validator.onTimeout(6 + 3 * 999_000_000L)).isEqualTo(Timeout.NONE);
    assertThat(validator.onTimeout(7 + 3 * 999_000_000L)).isEqualTo(Timeout.FAILED);
    assertThat(validator.failure()).isEqualTo(Failure.NO_RESPONSE);
    assertThat(validator.isAddressValidated()).isFalse();
    assertThat(validator.wantsChallenge()).isFalse();
    validator.start(0, 2_000_000_000L);
    assertThat(validator.failure()).isEqualTo(Failure.NONE);
    assertThat(validator.nextTimeoutNs()).isEqualTo(6_000_000_000L);
  }

  @Test
  void anyOfSeveralChallengesMayBeAnswered() {
    validator.start(0, PTO_NS);
    long first = validator.nextChallenge(true, 0);
    validator.onTimeout(PTO_NS);
    validator.nextChallenge(true, PTO_NS);
    assertThat(validator.onResponse(first, 2 * PTO_NS)).isTrue();
  }

  @Test
  void answersOfAnEarlierValidationDoNotCount() {
    validator.start(0, PTO_NS);
    long old = validator.nextChallenge(true, 0);
    validator.start(1, PTO_NS);
    assertThat(validator.onResponse(old, 2)).isFalse();
    validator.nextChallenge(true, 2);
    assertThat(validator.onResponse(old, 3)).isFalse();
  }

  @Test
  void itCanBeGivenUp() {
    validator.start(0, PTO_NS);
    long data = validator.nextChallenge(true, 0);
    validator.cancel();
    assertThat(validator.failure()).isEqualTo(Failure.CANCELLED);
    assertThat(validator.onResponse(data, 1)).isFalse();
  }

  @Property(tries = 300)
  void onlyAnsweredChallengesValidate(
      @ForAll @Size(max = 60) List<@IntRange(max = 99) Integer> steps) {
    long[] next = {1};
    PathValidator any = new PathValidator(() -> next[0]++);
    any.start(0, PTO_NS);
    Map<Long, Boolean> sent = new HashMap<>();
    long nowNs = 0;
    for (int step : steps) {
      State before = any.state();
      switch (step % 3) {
        case 0 -> {
          if (any.wantsChallenge()) {
            sent.put(any.nextChallenge(step % 2 == 0, nowNs), step % 2 == 0);
          }
        }
        case 1 -> {
          nowNs += step * 4_000_000L;
          any.onTimeout(nowNs);
          assertThat(any.nextTimeoutNs()).isGreaterThan(nowNs);
        }
        default -> {
          long data = next[0] - 1 - step % 10;
          boolean progress = any.onResponse(data, nowNs);
          if (progress) {
            assertThat(sent).containsKey(data);
            assertThat(any.state())
                .isEqualTo(sent.get(data) ? State.VALIDATED : State.VALIDATING_MTU);
          } else {
            assertThat(any.state()).isEqualTo(before);
          }
        }
      }
      if (before == State.VALIDATED || before == State.FAILED) {
        assertThat(any.state()).isEqualTo(before);
      }
    }
  }
}
