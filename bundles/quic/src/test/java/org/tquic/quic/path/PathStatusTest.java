package org.tquic.quic.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tquic.quic.path.PathFixture.assertOffence;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;
import org.tquic.quic.path.PathStatus.Preference;

class PathStatusTest {
  private final PathFixture own = new PathFixture(Role.CLIENT, 2, 2);
  private final PathFrame frame = new PathFrame();

  @Test
  void nothingSaidIsUnknown() {
    assertThat(own.status.peer(1)).isEqualTo(Preference.UNKNOWN);
    assertThat(own.status.local(1)).isEqualTo(Preference.UNKNOWN);
    assertThat(own.status.wantsToSend()).isFalse();
  }

  @Test
  void eitherSideMakesAPathABackup() {
    assertThat(own.status.isBackup(1)).isFalse();
    own.status.prefer(1, false);
    own.status.prefer(2, true);
    assertThat(own.status.isBackup(1)).isTrue();
    assertThat(own.status.isBackup(2)).isFalse();
    own.status.onStatus(2, 0, false);
    assertThat(own.status.isBackup(2)).isTrue();
    own.status.onStatus(2, 1, true);
    assertThat(own.status.isBackup(2)).isFalse();
  }

  /** Multipath draft section 4.3: one sequence per path for both frames, also for unused paths. */
  @Test
  void sequenceNumbersGrowPerPath() {
    own.status.prefer(1, false);
    own.status.prefer(2, true);
    assertThat(own.poll()).containsExactlyInAnyOrder("4:1:0", "4:2:0");
    own.status.prefer(1, true);
    own.status.prefer(1, false);
    assertThat(own.status.poll(frame)).isTrue();
    assertThat(frame.value()).isEqualTo(2);
    assertThat(frame.available()).isFalse();
    assertThat(own.status.poll(frame)).isFalse();
    assertThat(own.status.local(1)).isEqualTo(Preference.BACKUP);
  }

  @Test
  void whatWasSaidIsNotSaidAgain() {
    own.status.prefer(1, true);
    own.poll();
    own.status.prefer(1, true);
    assertThat(own.poll()).isEmpty();
  }

  /** Multipath draft section 4.3. */
  @Test
  void aLostFrameIsRepeatedWhenItIsTheLast() {
    own.status.prefer(1, true);
    own.poll();
    own.status.onLost(1, 0);
    own.status.onLost(1, 0);
    assertThat(own.poll()).containsExactly("4:1:0");
    own.status.prefer(1, false);
    own.poll();
    own.status.onLost(1, 0);
    assertThat(own.poll()).isEmpty();
  }

  @Test
  void aPathIdOutOfRangeIsRefused() {
    assertThatThrownBy(() -> own.status.prefer(3, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertOffence(TransportError.PROTOCOL_VIOLATION, () -> own.status.onStatus(3, 0, true));
  }

  @Test
  void anAbandonedPathHasNoStatus() {
    own.status.prefer(1, true);
    own.lifecycle.abandon(1, 0, 0, 1);
    assertThat(own.status.wantsToSend()).isFalse();
    assertThat(own.status.onStatus(1, 0, true)).isFalse();
    assertThat(own.status.peer(1)).isEqualTo(Preference.UNKNOWN);
    assertThatThrownBy(() -> own.status.prefer(1, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Multipath draft section 4.3: equal or smaller sequence numbers are ignored. */
  @Property(tries = 200)
  void theNewestWordOfThePeerHolds(@ForAll List<@IntRange(max = 199) Integer> steps) {
    PathFixture fixture = new PathFixture(Role.SERVER, 2, 2);
    long[] largest = {-1, -1};
    Preference[] wish = {Preference.UNKNOWN, Preference.UNKNOWN};
    for (int step : steps) {
      int path = step % 2;
      long sequence = step / 4;
      boolean available = step / 2 % 2 == 0;
      Preference told = available ? Preference.AVAILABLE : Preference.BACKUP;
      boolean changes = sequence > largest[path] && told != wish[path];
      assertThat(fixture.status.onStatus(path, sequence, available)).isEqualTo(changes);
      if (sequence > largest[path]) {
        largest[path] = sequence;
        wish[path] = told;
      }
      assertThat(fixture.status.peer(path)).isEqualTo(wish[path]);
    }
  }
}
