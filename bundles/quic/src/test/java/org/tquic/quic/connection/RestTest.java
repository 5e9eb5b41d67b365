package org.tquic.quic.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.quic.Role;
import org.tquic.quic.endpoint.Sent;
import org.tquic.quic.wire.FrameType;

/**
 * What cannot be sent keeps no timer due: {@link Subject#settle} fails where a connection would
 * wake its loop again and again.
 */
class RestTest {
  private static final long GRACE_NS = EndSettings.SECOND_NS;

  /** Draft-ietf-quic-multipath section 5.1: a path is acknowledged on any other. */
  @Test
  void aPathForWhichThePeerGaveNoConnectionIdIsAcknowledgedOnAnother() {
    LoosePair pair = LoosePair.of(Role.SERVER);
    while (!pair.peer.core.handshake.complete()) {
      pair.exchange();
      // They count as known to the server, and are never sent.
      forgeConnectionIds(pair);
    }
    pair.established();
    assertThat(pair.peer.core.paths.open(EndSettings.network(Role.CLIENT, 1), pair.nowNs)).isOne();
    Path unanswered = pair.peer.core.paths.get(1);
    pair.receive(1, 1, FrameType.PING);
    pair.receive(1, 1, FrameType.PING);
    pair.exchange();
    assertThat(unanswered.space.largestAcked()).isNotNegative();
  }

  private static void forgeConnectionIds(LoosePair pair) {
    for (int i = 0; i < EndSettings.ID_LIMIT; i++) {
      pair.peer.core.localIds.onAcked(1, i);
    }
  }

  @Test
  void whatCameOnTheLastPathIsNotAcknowledgedOnceItIsLeft() {
    LoosePair pair = LoosePair.of(Role.CLIENT).established();
    assertThat(pair.subject.connection.closePath(0, pair.nowNs)).isTrue();
    pair.receive(0, 0, FrameType.PING);
    pair.receive(0, 0, FrameType.PING);
    assertThat(pair.subject.settle(pair.nowNs)).isEmpty();
    assertThat(pair.subject.connection.nextTimeoutNs(pair.nowNs)).isGreaterThan(pair.nowNs);
  }

  @Test
  void aKeepAliveWaitsForALinkThatTakesNothing() {
    LoosePair pair = LoosePair.of(Role.CLIENT).established();
    pair.nowNs += EndSettings.KEEP_ALIVE_NS - GRACE_NS;
    pair.subject.settle(pair.nowNs);
    pair.subject.connection.setLinkBlocked(0, true);
    pair.nowNs += 2 * GRACE_NS;
    assertThat(pair.subject.settle(pair.nowNs)).isEmpty();
    pair.subject.connection.setLinkBlocked(0, false);
    assertThat(pair.subject.settle(pair.nowNs)).as("the probe").hasSize(1);
  }

  /** RFC 9000 section 10.2.1, and the word of {@link ConnectionEvents#onClosed}. */
  @Test
  void nothingOfThePeerReachesTheApplicationAfterTheClose() {
    LoosePair pair = LoosePair.of(Role.CLIENT).established();
    pair.receive(0, 0, FrameType.DATAGRAM, 1, 2, 3);
    assertThat(pair.subject.events.datagrams).isOne();
    pair.subject.connection.close(0, "", pair.nowNs);
    List<Sent> close = pair.subject.settle(pair.nowNs);
    pair.receive(0, 0, FrameType.DATAGRAM, 1, 2, 3);
    assertThat(pair.subject.events.datagrams).isOne();
    assertThat(close).hasSize(1);
    assertThat(pair.subject.settle(pair.nowNs)).as("the close once more").hasSize(1);
  }

  /** RFC 9000 section 17.2.2. */
  @Test
  void anInitialPacketOfAServerWithATokenIsDropped() {
    LoosePair pair = LoosePair.of(Role.CLIENT);
    pair.peer.core.handshake.useToken(new byte[] {1, 2, 3});
    pair.exchange();
    pair.exchange();
    assertThat(pair.subject.connection.counters().packetsDropped()).containsKey(DropReason.INVALID);
    assertThat(pair.subject.connection.isEstablished()).isFalse();
  }
}
