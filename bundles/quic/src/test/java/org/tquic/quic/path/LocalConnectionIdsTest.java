package org.tquic.quic.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tquic.quic.path.PathFixture.NO_PACKET;
import static org.tquic.quic.path.PathFixture.PTO_NS;
import static org.tquic.quic.path.PathFixture.assertOffence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;
import org.tquic.quic.wire.ConnectionId;

class LocalConnectionIdsTest {
  private final PathFixture own = new PathFixture(Role.SERVER, 2, 2);
  private final PathFrame frame = new PathFrame();

  /** RFC 9000 section 5.1.1: the handshake's is 0, each further one is 1 more. */
  @Test
  void sequenceNumbersCountUpPerPath() {
    assertThat(own.local.issue(0)).isEqualTo(1);
    assertThat(own.local.issue(0)).isEqualTo(2);
    assertThat(own.local.issue(1)).isZero();
    assertThat(own.poll()).containsExactly("1:0:1", "1:0:2", "1:1:0");
  }

  @Test
  void thePreferredAddressTakesSequenceNumberOne() {
    own.local.addPreferred(own.newId());
    assertThat(own.local.issue(0)).isEqualTo(2);
    assertThatThrownBy(() -> own.local.addPreferred(own.newId()))
        .isInstanceOf(IllegalStateException.class);
  }

  /** RFC 9000 section 5.1.1: no more than the peer's limit. */
  @Test
  void thePeersLimitHoldsPerPath() {
    own.local.setPeerLimit(2);
    assertThat(own.local.provideAll()).isEqualTo(1 + 2 + 2);
    assertThat(own.local.issue(0)).isEqualTo(-1);
    assertThat(own.local.issue(2)).isEqualTo(-1);
    assertThatThrownBy(() -> own.local.setPeerLimit(1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theOwnLimitHoldsWhateverThePeerTakes() {
    own.local.setPeerLimit(Long.MAX_VALUE);
    assertThat(own.local.provide(1)).isEqualTo(3);
  }

  /** Multipath draft section 3.2.1: none for path IDs above the peer's or the own limit. */
  @Test
  void nothingIsIssuedAboveTheCommonLimit() {
    assertThatThrownBy(() -> own.local.issue(3)).isInstanceOf(IllegalArgumentException.class);
    PathFixture peerAllowsLess = new PathFixture(Role.SERVER, 5, 1);
    assertThat(peerAllowsLess.local.provideAll()).isEqualTo(2 + 3);
    assertThatThrownBy(() -> peerAllowsLess.local.issue(2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFrameCarriesTheIdAndItsToken() {
    own.local.issue(1);
    assertThat(own.local.poll(frame)).isTrue();
    assertThat(frame.kind()).isEqualTo(PathFrameKind.NEW_CONNECTION_ID);
    assertThat(own.routes).contains(frame.connectionId());
    assertThat(frame.resetToken()).isEqualTo(own.resetToken(frame.connectionId()));
    assertThat(frame.retirePriorTo()).isZero();
    byte[] packet = new byte[30];
    System.arraycopy(frame.connectionId().toBytes(), 0, packet, 5, 8);
    assertThat(own.local.pathIdOf(packet, 5, 8)).isEqualTo(1);
    assertThat(own.local.pathIdOf(frame.connectionId())).isEqualTo(1);
    assertThat(own.local.pathIdOf(packet, 4, 8)).isEqualTo(-1);
    assertThat(own.local.pathIdOf(packet, 5, 7)).isEqualTo(-1);
  }

  @Test
  void aLostFrameIsOwedAgainUntilOneIsAcknowledged() {
    own.local.issue(0);
    assertThat(own.poll()).containsExactly("1:0:1");
    own.local.onLost(0, 1);
    assertThat(own.local.wantsToSend()).isTrue();
    assertThat(own.poll()).containsExactly("1:0:1");
    own.local.onAcked(0, 1);
    own.local.onLost(0, 1);
    assertThat(own.local.wantsToSend()).isFalse();
    assertThat(own.poll()).isEmpty();
  }

  @Test
  void aLateAcknowledgmentOfACopyEndsTheRepetition() {
    own.local.issue(0);
    own.poll();
    own.local.onLost(0, 1);
    own.local.onAcked(0, 1);
    assertThat(own.local.wantsToSend()).isFalse();
    assertThat(own.poll()).isEmpty();
  }

  @Test
  void aLostFrameOfARetiredIdIsNotRepeated() {
    own.local.issue(0);
    own.poll();
    own.peerRetires(0, 1);
    own.poll();
    own.local.onLost(0, 1);
    assertThat(own.poll()).isEmpty();
  }

  /** RFC 9000 section 5.1.2: a retired one is replaced. */
  @Test
  void aRetiredOneIsReplacedAndKnownForThreePto() {
    own.local.provide(0);
    own.poll();
    ConnectionId initial = PathFixture.id(0x5000_0000L << 32);
    own.local.onRetire(true, 0, 0, NO_PACKET, 0, 0, 1000, PTO_NS);
    assertThat(own.poll()).containsExactly("1:0:3");
    assertThat(own.local.pathIdOf(initial)).isZero();
    assertThat(own.local.nextTimeoutNs()).isEqualTo(1000 + 3 * PTO_NS);
    own.local.onTimeout(999 + 3 * PTO_NS);
    assertThat(own.routes).contains(initial);
    own.local.onTimeout(1000 + 3 * PTO_NS);
    assertThat(own.routes).doesNotContain(initial);
    assertThat(own.local.pathIdOf(initial)).isEqualTo(-1);
    assertThat(own.local.nextTimeoutNs()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aRepeatedRetirementDoesNothing() {
    own.local.provide(0);
    own.poll();
    own.peerRetires(0, 1);
    assertThat(own.poll()).hasSize(1);
    own.peerRetires(0, 1);
    assertThat(own.poll()).isEmpty();
  }

  /** RFC 9000 section 19.16. */
  @Test
  void retiringWhatWasNeverSentIsAnOffence() {
    own.local.issue(0);
    assertOffence(TransportError.PROTOCOL_VIOLATION, () -> own.peerRetires(0, 1));
    own.poll();
    own.peerRetires(0, 1);
    assertOffence(TransportError.PROTOCOL_VIOLATION, () -> own.peerRetires(1, 0));
    assertOffence(TransportError.PROTOCOL_VIOLATION, () -> own.peerRetires(3, 0));
  }

  /** RFC 9000 section 19.16. */
  @Test
  void retiringThePacketsOwnConnectionIdIsAnOffence() {
    byte[] packet = PathFixture.id(0x5000_0000L << 32).toBytes();
    assertOffence(
        TransportError.PROTOCOL_VIOLATION,
        () -> own.local.onRetire(false, 0, 0, packet, 0, 8, 0, PTO_NS));
  }

  /** RFC 9000 section 19.16. */
  @Test
  void emptyConnectionIdsCanNeitherBeIssuedNorRetired() {
    LocalConnectionIds empty =
        new LocalConnectionIds(new PathIds(Role.CLIENT, -1), own, own, ConnectionId.EMPTY, 3);
    assertThat(empty.issue(0)).isEqualTo(-1);
    assertThat(empty.pathIdOf(NO_PACKET, 0, 0)).isZero();
    assertOffence(
        TransportError.PROTOCOL_VIOLATION,
        () -> empty.onRetire(false, 0, 0, NO_PACKET, 0, 0, 0, PTO_NS));
  }

  /** RFC 9000 section 5.1.2: what is to be retired does not count; no second wish before that. */
  @Test
  void replacingAsksForRetirementOfAll() {
    own.local.provide(0);
    own.poll();
    assertThat(own.local.replace(0)).isTrue();
    assertThat(own.local.poll(frame)).isTrue();
    assertThat(frame.value()).isEqualTo(3);
    assertThat(frame.retirePriorTo()).isEqualTo(3);
    assertThat(own.local.replace(0)).isFalse();
    own.peerRetires(0, 0);
    own.peerRetires(0, 1);
    assertThat(own.local.replace(0)).isFalse();
    own.peerRetires(0, 2);
    assertThat(own.local.replace(0)).isTrue();
  }

  /** RFC 9000 section 19.15: Retire Prior To above the sequence number is malformed. */
  @Test
  void aFrameRepeatedAfterAReplacementIsWellFormed() {
    own.local.provide(0);
    own.poll();
    own.local.onLost(0, 1);
    own.local.replace(0);
    while (own.local.poll(frame)) {
      assertThat(frame.retirePriorTo()).isLessThanOrEqualTo(frame.value());
    }
  }

  @Test
  void idsThatBelongToOthersAreNotIssued() {
    ConnectionId taken = PathFixture.id((0x5000_0000L << 32) + 1);
    own.routes.add(taken);
    own.local.issue(0);
    own.local.poll(frame);
    assertThat(frame.connectionId()).isNotEqualTo(taken);
  }

  @Test
  void aSourceThatRepeatsItselfIsNoticed() {
    ConnectionId same = PathFixture.id(7);
    ConnectionIdSource source =
        new ConnectionIdSource() {
          @Override
          public ConnectionId newId() {
            return same;
          }

          @Override
          public byte[] resetToken(ConnectionId id) {
            return new byte[16];
          }
        };
    LocalConnectionIds ids =
        new LocalConnectionIds(new PathIds(Role.CLIENT, -1), source, own, PathFixture.id(8), 5);
    ids.setPeerLimit(5);
    assertThat(ids.issue(0)).isEqualTo(1);
    assertThatThrownBy(() -> ids.issue(0)).isInstanceOf(IllegalStateException.class);
  }

  /** Multipath draft section 4.7. */
  @Test
  void aBlockedPeerIsGivenWhatItMayHave() {
    own.local.onPathCidsBlocked(1, 0);
    assertThat(own.poll()).containsExactly("1:1:0", "1:1:1", "1:1:2");
    own.local.onPathCidsBlocked(1, 3);
    assertThat(own.poll()).isEmpty();
    assertOffence(TransportError.PROTOCOL_VIOLATION, () -> own.local.onPathCidsBlocked(1, 4));
    assertOffence(TransportError.PROTOCOL_VIOLATION, () -> own.local.onPathCidsBlocked(2, 1));
    assertOffence(TransportError.PROTOCOL_VIOLATION, () -> own.local.onPathCidsBlocked(3, 0));
  }

  @Test
  void anAbandonedPathOffersNothingAndIsForgottenInTime() {
    own.local.provide(1);
    own.local.abandon(1, Long.MAX_VALUE);
    assertThat(own.local.wantsToSend()).isFalse();
    assertThat(own.poll()).isEmpty();
    assertThat(own.routes).hasSize(4);
    own.local.abandon(1, 50);
    assertThat(own.local.nextTimeoutNs()).isEqualTo(50);
    own.local.onTimeout(50);
    assertThat(own.routes).hasSize(1);
  }

  @Test
  void retiredIdsAreBounded() {
    own.local.provide(0);
    for (int i = 0; i < 100; i++) {
      own.poll();
      own.peerRetires(0, i);
    }
    assertThat(own.routes).hasSize(3 + LocalConnectionIds.MAX_RETIRED_PER_PATH);
  }

  @Test
  void closingRemovesAllRoutes() {
    own.local.provideAll();
    own.poll();
    own.peerRetires(0, 0);
    own.local.close();
    assertThat(own.routes).isEmpty();
    assertThat(own.local.wantsToSend()).isFalse();
  }

  /** Random issues, retirements, losses and acknowledgments against what a peer would hold. */
  @Property(tries = 200)
  void thePeerNeverHoldsMoreThanItTakesAndRoutesFollow(
      @ForAll @Size(max = 120) List<@IntRange(max = 999) Integer> steps) {
    PathFixture fixture = new PathFixture(Role.SERVER, 2, 2);
    Map<Long, Set<Long>> held = new HashMap<>(Map.of(0L, new HashSet<>(Set.of(0L))));
    Map<Long, Long> retirePriorTo = new HashMap<>();
    List<long[]> inFlight = new ArrayList<>();
    PathFrame polled = new PathFrame();
    long nowNs = 0;
    for (int step : steps) {
      long pathId = step / 7 % 3;
      nowNs += step * 1_000_000L;
      Set<Long> ids = held.computeIfAbsent(pathId, key -> new HashSet<>());
      switch (step % 7) {
        case 0 -> fixture.local.provide(pathId);
        case 1 -> fixture.local.replace(pathId);
        case 2, 3 -> {
          if (fixture.local.poll(polled)) {
            inFlight.add(new long[] {polled.pathId(), polled.value(), polled.retirePriorTo()});
          }
        }
        case 4, 5 -> {
          if (!inFlight.isEmpty()) {
            long[] sent = inFlight.remove(step % inFlight.size());
            if (step % 2 == 0) {
              fixture.local.onLost(sent[0], sent[1]);
            } else {
              fixture.local.onAcked(sent[0], sent[1]);
              Set<Long> at = held.computeIfAbsent(sent[0], key -> new HashSet<>());
              at.add(sent[1]);
              // A frame that was overtaken does not take back what the other one asked for.
              long retired = retirePriorTo.merge(sent[0], sent[2], Math::max);
              List<Long> old = at.stream().filter(s -> s < retired).toList();
              for (long sequence : old) {
                at.remove(sequence);
                fixture.local.onRetire(true, sent[0], sequence, NO_PACKET, 0, 0, nowNs, PTO_NS);
              }
              assertThat(at.size()).isLessThanOrEqualTo(4);
            }
          }
        }
        default -> {
          if (!ids.isEmpty()) {
            long sequence = ids.iterator().next();
            ids.remove(sequence);
            fixture.local.onRetire(true, pathId, sequence, NO_PACKET, 0, 0, nowNs, PTO_NS);
          }
        }
      }
      fixture.local.onTimeout(nowNs);
      assertThat(fixture.local.nextTimeoutNs()).isGreaterThan(nowNs);
      assertThat(fixture.routes.size()).isLessThanOrEqualTo(3 * (3 + 3 + 8));
      for (ConnectionId id : fixture.routes) {
        assertThat(fixture.local.pathIdOf(id)).isBetween(0L, 2L);
      }
    }
    fixture.local.close();
    assertThat(fixture.routes).isEmpty();
  }
}
