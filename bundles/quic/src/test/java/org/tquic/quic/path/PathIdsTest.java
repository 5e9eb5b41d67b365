package org.tquic.quic.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tquic.quic.path.PathFixture.PTO_NS;
import static org.tquic.quic.path.PathFixture.assertOffence;

import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;

class PathIdsTest {
  private final PathFixture own = new PathFixture(Role.CLIENT, 2, 2);

  /** Multipath draft section 2: both have to offer it. */
  @Test
  void multipathNeedsBothSides() {
    assertThat(new PathFixture(Role.CLIENT, 3, -1).pathIds.isMultipath()).isFalse();
    assertThat(new PathFixture(Role.CLIENT, -1, 3).pathIds.isMultipath()).isFalse();
    assertThat(new PathFixture(Role.CLIENT, 0, 0).pathIds.isMultipath()).isTrue();
  }

  @Test
  void withoutMultipathOnlyPathZeroExists() {
    PathFixture single = new PathFixture(Role.CLIENT, 3, -1);
    assertThat(single.pathIds.commonMax()).isZero();
    assertThat(single.pathIds.admits(0, 0)).isTrue();
    assertOffence(TransportError.PROTOCOL_VIOLATION, () -> single.pathIds.admits(1, 0));
    assertThat(single.pathIds.claim(single.local, single.remote)).isEqualTo(-1);
    single.remote.onBlocked(0);
    assertThat(single.poll()).isEmpty();
    assertThatThrownBy(() -> single.status.prefer(0, true))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> single.lifecycle.abandon(0, 0, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> single.pathIds.raiseLocalMax(4))
        .isInstanceOf(IllegalStateException.class);
  }

  /** Multipath draft section 2.1. */
  @Test
  void aTransportParameterAbove32BitsIsAnOffence() {
    PathIds ids = new PathIds(Role.CLIENT, 1);
    assertOffence(
        TransportError.TRANSPORT_PARAMETER_ERROR, () -> ids.onHandshakeComplete(1L << 32));
    ids.onHandshakeComplete((1L << 32) - 1);
    assertThat(ids.commonMax()).isEqualTo(1);
  }

  @Test
  void whatIsOfferedIsBounded() {
    assertThatThrownBy(() -> new PathIds(Role.CLIENT, 256))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> own.pathIds.raiseLocalMax(256))
        .isInstanceOf(IllegalArgumentException.class);
    own.pathIds.raiseLocalMax(255);
  }

  /** Multipath draft section 4.6. */
  @Test
  void maxPathIdMustBeInRangeAndOnlyGrows() {
    own.pathIds.onMaxPathId(7);
    own.pathIds.onMaxPathId(3);
    assertThat(own.pathIds.peerMax()).isEqualTo(7);
    long code = TransportError.PROTOCOL_VIOLATION;
    assertOffence(code, () -> own.pathIds.onMaxPathId(1));
    assertOffence(code, () -> own.pathIds.onMaxPathId(1L << 32));
    own.pathIds.onMaxPathId((1L << 32) - 1);
  }

  /** Multipath draft section 4: what counts is what the peer was told. */
  @Test
  void aRaisedLimitHoldsOnceItIsSent() {
    own.local.provideAll();
    own.poll();
    own.pathIds.raiseLocalMax(4);
    assertOffence(TransportError.PROTOCOL_VIOLATION, () -> own.pathIds.admits(4, 0));
    assertThat(own.poll()).containsExactly("5:0:4");
    assertThat(own.pathIds.admits(4, 0)).isTrue();
  }

  /** Multipath draft section 3.2.1, whichever side raises its limit last. */
  @Test
  void connectionIdsFollowTheLimitThatBothSidesAllow() {
    own.local.provideAll();
    own.poll();
    own.pathIds.onMaxPathId(3);
    assertThat(own.local.provideAll()).isZero();
    own.pathIds.raiseLocalMax(3);
    assertThat(own.poll()).startsWith("5:0:3").anyMatch(frame -> frame.startsWith("1:3:"));
  }

  /** Multipath draft section 4.6: repeated when lost and not outdated. */
  @Test
  void aLostLimitIsSentAgainWhileItIsTheLatest() {
    own.pathIds.raiseLocalMax(4);
    own.poll();
    own.pathIds.onMaxPathIdLost(4);
    assertThat(own.poll()).containsExactly("5:0:4");
    own.pathIds.raiseLocalMax(5);
    own.poll();
    own.pathIds.onMaxPathIdLost(4);
    assertThat(own.poll()).isEmpty();
  }

  /** Multipath draft section 4.7. */
  @Test
  void aPeerBlockedAboveItsLimitIsAnOffence() {
    assertThat(own.pathIds.onPathsBlocked(1)).isFalse();
    assertThat(own.pathIds.onPathsBlocked(2)).isTrue();
    assertOffence(TransportError.PROTOCOL_VIOLATION, () -> own.pathIds.onPathsBlocked(3));
  }

  /** Multipath draft sections 3.1 and 3.2.1: IDs on both sides, the lowest first. */
  @Test
  void aPathIdIsUsableWithIdsOnBothSides() {
    assertThat(own.pathIds.nextUsable(own.local, own.remote)).isEqualTo(-1);
    own.peerIssues(1, 0, 0);
    own.peerIssues(2, 0, 0);
    assertThat(own.pathIds.nextUsable(own.local, own.remote)).isEqualTo(-1);
    own.local.provide(2);
    own.local.provide(1);
    own.poll();
    own.local.onAcked(2, 0);
    assertThat(own.pathIds.nextUsable(own.local, own.remote)).isEqualTo(2);
    own.local.onAcked(1, 0);
    assertThat(own.pathIds.claim(own.local, own.remote)).isEqualTo(1);
    assertThat(own.pathIds.claim(own.local, own.remote)).isEqualTo(2);
    assertThat(own.pathIds.isUsed(2)).isTrue();
  }

  /** Multipath draft section 3: only clients open paths. */
  @Test
  void aServerOpensNoPath() {
    PathFixture server = new PathFixture(Role.SERVER, 2, 2);
    assertThatThrownBy(() -> server.pathIds.claim(server.local, server.remote))
        .isInstanceOf(IllegalStateException.class);
  }

  /** Multipath draft section 4.7. */
  @Test
  void thePeersPathLimitIsComplainedAboutOnce() {
    PathFixture client = new PathFixture(Role.CLIENT, 5, 0);
    assertThat(client.pathIds.claim(client.local, client.remote)).isEqualTo(-1);
    client.pathIds.claim(client.local, client.remote);
    assertThat(client.poll()).containsExactly("6:0:0");
    client.pathIds.claim(client.local, client.remote);
    assertThat(client.poll()).isEmpty();
    client.pathIds.onPathsBlockedLost(0);
    assertThat(client.poll()).containsExactly("6:0:0");
    client.pathIds.onMaxPathId(1);
    client.pathIds.onPathsBlockedLost(0);
    assertThat(client.poll()).isEmpty();
    client.pathIds.claim(client.local, client.remote);
    assertThat(client.poll()).containsExactly("7:1:0");
    client.pathIds.onUsed(1);
    client.pathIds.claim(client.local, client.remote);
    assertThat(client.poll()).containsExactly("6:0:1");
  }

  @Test
  void theOwnLimitIsNothingToComplainAbout() {
    PathFixture client = new PathFixture(Role.CLIENT, 0, 5);
    assertThat(client.pathIds.claim(client.local, client.remote)).isEqualTo(-1);
    assertThat(client.poll()).isEmpty();
  }

  /** A path that is gone makes room for one more; only once it is gone. */
  @Test
  void aReleasedPathRaisesTheLimit() {
    own.local.provideAll();
    own.poll();
    own.pathIds.onAbandoned(1);
    assertThat(own.pathIds.admits(1, 0)).isFalse();
    assertThat(own.poll()).isEmpty();
    own.pathIds.onReleased(1);
    own.pathIds.onReleased(1);
    assertThat(own.poll()).containsExactly("5:0:3");
    assertThatThrownBy(() -> own.pathIds.onReleased(0)).isInstanceOf(IllegalStateException.class);
  }

  /** Path IDs of a long connection, one path all the time there and many that come and go. */
  @Test
  void manyPathsOneAfterAnotherTakeNoRoom() {
    long nowNs = 0;
    for (int i = 0; i < 2000; i++) {
      own.pathIds.onMaxPathId(own.pathIds.localMax());
      own.local.provideAll();
      own.pollAcked(nowNs);
      long wanted = own.pathIds.isUsed(1) ? i + 1L : 1;
      own.peerIssues(wanted, 0, 0);
      long pathId = own.pathIds.claim(own.local, own.remote);
      assertThat(pathId).isEqualTo(wanted);
      own.lifecycle.open(pathId, true);
      own.lifecycle.abandon(pathId, 0, nowNs, PTO_NS);
      own.pollAcked(nowNs);
      own.lifecycle.onPathAbandon(pathId, 0, nowNs, PTO_NS);
      nowNs += 3 * PTO_NS;
      own.lifecycle.onTimeout(nowNs);
      own.pollAcked(nowNs);
      assertThat(own.lifecycle.get(pathId)).isNull();
      assertThat(own.routes.size()).isLessThanOrEqualTo(3 * 3);
    }
  }

  @Property(tries = 300)
  void sequenceSetsAreSets(@ForAll @Size(max = 80) List<@IntRange(max = 60) Integer> values) {
    SequenceSet set = new SequenceSet(10);
    TreeSet<Long> model = new TreeSet<>();
    for (long value : values) {
      model.add(value);
      long ranges = model.stream().filter(v -> !model.contains(v - 1)).count();
      if (ranges > 10) {
        assertThat(set.add(value)).isFalse();
        model.remove(value);
      } else {
        assertThat(set.add(value)).isTrue();
      }
    }
    assertThat(set.count()).isEqualTo(model.size());
    for (long v = 0; v <= 61; v++) {
      assertThat(set.contains(v)).isEqualTo(model.contains(v));
      long missing = v;
      while (model.contains(missing)) {
        missing++;
      }
      assertThat(set.firstMissing(v)).isEqualTo(missing);
    }
  }
}
