package org.tquic.quic.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tquic.quic.path.PathFixture.assertOffence;
import static org.tquic.quic.path.PathFixture.id;
import static org.tquic.quic.path.PathFixture.peerNumber;
import static org.tquic.quic.path.PathFixture.token;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.tquic.quic.QuicException;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;
import org.tquic.quic.wire.ConnectionId;

class RemoteConnectionIdsTest {
  private final PathFixture own = new PathFixture(Role.CLIENT, 2, 2);

  private static byte[] datagramEndingWith(byte[] token, int size) {
    byte[] datagram = new byte[size];
    System.arraycopy(token, 0, datagram, size - 16, 16);
    return datagram;
  }

  @Test
  void knowsHowLongTheyGet() {
    RemoteConnectionIds remote = new RemoteConnectionIds(own.pathIds, 4);
    remote.setInitial(ConnectionId.of(new byte[20]));
    remote.setInitial(ConnectionId.of(new byte[4]));
    assertThat(remote.longest()).as("the handshake settled on another").isEqualTo(4);
    remote.onNewConnectionId(false, 0, 1, 0, ConnectionId.of(new byte[9]), token(9), 0);
    assertThat(remote.longest()).isEqualTo(9);
    remote.onNewConnectionId(false, 0, 2, 2, ConnectionId.of(new byte[5]), token(5), 0);
    assertThat(remote.longest()).as("a packet of the longest may be on its way").isEqualTo(9);
  }

  @Test
  void theHandshakeSettlesTheFirstOne() {
    RemoteConnectionIds remote = new RemoteConnectionIds(own.pathIds, 2);
    assertThat(remote.active(0)).isNull();
    remote.setInitial(id(1));
    remote.setInitial(id(2));
    assertThat(remote.active(0)).isEqualTo(id(2));
    assertThat(remote.activeSequence(0)).isZero();
  }

  @Test
  void aPathTakesItsFirstIdByRotation() {
    own.peerIssues(1, 0, 0);
    assertThat(own.remote.active(1)).isNull();
    assertThat(own.remote.hasUnused(1)).isTrue();
    assertThat(own.remote.rotate(1)).isTrue();
    assertThat(own.remote.active(1)).isEqualTo(id(peerNumber(1, 0)));
    assertThat(own.remote.hasUnused(1)).isFalse();
    assertThat(own.poll()).isEmpty();
  }

  /** RFC 9000 section 5.1.2; multipath draft section 3.2.2: the same path ID. */
  @Test
  void rotationRetiresTheOldOne() {
    own.peerIssues(0, 1, 0);
    own.peerIssues(1, 0, 0);
    assertThat(own.remote.rotate(0)).isTrue();
    assertThat(own.remote.active(0)).isEqualTo(id(peerNumber(0, 1)));
    assertThat(own.poll()).containsExactly("2:0:0");
    assertThat(own.remote.rotate(0)).isFalse();
    assertThat(own.remote.active(0)).isEqualTo(id(peerNumber(0, 1)));
  }

  /** RFC 9000 section 9.5. */
  @Test
  void theFormerOneOfAMoveIsKeptAndNotUsedAgain() {
    ConnectionId first = own.remote.active(0);
    own.peerIssues(0, 1, 0);
    assertThat(own.remote.rotateAndKeep(0)).isTrue();
    assertThat(own.remote.active(0)).isEqualTo(id(peerNumber(0, 1)));
    assertThat(own.remote.former(0)).isEqualTo(first);
    assertThat(own.remote.hasUnused(0)).isFalse();
    assertThat(own.remote.rotate(0)).isFalse();
    assertThat(own.poll()).isEmpty();
    own.remote.retireFormer(0);
    assertThat(own.remote.former(0)).isNull();
    assertThat(own.poll()).containsExactly("2:0:0");
    own.remote.retireFormer(0);
    assertThat(own.poll()).isEmpty();
  }

  @Test
  void anotherMoveRetiresTheFormerOneOfTheFirst() {
    ConnectionId first = own.remote.active(0);
    own.peerIssues(0, 1, 0);
    own.remote.rotateAndKeep(0);
    assertThat(own.remote.rotateAndKeep(0)).as("none is left").isFalse();
    assertThat(own.remote.former(0)).isEqualTo(first);
    own.remote.retireFormer(0);
    own.peerIssues(0, 2, 0);
    assertThat(own.remote.rotateAndKeep(0)).isTrue();
    assertThat(own.remote.former(0)).isEqualTo(id(peerNumber(0, 1)));
  }

  @Test
  void thePeerMayHaveTheFormerOneRetired() {
    own.peerIssues(0, 1, 0);
    own.remote.rotateAndKeep(0);
    own.poll();
    own.peerIssues(0, 2, 1);
    assertThat(own.remote.former(0)).isNull();
    assertThat(own.poll()).containsExactly("2:0:0");
    own.remote.retireFormer(0);
    assertThat(own.poll()).isEmpty();
  }

  @Test
  void aLostRetirementIsOwedUntilAcknowledged() {
    own.peerIssues(0, 1, 0);
    own.remote.rotate(0);
    own.poll();
    own.remote.onRetireLost(0, 0);
    assertThat(own.remote.wantsToSend()).isTrue();
    assertThat(own.poll()).containsExactly("2:0:0");
    own.remote.onRetireAcked(0, 0);
    own.remote.onRetireLost(0, 0);
    assertThat(own.remote.wantsToSend()).isFalse();
    assertThat(own.poll()).isEmpty();
  }

  /** RFC 9000 section 19.15. */
  @Test
  void retirePriorToAboveTheSequenceNumberIsMalformed() {
    assertOffence(TransportError.FRAME_ENCODING_ERROR, () -> own.peerIssues(0, 1, 2));
  }

  /** RFC 9000 section 19.15. */
  @Test
  void aPeerOfEmptyConnectionIdsIssuesNone() {
    RemoteConnectionIds remote = new RemoteConnectionIds(own.pathIds, 2);
    remote.setInitial(ConnectionId.EMPTY);
    assertOffence(
        TransportError.PROTOCOL_VIOLATION,
        () -> remote.onNewConnectionId(false, 0, 1, 0, id(9), token(9), 0));
  }

  @Test
  void aRepeatedFrameChangesNothing() {
    own.peerIssues(0, 1, 0);
    own.peerIssues(0, 1, 0);
    own.remote.rotate(0);
    own.peerIssues(0, 1, 0);
    assertThat(own.remote.hasUnused(0)).isFalse();
    assertThat(own.poll()).containsExactly("2:0:0");
  }

  @Test
  void aLateCopyOfARetiredOneIsNotUsedAgain() {
    own.peerIssues(0, 1, 0);
    own.peerIssues(0, 2, 0);
    own.remote.rotate(0);
    own.remote.rotate(0);
    assertThat(own.poll()).containsExactly("2:0:0", "2:0:1");
    own.peerIssues(0, 1, 0);
    assertThat(own.remote.hasUnused(0)).isFalse();
    assertThat(own.poll()).isEmpty();
  }

  /** RFC 9000 sections 10.3.2 and 19.15, over all paths as connection IDs are unique. */
  @Test
  void contradictionsAreOffences() {
    own.peerIssues(1, 0, 0);
    long number = peerNumber(1, 0);
    long code = TransportError.PROTOCOL_VIOLATION;
    assertOffence(code, () -> own.remote.onNewConnectionId(true, 1, 0, 0, id(77), token(77), 0));
    assertOffence(
        code, () -> own.remote.onNewConnectionId(true, 1, 0, 0, id(number), token(77), 0));
    assertOffence(
        code, () -> own.remote.onNewConnectionId(true, 1, 1, 0, id(number), token(number), 0));
    assertOffence(
        code, () -> own.remote.onNewConnectionId(true, 2, 0, 0, id(number), token(number), 0));
    assertOffence(
        code, () -> own.remote.onNewConnectionId(true, 2, 0, 0, id(77), token(number), 0));
  }

  /** RFC 9000 section 5.1.1. */
  @Test
  void moreThanTheLimitIsAnOffence() {
    own.peerIssues(0, 1, 0);
    own.peerIssues(0, 2, 0);
    own.peerIssues(0, 3, 0);
    assertOffence(TransportError.CONNECTION_ID_LIMIT_ERROR, () -> own.peerIssues(0, 4, 0));
  }

  /** RFC 9000 section 5.1.1: the new one counts after the old ones are retired. */
  @Test
  void theLimitMayBePassedWhenTheFrameRetiresTheExcess() {
    for (int i = 1; i < 4; i++) {
      own.peerIssues(0, i, 0);
    }
    own.peerIssues(0, 4, 1);
    assertThat(own.poll()).containsExactly("2:0:0");
  }

  @Test
  void eachPathHasTheLimitForItself() {
    for (int path = 1; path <= 2; path++) {
      for (int i = 0; i < 4; i++) {
        own.peerIssues(path, i, 0);
      }
    }
    assertOffence(TransportError.CONNECTION_ID_LIMIT_ERROR, () -> own.peerIssues(2, 4, 0));
  }

  /** RFC 9000 section 5.1.2. */
  @Test
  void whatThePeerWantsRetiredIsNoLongerUsed() {
    own.peerIssues(0, 1, 0);
    own.peerIssues(0, 2, 2);
    assertThat(own.remote.active(0)).isEqualTo(id(peerNumber(0, 2)));
    assertThat(own.poll()).containsExactlyInAnyOrder("2:0:0", "2:0:1");
  }

  /** RFC 9000 section 19.15: smaller values than known have no effect. */
  @Test
  void aSmallerRetirePriorToIsIgnored() {
    own.peerIssues(0, 5, 3);
    own.poll();
    own.peerIssues(0, 6, 1);
    assertThat(own.remote.hasUnused(0)).isTrue();
    assertThat(own.poll()).isEmpty();
  }

  /** RFC 9000 section 19.15. */
  @Test
  void whatComesBelowRetirePriorToIsRetiredAtOnceAndOnce() {
    own.peerIssues(0, 5, 3);
    own.poll();
    own.peerIssues(0, 2, 0);
    assertThat(own.poll()).containsExactly("2:0:2");
    own.peerIssues(0, 2, 0);
    assertThat(own.poll()).isEmpty();
    assertThat(own.remote.active(0)).isEqualTo(id(peerNumber(0, 5)));
  }

  @Test
  void aPathLeftWithoutAnIdTakesTheNextThatComes() {
    own.peerIssues(0, 1, 0);
    own.remote.rotate(0);
    own.peerIssues(0, 2, 0);
    own.remote.rotate(0);
    own.peerIssues(0, 3, 0);
    own.remote.rotate(0);
    // A copy of a frame for one used up already asks for the retirement of all below it.
    own.peerIssues(0, 2, 2);
    assertThat(own.remote.active(0)).isEqualTo(id(peerNumber(0, 3)));
    own.peerIssues(0, 4, 4);
    assertThat(own.remote.active(0)).isEqualTo(id(peerNumber(0, 4)));
  }

  /** RFC 9000 section 5.1.2: at least twice the limit may wait, more is an offence. */
  @Test
  void unacknowledgedRetirementsAreBounded() {
    for (int i = 1; i <= 8; i++) {
      own.peerIssues(0, i, i);
      own.poll();
    }
    assertOffence(TransportError.CONNECTION_ID_LIMIT_ERROR, () -> own.peerIssues(0, 9, 9));
  }

  @Test
  void acknowledgedRetirementsMakeRoom() {
    for (int i = 1; i <= 100; i++) {
      own.peerIssues(0, i, i);
      own.pollAcked(0);
    }
    assertThat(own.remote.activeSequence(0)).isEqualTo(100);
  }

  @Test
  void ownRotationLeavesRoomForThePeersWishes() {
    for (int i = 1; i <= 4; i++) {
      own.peerIssues(0, i, 0);
      assertThat(own.remote.rotate(0)).isTrue();
    }
    own.peerIssues(0, 5, 0);
    assertThat(own.remote.rotate(0)).isFalse();
  }

  @Test
  void gapsInSequenceNumbersAreBounded() {
    assertOffence(
        TransportError.PROTOCOL_VIOLATION,
        () -> {
          for (int i = 2; i < 1000; i += 2) {
            own.peerIssues(0, i, i);
            own.pollAcked(0);
          }
        });
  }

  /** RFC 9000 section 10.3.1: unused and retired ones do not count. */
  @Test
  void onlyTokensOfIdsInUseMakeAStatelessReset() {
    own.peerIssues(0, 1, 0);
    byte[] reset = datagramEndingWith(token(peerNumber(0, 1)), 40);
    assertThat(own.remote.isStatelessReset(reset, 0, 40)).isFalse();
    own.remote.rotate(0);
    assertThat(own.remote.isStatelessReset(reset, 0, 40)).isTrue();
    own.peerIssues(0, 2, 2);
    assertThat(own.remote.isStatelessReset(reset, 0, 40)).isFalse();
  }

  @Test
  void everyBitOfTheTokenCounts() {
    own.remote.setInitialResetToken(token(5));
    for (int bit = 0; bit < 128; bit++) {
      byte[] reset = datagramEndingWith(token(5), 50);
      assertThat(own.remote.isStatelessReset(reset, 0, 50)).isTrue();
      reset[34 + bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(own.remote.isStatelessReset(reset, 0, 50)).isFalse();
    }
  }

  /** RFC 9000 section 10.3: a datagram below 21 bytes is none. */
  @Test
  void aShortDatagramIsNoStatelessReset() {
    own.remote.setInitialResetToken(token(5));
    byte[] datagram = datagramEndingWith(token(5), 30);
    assertThat(own.remote.isStatelessReset(datagram, 9, 30)).isTrue();
    assertThat(own.remote.isStatelessReset(datagram, 10, 30)).isFalse();
  }

  @Test
  void anIdWithoutATokenNeverMatches() {
    assertThat(own.remote.isStatelessReset(new byte[40], 0, 40)).isFalse();
  }

  /** Multipath draft section 3.4. */
  @Test
  void anAbandonedPathIsRetiredWithoutFrames() {
    own.peerIssues(1, 0, 0);
    own.peerIssues(1, 1, 0);
    own.remote.rotate(1);
    own.remote.rotate(1);
    own.lifecycle.abandon(1, 0, 0, 1);
    assertThat(own.remote.active(1)).isNull();
    byte[] reset = datagramEndingWith(token(peerNumber(1, 1)), 40);
    assertThat(own.remote.isStatelessReset(reset, 0, 40)).isFalse();
    assertThat(own.poll()).containsExactly("3:1:0");
    own.peerIssues(1, 2, 0);
    own.remote.onRetireLost(1, 0);
    assertThat(own.remote.hasUnused(1)).isFalse();
    assertThat(own.poll()).isEmpty();
  }

  /** Multipath draft section 4. */
  @Test
  void aPathIdAboveTheOwnLimitIsAnOffence() {
    assertOffence(TransportError.PROTOCOL_VIOLATION, () -> own.peerIssues(3, 0, 0));
  }

  /** Multipath draft section 4.7. */
  @Test
  void beingBlockedIsToldOncePerNeed() {
    own.remote.onBlocked(1);
    own.remote.onBlocked(1);
    assertThat(own.poll()).containsExactly("7:1:0");
    own.remote.onBlocked(1);
    assertThat(own.poll()).isEmpty();
    own.remote.onBlockedLost(1, 0);
    assertThat(own.poll()).containsExactly("7:1:0");
    own.peerIssues(1, 0, 0);
    own.remote.onBlockedLost(1, 0);
    assertThat(own.poll()).isEmpty();
    own.remote.rotate(1);
    own.remote.onBlocked(1);
    assertThat(own.poll()).containsExactly("7:1:1");
  }

  @Test
  void aBlockThatIsOverIsNotTold() {
    own.remote.onBlocked(1);
    own.peerIssues(1, 0, 0);
    assertThat(own.poll()).isEmpty();
  }

  /** Frames in any order and number, against sets of what was received and retired. */
  @Property(tries = 200)
  void anyOrderOfFramesLeavesTheSameIds(
      @ForAll @Size(max = 100) List<@IntRange(max = 999) Integer> steps) {
    PathFixture fixture = new PathFixture(Role.CLIENT, 1, 1);
    TreeSet<Long> live = new TreeSet<>(List.of(0L));
    TreeSet<Long> retired = new TreeSet<>();
    List<Long> unacked = new ArrayList<>();
    long retirePriorTo = 0;
    long inUse = 0;
    PathFrame frame = new PathFrame();
    for (int step : steps) {
      switch (step % 4) {
        case 0, 1 -> {
          long sequence = Math.max(1, Math.max(inUse - 1, 1) + step / 4 % 5);
          long prior = Math.min(sequence, step / 20 % 3 == 0 ? inUse + step / 60 % 2 : 0);
          TreeSet<Long> after = new TreeSet<>(live);
          long newPrior = Math.max(retirePriorTo, prior);
          TreeSet<Long> newlyRetired = new TreeSet<>(live.headSet(newPrior));
          after.removeAll(newlyRetired);
          if (!retired.contains(sequence) && !live.contains(sequence)) {
            if (sequence < newPrior) {
              newlyRetired.add(sequence);
            } else {
              after.add(sequence);
            }
          }
          boolean offence = after.size() > 4 || unacked.size() + newlyRetired.size() > 8;
          try {
            fixture.peerIssues(0, sequence, prior);
          } catch (QuicException e) {
            assertThat(offence).isTrue();
            return;
          }
          assertThat(offence).isFalse();
          retirePriorTo = newPrior;
          retired.addAll(newlyRetired);
          unacked.addAll(newlyRetired);
          live = after;
          if (!live.contains(inUse)) {
            inUse = live.isEmpty() ? -1 : live.first();
          }
          if (inUse == -1) {
            return;
          }
        }
        case 2 -> {
          boolean may = live.size() > 1 && unacked.size() < 4;
          assertThat(fixture.remote.rotate(0)).isEqualTo(may);
          if (may) {
            live.remove(inUse);
            retired.add(inUse);
            unacked.add(inUse);
            inUse = live.first();
          }
        }
        default -> {
          while (fixture.remote.poll(frame)) {
            assertThat(unacked).contains(frame.value());
            if (step % 3 == 0) {
              fixture.remote.onRetireLost(0, frame.value());
              break;
            }
            fixture.remote.onRetireAcked(0, frame.value());
            unacked.remove(frame.value());
          }
        }
      }
      assertThat(fixture.remote.activeSequence(0)).isEqualTo(inUse);
      assertThat(fixture.remote.hasUnused(0)).isEqualTo(live.size() > 1);
    }
  }
}
