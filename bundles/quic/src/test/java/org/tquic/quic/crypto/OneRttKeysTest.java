package org.tquic.quic.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tquic.quic.crypto.OneRttPair.opens;
import static org.tquic.quic.crypto.OneRttPair.seal;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tquic.quic.QuicException;
import org.tquic.quic.TransportError;

/** RFC 9001 section 6. */
class OneRttKeysTest {
  private final OneRttPair pair = new OneRttPair();

  @Test
  void updatesNeedAConfirmedHandshakeAndAnAcknowledgement() {
    assertThat(pair.client.canInitiateUpdate()).isFalse();
    pair.exchange(0);
    assertThat(pair.client.canInitiateUpdate()).as("handshake not confirmed").isFalse();
    assertThatIllegalStateException().isThrownBy(pair.client::initiateUpdate);

    pair.confirm();
    assertThat(pair.client.canInitiateUpdate()).isTrue();
  }

  @Test
  void withoutAnAcknowledgementInThisPhaseThereIsNoUpdate() {
    pair.confirm();
    seal(pair.client, 0, 5);
    pair.client.onAcknowledged(0, 4);
    pair.client.onAcknowledged(1, 9);
    assertThat(pair.client.canInitiateUpdate()).isFalse();
  }

  @Test
  void thePeerFollowsAnUpdate() {
    pair.exchange(0);
    pair.confirm();
    pair.client.initiateUpdate();
    assertThat(pair.client.keyPhase()).isTrue();
    assertThat(pair.server.keyPhase()).isFalse();

    pair.exchange(2);

    assertThat(pair.server.keyPhase()).isTrue();
    assertThat(pair.client.holdsPrevious()).isTrue();
    assertThat(pair.client.canInitiateUpdate()).as("previous keys are still held").isFalse();
    pair.client.discardPrevious();
    pair.server.discardPrevious();
    assertThat(pair.client.canInitiateUpdate()).isTrue();
  }

  @Test
  void aRequestWaitsUntilAnUpdateIsAllowed() {
    pair.client.requestUpdate();
    pair.exchange(0);
    assertThat(pair.client.keyPhase()).as("handshake not confirmed").isFalse();
    pair.confirm();
    pair.exchange(2);
    assertThat(pair.client.updates()).isEqualTo(1);
    assertThat(pair.server.updates()).as("it follows").isEqualTo(1);

    pair.client.requestUpdate();
    pair.exchange(4);
    assertThat(pair.client.updates()).as("the previous keys are still held").isEqualTo(1);
    pair.client.discardPrevious();
    pair.server.discardPrevious();
    pair.exchange(6);
    pair.exchange(8);
    assertThat(pair.client.updates()).as("one request, one update").isEqualTo(2);
  }

  @Test
  void manyUpdatesFromBothEnds() {
    pair.confirm();
    for (int update = 0; update < 20; update++) {
      pair.exchange(4L * update);
      (update % 3 == 0 ? pair.server : pair.client).initiateUpdate();
      pair.exchange(4L * update + 2);
      pair.client.discardPrevious();
      pair.server.discardPrevious();
      assertThat(pair.client.keyPhase()).isEqualTo(update % 2 == 0);
      assertThat(pair.server.keyPhase()).isEqualTo(update % 2 == 0);
    }
  }

  @Test
  void bothEndsMayUpdateAtOnce() {
    pair.exchange(0);
    pair.confirm();
    pair.client.initiateUpdate();
    pair.server.initiateUpdate();

    pair.exchange(2);

    assertThat(pair.client.keyPhase()).isTrue();
    assertThat(pair.server.keyPhase()).isTrue();
  }

  @Test
  void packetsOfBeforeTheUpdateOpenUntilTheirKeysAreDiscarded() {
    pair.exchange(0);
    pair.confirm();
    byte[] late = seal(pair.client, 0, 2);
    byte[] later = seal(pair.client, 0, 3);
    pair.client.initiateUpdate();
    assertThat(opens(pair.server, seal(pair.client, 0, 4), 0, 4)).isTrue();

    assertThat(opens(pair.server, late, 0, 2)).isTrue();
    assertThat(opens(pair.server, seal(pair.client, 0, 5), 0, 5)).isTrue();
    pair.server.discardPrevious();
    assertThat(opens(pair.server, later, 0, 3)).isFalse();
    assertThat(opens(pair.server, seal(pair.client, 0, 6), 0, 6)).isTrue();
  }

  @Test
  void theInitiatorOpensOldPacketsUntilThePeerFollows() {
    pair.exchange(0);
    pair.confirm();
    byte[] old = seal(pair.server, 0, 1);
    pair.client.initiateUpdate();

    assertThat(opens(pair.client, old, 0, 1)).isTrue();
    assertThat(pair.client.holdsPrevious()).isFalse();
  }

  /** Numbers of different paths cannot be compared. */
  @Test
  void aSlowPathKeepsItsOldKeysWhateverItsNumbers() {
    pair.exchange(0);
    pair.confirm();
    byte[] slow = seal(pair.client, 7, 5_000);
    byte[] slower = seal(pair.client, 7, 5_001);
    pair.client.initiateUpdate();
    assertThat(opens(pair.server, seal(pair.client, 0, 2), 0, 2)).isTrue();

    assertThat(opens(pair.server, slow, 7, 5_000)).isTrue();
    assertThat(opens(pair.server, seal(pair.client, 7, 5_002), 7, 5_002)).isTrue();
    assertThat(opens(pair.server, slower, 7, 5_001)).isTrue();
  }

  @Test
  void anUpdateOnAnyPathCountsForAll() {
    pair.exchange(0);
    pair.confirm();
    pair.client.initiateUpdate();
    assertThat(opens(pair.server, seal(pair.client, 3, 0), 3, 0)).isTrue();
    assertThat(pair.server.keyPhase()).isTrue();

    assertThat(opens(pair.client, seal(pair.server, 4, 0), 4, 0)).isTrue();
    pair.client.onAcknowledged(3, 0);
    pair.client.discardPrevious();
    assertThat(pair.client.canInitiateUpdate()).isTrue();
  }

  @Test
  void aForgedKeyPhaseChangesNothing() {
    pair.exchange(0);
    byte[] forged = seal(OneRttPair.keys(9), true, 0, 2);

    assertThat(opens(pair.server, forged, 0, 2)).isFalse();
    assertThat(pair.server.keyPhase()).isFalse();
    assertThat(pair.server.holdsPrevious()).isFalse();
    assertThat(opens(pair.server, seal(pair.client, 0, 2), 0, 2)).isTrue();
  }

  @Test
  void aSecondUpdateWithoutAnAnswerIsAnError() {
    pair.exchange(0);
    PacketProtection phase1 = OneRttPair.keys(1).updated();
    PacketProtection phase2 = phase1.updated();
    assertThat(opens(pair.server, seal(phase1, true, 0, 2), 0, 2)).isTrue();

    byte[] second = seal(phase2, false, 0, 3);
    assertKeyUpdateError(() -> opens(pair.server, second, 0, 3));
  }

  @Test
  void aSecondUpdateAfterAnAnswerIsFine() {
    pair.exchange(0);
    PacketProtection phase1 = OneRttPair.keys(1).updated();
    assertThat(opens(pair.server, seal(phase1, true, 0, 2), 0, 2)).isTrue();
    seal(pair.server, 0, 1);

    assertThat(opens(pair.server, seal(phase1.updated(), false, 0, 3), 0, 3)).isTrue();
    assertThat(pair.server.keyPhase()).isFalse();
  }

  @Test
  void olderKeysForANewerPacketAreAnError() {
    pair.exchange(0);
    PacketProtection phase0 = OneRttPair.keys(1);
    assertThat(opens(pair.server, seal(phase0, false, 0, 9), 0, 9)).isTrue();

    byte[] newerKeysLowerNumber = seal(phase0.updated(), true, 0, 8);
    assertKeyUpdateError(() -> opens(pair.server, newerKeysLowerNumber, 0, 8));
  }

  @Test
  void olderKeysForANewerPacketAreAnErrorWhenThePacketsAreReordered() {
    pair.exchange(0);
    PacketProtection phase0 = OneRttPair.keys(1);
    PacketProtection phase1 = phase0.updated();
    assertThat(opens(pair.server, seal(phase1, true, 0, 9), 0, 9)).isTrue();
    assertThat(opens(pair.server, seal(phase0, false, 0, 6), 0, 6)).isTrue();

    byte[] newerKeysLowerNumber = seal(phase1, true, 0, 5);
    assertKeyUpdateError(() -> opens(pair.server, newerKeysLowerNumber, 0, 5));
  }

  @Test
  void acknowledgingNewKeysWithOldOnesIsAnError() {
    pair.exchange(0);
    pair.confirm();
    pair.client.initiateUpdate();
    seal(pair.client, 0, 2);
    assertThat(opens(pair.client, seal(pair.server, 0, 1), 0, 1)).isTrue();

    pair.client.onAcknowledged(0, 1);
    assertKeyUpdateError(() -> pair.client.onAcknowledged(0, 2));
  }

  @Test
  void keysUpdateThemselvesAtHalfOfTheirLimit() {
    OneRttPair limited = new OneRttPair(1000, 10);
    limited.confirm();
    long number = 0;
    while (!limited.client.keyPhase()) {
      limited.exchange(number);
      number += 2;
    }
    assertThat(number).isEqualTo(502);
    limited.exchange(number);
    assertThat(limited.server.keyPhase()).isTrue();
  }

  @Test
  void withoutAnUpdateTheLimitEndsTheConnectionWithRoomForItsClose() {
    OneRttPair limited = new OneRttPair(1000, 10);
    int untilReserve = 1000 - OneRttKeys.CLOSE_RESERVE;
    for (int i = 0; i < untilReserve; i++) {
      seal(limited.client, 0, i);
    }
    assertLimitReached(() -> seal(limited.client, 0, untilReserve));
    for (int i = untilReserve; i < 1000; i++) {
      seal(limited.client, 0, i);
    }
    assertLimitReached(() -> seal(limited.client, 0, 1000));
    assertLimitReached(() -> seal(limited.client, 0, 1001));
  }

  @Test
  void tooManyForgeriesEndTheConnection() {
    OneRttPair limited = new OneRttPair(1000, 10);
    byte[] forged = seal(OneRttPair.keys(9), false, 0, 2);
    for (int i = 0; i < 10; i++) {
      assertThat(openForged(limited.server, forged)).isEqualTo(-1);
    }
    assertLimitReached(() -> openForged(limited.server, forged));
  }

  private static int openForged(OneRttKeys keys, byte[] packet) {
    return keys.open(packet.clone(), 0, OneRttPair.NUMBER_OFFSET, 4, packet.length, 0, 2);
  }

  @Test
  void abandonedPathsAreForgotten() {
    PathKeyPhaseTable table = new PathKeyPhaseTable();
    for (int i = 0; i < 100; i++) {
      table.of(i);
      table.remove(i - 5);
    }
    assertThat(table.size()).isEqualTo(5);
    assertThat(table.find(94)).isNull();
    assertThat(table.find(99)).isSameAs(table.of(99));
  }

  private static void assertKeyUpdateError(ThrowingCallable call) {
    assertCode(call, TransportError.KEY_UPDATE_ERROR);
  }

  private static void assertLimitReached(ThrowingCallable call) {
    assertCode(call, TransportError.AEAD_LIMIT_REACHED);
  }

  private static void assertCode(ThrowingCallable call, long code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            QuicException.class, problem -> assertThat(problem.code()).isEqualTo(code));
  }
}
