package org.tquic.quic.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.QuicException;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;
import org.tquic.quic.endpoint.Sent;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.FrameType;
import org.tquic.quic.wire.TransportParameters;

/** Rules of draft-ietf-quic-multipath-21 that concern a connection as a whole. */
class MultipathRulesTest {
  private static final int ELSEWHERE = 1;
  private static final int PTOS = 3;
  private static final int[] MAX_PATH_ID = {0x7e, 0x7a, 5};
  private static final int[] PATH_ABANDON = {0x7e, 0x75, 0, 0};

  private static CloseReason reasonOf(LooseEnd end) {
    return end.core.ending.state().reason();
  }

  /** Section 2.1: packets say by their connection IDs which path they are of. */
  @Test
  void severalPathsNeedConnectionIds() {
    ConnectionId none = ConnectionId.of(new byte[0]);
    TransportParameters offer =
        TransportParameters.builder().initialSourceConnectionId(none).initialMaxPathId(1).build();
    HandshakeIds ids = HandshakeIds.of(none, ConnectionId.of(new byte[8]));
    assertThatThrownBy(() -> HandshakeParameters.check(offer, Role.SERVER, ids, none))
        .isInstanceOfSatisfying(
            QuicException.class,
            offence -> assertThat(offence.code()).isEqualTo(TransportError.PROTOCOL_VIOLATION));
  }

  /** Section 4: with a frame of several paths in a packet of the handshake. */
  @Test
  void aFrameOfSeveralPathsInTheHandshakeBreaksTheProtocol() {
    LoosePair pair = LoosePair.of(Role.SERVER);
    for (Sent hello : pair.peer.output(pair.nowNs)) {
      pair.subject.onDatagram(hello.arrival(), hello.bytes(), hello.ecn(), pair.nowNs);
    }
    for (Sent sent : pair.subject.settle(pair.nowNs)) {
      pair.peer.onDatagram(sent.arrival(), sent.bytes(), pair.nowNs);
    }
    pair.receive(EncryptionLevel.HANDSHAKE, 0, 0, MAX_PATH_ID);
    assertThat(pair.subject.events.closed.code()).isEqualTo(TransportError.PROTOCOL_VIOLATION);
  }

  /** Section 2.2, and RFC 9000 section 9 of paths that move. */
  @Test
  void aServerThatWantsNoMigrationGetsNoOtherPathAtTheAddressOfTheHandshake() {
    LoosePair pair =
        LoosePair.of(
                Role.CLIENT,
                offers ->
                    offers.disableActiveMigration(true).initialMaxPathId(EndSettings.MAX_PATH_ID))
            .established();
    Connection client = pair.subject.connection;
    NetworkPath other = EndSettings.network(Role.CLIENT, ELSEWHERE);
    assertThat(client.isMultipath()).isTrue();
    assertThat(client.openPath(other, pair.nowNs)).isNegative();
    assertThat(client.migrate(0, other, pair.nowNs)).isFalse();
    NetworkPath elsewhere =
        new NetworkPath(other.local(), EndSettings.network(Role.SERVER, 3).remote(), 0);
    assertThat(client.openPath(elsewhere, pair.nowNs)).isOne();
  }

  /** Section 7.2, RFC 9000 section 8: an address gets three times what came, by whatever paths. */
  @Test
  void manyPathsFromOneAddressDoNotGetMoreThanOneWould() {
    LoosePair pair = LoosePair.of(Role.SERVER).established();
    NetworkPath there = EndSettings.network(Role.SERVER, ELSEWHERE);
    long received = 0;
    for (int i = 0; i < EndSettings.MAX_PATH_ID; i++) {
      pair.peer.core.paths.open(EndSettings.network(Role.CLIENT, ELSEWHERE), pair.nowNs);
    }
    for (int id = 1; id <= EndSettings.MAX_PATH_ID; id++) {
      received += pair.receive(id, ELSEWHERE, FrameType.PING);
    }
    long sent = 0;
    for (int i = 0; i < 100; i++) {
      for (Sent datagram : pair.subject.settle(pair.nowNs)) {
        sent += datagram.network().equals(there) ? datagram.bytes().length : 0;
      }
      pair.nowNs += EndSettings.SECOND_NS / 10;
    }
    assertThat(sent).isBetween(1L, 3 * received);
  }

  /** Section 3.4: the peer is told, though this end has closed the path that it is told on. */
  @Test
  void theEndOfTheLastPathIsTheEndOfTheConnectionAtBothEnds() {
    LoosePair pair = LoosePair.of(Role.SERVER).established();
    pair.receive(0, 0, PATH_ABANDON);
    long ptoNs = EndSettings.SECOND_NS;
    List<Sent> said = List.of();
    for (int i = 0; i < PTOS && said.isEmpty(); i++) {
      pair.nowNs += ptoNs;
      said = pair.subject.settle(pair.nowNs);
    }
    assertThat(said).hasSize(1);
    pair.peer.onDatagram(said.getFirst().arrival(), said.getFirst().bytes(), pair.nowNs);
    assertThat(reasonOf(pair.peer).kind()).isEqualTo(CloseReason.Kind.PEER_TRANSPORT);
    assertThat(reasonOf(pair.peer).code()).isEqualTo(TransportError.NO_VIABLE_PATH);
  }
}
