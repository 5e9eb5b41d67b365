package org.tquic.quic.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tquic.quic.path.PathFixture.PTO_NS;
import static org.tquic.quic.path.PathFixture.assertOffence;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;
import org.tquic.quic.path.PathState.Phase;

class PathLifecycleTest {
  private final PathFixture own = new PathFixture(Role.CLIENT, 2, 2);

  private PathState openPath(long pathId) {
    own.local.provide(pathId);
    own.peerIssues(pathId, 0, 0);
    own.remote.rotate(pathId);
    own.pollAcked(0);
    return own.lifecycle.open(pathId, false);
  }

  @Test
  void aPathIsValidatedThenActive() {
    PathState path = openPath(1);
    assertThat(path.phase()).isEqualTo(Phase.VALIDATING);
    assertThat(path.maySend()).isTrue();
    path.onValidated();
    assertThat(path.phase()).isEqualTo(Phase.ACTIVE);
    assertThat(own.lifecycle.openCount()).isEqualTo(2);
    assertThat(own.lifecycle.get(0).phase()).isEqualTo(Phase.ACTIVE);
  }

  /** Multipath draft section 3.4. */
  @Test
  void anAbandonedPathIsClosedByBothSidesAndKeptForThreePto() {
    PathState path = openPath(1);
    int routes = own.routes.size();
    assertThat(own.lifecycle.abandon(1, 0x3e, 5, PTO_NS)).isTrue();
    assertThat(own.lifecycle.abandon(1, 0x3e, 6, PTO_NS)).isFalse();
    assertThat(path.phase()).isEqualTo(Phase.CLOSING);
    assertThat(path.maySend()).isFalse();
    assertThat(path.errorCode()).isEqualTo(0x3e);
    assertThat(own.remote.active(1)).isNull();
    assertThat(own.pollAcked(10)).containsExactly("3:1:62");
    assertThat(own.lifecycle.onPathAbandon(1, 0, 20, PTO_NS)).isTrue();
    assertThat(own.lifecycle.onPathAbandon(1, 0, 30, PTO_NS)).isFalse();
    assertThat(path.phase()).isEqualTo(Phase.DRAINING);
    assertThat(path.peerErrorCode()).isZero();
    long end = 20 + 3 * PTO_NS;
    assertThat(own.lifecycle.nextTimeoutNs()).isEqualTo(end);
    own.lifecycle.onTimeout(end - 1);
    assertThat(own.routes).hasSize(routes);
    assertThat(own.lifecycle.get(1)).isSameAs(path);
    own.lifecycle.onTimeout(end);
    assertThat(path.phase()).isEqualTo(Phase.CLOSED);
    assertThat(own.lifecycle.get(1)).isNull();
    assertThat(own.routes).hasSize(routes - 3);
    assertThat(own.poll()).startsWith("5:0:3");
  }

  /** Multipath draft section 3.4: an answer is owed. */
  @Test
  void thePeersAbandonIsAnswered() {
    PathState path = openPath(1);
    own.lifecycle.onPathAbandon(1, 0x3e76, 0, PTO_NS);
    assertThat(path.phase()).isEqualTo(Phase.DRAINING);
    assertThat(path.peerErrorCode()).isEqualTo(0x3e76);
    assertThat(own.remote.active(1)).isNull();
    assertThat(own.poll()).containsExactly("3:1:0");
  }

  /** Multipath draft section 4.2: repeated when lost; nothing is forgotten before it arrived. */
  @Test
  void aLostAbandonIsRepeatedUntilItArrives() {
    openPath(1);
    own.lifecycle.onPathAbandon(1, 0, 0, PTO_NS);
    own.poll();
    own.lifecycle.onLost(1);
    own.lifecycle.onLost(1);
    assertThat(own.poll()).containsExactly("3:1:0");
    own.lifecycle.onTimeout(10 * PTO_NS);
    assertThat(own.lifecycle.get(1)).isNotNull();
    own.lifecycle.onLost(1);
    own.lifecycle.onAcked(1, 11 * PTO_NS, PTO_NS);
    own.lifecycle.onLost(1);
    assertThat(own.poll()).isEmpty();
    own.lifecycle.onTimeout(11 * PTO_NS);
    assertThat(own.lifecycle.get(1)).isNull();
  }

  /** Multipath draft section 3.4: what to do about a peer that never answers is left open. */
  @Test
  void aPeerThatDoesNotAnswerIsNotWaitedForForEver() {
    openPath(1);
    own.lifecycle.abandon(1, 0, 0, PTO_NS);
    own.pollAcked(7);
    own.lifecycle.onTimeout(7 + 3 * PTO_NS);
    assertThat(own.lifecycle.get(1)).isNull();
    assertThat(own.lifecycle.onPathAbandon(1, 0, 8 + 3 * PTO_NS, PTO_NS)).isFalse();
    assertThat(own.lifecycle.get(1)).isNull();
  }

  /** Multipath draft section 3.4: not an error. */
  @Test
  void anUnusedPathIdCanBeAbandoned() {
    own.local.provide(1);
    assertThat(own.lifecycle.onPathAbandon(1, 0, 0, PTO_NS)).isTrue();
    assertThat(own.pollAcked(0)).containsExactly("3:1:0");
    assertThat(own.lifecycle.abandon(2, 0, 0, PTO_NS)).isTrue();
    assertThat(own.lifecycle.openCount()).isEqualTo(1);
    own.lifecycle.onTimeout(3 * PTO_NS);
    assertThat(own.routes).hasSize(1);
    assertThatThrownBy(() -> own.lifecycle.open(1, false))
        .isInstanceOf(IllegalStateException.class);
  }

  /** Multipath draft section 4. */
  @Test
  void aPathIdAboveTheLimitIsAnOffence() {
    assertOffence(
        TransportError.PROTOCOL_VIOLATION, () -> own.lifecycle.onPathAbandon(3, 0, 0, PTO_NS));
    assertThatThrownBy(() -> own.lifecycle.abandon(3, 0, 0, PTO_NS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Multipath draft section 3: an abandoned path ID is not used again. */
  @Test
  void noPathIdIsUsedTwice() {
    openPath(1);
    assertThatThrownBy(() -> own.lifecycle.open(1, true)).isInstanceOf(IllegalStateException.class);
    own.lifecycle.abandon(1, 0, 0, PTO_NS);
    assertThatThrownBy(() -> own.lifecycle.open(1, true)).isInstanceOf(IllegalStateException.class);
  }

  /** Multipath draft section 3.4: a server waits a PTO for a packet on a new path. */
  @Test
  void aServerWithoutPathsClosesAfterAPto() {
    PathFixture server = new PathFixture(Role.SERVER, 2, 2);
    assertThat(server.lifecycle.mustClose(0)).isFalse();
    server.lifecycle.onPathAbandon(0, 0, 5, PTO_NS);
    assertThat(server.lifecycle.mustClose(5)).isFalse();
    assertThat(server.lifecycle.nextTimeoutNs()).isEqualTo(5 + PTO_NS);
    assertThat(server.lifecycle.mustClose(5 + PTO_NS)).isTrue();
    server.lifecycle.open(1, false);
    assertThat(server.lifecycle.mustClose(5 + PTO_NS)).isFalse();
  }

  /** Multipath draft section 3.4: a client may open another path instead. */
  @Test
  void aClientWithoutPathsMayOpenAnother() {
    own.lifecycle.onPathAbandon(0, 0, 5, PTO_NS);
    assertThat(own.lifecycle.mustClose(5 + PTO_NS)).isFalse();
    assertThat(own.lifecycle.mustClose(5 + 3 * PTO_NS)).isTrue();
    openPath(1);
    assertThat(own.lifecycle.mustClose(5 + 3 * PTO_NS)).isFalse();
    own.lifecycle.abandon(1, 0, 10 * PTO_NS, PTO_NS);
    assertThat(own.lifecycle.mustClose(13 * PTO_NS)).isTrue();
  }

  @Test
  void unknownKindsAreRefused() {
    assertThatThrownBy(() -> own.frames.onLost(0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> own.frames.onAcked(8, 0, 0, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void abandonsGoOutFirst() {
    own.local.provideAll();
    own.status.prefer(2, true);
    own.lifecycle.abandon(1, 0, 0, PTO_NS);
    assertThat(own.frames.wantsToSend()).isTrue();
    assertThat(own.poll().get(0)).isEqualTo("3:1:0");
    assertThat(own.frames.wantsToSend()).isFalse();
  }

  /** Two endpoints that lose and reorder frames at random end up with the same paths. */
  @Property(tries = 150)
  void twoEndpointsAgreeInTheEnd(
      @ForAll @Size(max = 150) List<@IntRange(max = 9999) Integer> steps) {
    PathFixture[] ends = {new PathFixture(Role.CLIENT, 3, 3), new PathFixture(Role.SERVER, 3, 3)};
    List<Carried> underWay = new ArrayList<>();
    long nowNs = 0;
    for (int step : steps) {
      nowNs += 10_000_000;
      PathFixture end = ends[step % 2];
      long pathId = step / 20 % 4;
      switch (step / 2 % 10) {
        case 0 -> end.local.provideAll();
        case 1 -> end.remote.rotate(pathId);
        case 2 -> {
          if (!end.pathIds.isAbandoned(pathId) && step % 3 == 0) {
            end.lifecycle.abandon(pathId, 0, nowNs, PTO_NS);
          }
        }
        case 3 -> {
          long claimed = ends[0].pathIds.claim(ends[0].local, ends[0].remote);
          if (claimed >= 0) {
            ends[0].lifecycle.open(claimed, true);
            assertThat(
                    ends[1].remote.hasUnused(claimed)
                        || ends[1].remote.active(claimed) != null
                        || ends[1].pathIds.isAbandoned(claimed))
                .isTrue();
          }
        }
        case 4, 5 -> Carried.collect(ends, step % 2, underWay);
        default -> {
          if (!underWay.isEmpty()) {
            underWay.remove(step % underWay.size()).settle(ends, step % 5 != 0, nowNs);
          }
        }
      }
      end.lifecycle.onTimeout(nowNs);
      end.local.onTimeout(nowNs);
    }
    for (int round = 0; round < 20; round++) {
      nowNs += 10_000_000;
      Carried.collect(ends, 0, underWay);
      Carried.collect(ends, 1, underWay);
      while (!underWay.isEmpty()) {
        underWay.remove(0).settle(ends, true, nowNs);
      }
    }
    for (long pathId = 0; pathId < 4; pathId++) {
      assertThat(ends[0].pathIds.isAbandoned(pathId))
          .isEqualTo(ends[1].pathIds.isAbandoned(pathId));
    }
    long end = nowNs + 4 * PTO_NS;
    for (PathFixture fixture : ends) {
      assertThat(fixture.frames.wantsToSend()).isFalse();
      fixture.lifecycle.onTimeout(end);
      for (long pathId = 0; pathId < 4; pathId++) {
        if (fixture.pathIds.isAbandoned(pathId)) {
          assertThat(fixture.lifecycle.get(pathId)).isNull();
        }
      }
    }
  }
}
