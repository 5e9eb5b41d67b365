package org.tquic.quic.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tquic.quic.path.PathFixture.network;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PathResponsesTest {
  private static final NetworkPath A = network("192.0.2.1", 1, "198.51.100.1", 443);
  private static final NetworkPath B = network("192.0.2.2", 1, "198.51.100.1", 443);
  private final PathResponses responses = new PathResponses();

  /** RFC 9000 section 8.2.2. */
  @Test
  void eachChallengeIsAnsweredOnceWhereItCame() {
    responses.onChallenge(1, A, false);
    responses.onChallenge(2, B, true);
    assertThat(responses.nextPath()).isEqualTo(A);
    assertThat(responses.isNextFull()).isFalse();
    assertThat(responses.take()).isEqualTo(1);
    assertThat(responses.nextPath()).isEqualTo(B);
    assertThat(responses.isNextFull()).isTrue();
    assertThat(responses.take()).isEqualTo(2);
    assertThat(responses.isEmpty()).isTrue();
    assertThat(responses.nextPath()).isNull();
    assertThatThrownBy(responses::take).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anAbandonedPathAnswersNothing() {
    responses.onChallenge(1, A, false);
    responses.clear();
    assertThat(responses.isEmpty()).isTrue();
  }

  @Property(tries = 200)
  void theNewestAreKept(@ForAll @Size(max = 100) List<Boolean> steps) {
    PathResponses queue = new PathResponses();
    Deque<Long> model = new ArrayDeque<>();
    long data = 0;
    for (boolean challenge : steps) {
      if (challenge) {
        queue.onChallenge(++data, A, false);
        model.add(data);
        if (model.size() > PathResponses.CAPACITY) {
          model.remove();
        }
      } else if (!model.isEmpty()) {
        assertThat(queue.take()).isEqualTo(model.remove());
      }
      assertThat(queue.size()).isEqualTo(model.size());
    }
  }
}
