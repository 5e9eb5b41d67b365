package org.tquic.quic.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.Role;
import org.tquic.quic.endpoint.Sent;
import org.tquic.quic.wire.FrameType;

/** A client whose server has acknowledged all, and says no more until it hears of it again. */
class HandshakeDeadlockTest {
  private static final int FULL_DATAGRAM_BYTES = 1200;
  private static final long ROUND_TRIP_NS = 50_000_000;

  private long nowNs = EndSettings.SECOND_NS;
  private Subject client;

  @BeforeEach
  void acknowledgeTheHello() {
    client = Subject.client(EndSettings.paths(true), nowNs);
    List<Sent> hello = client.settle(nowNs);
    LooseEnd server =
        LooseEnd.of(
            Role.SERVER, EndSettings.paths(true), client.connection.originalDestination(), nowNs);
    for (Sent sent : hello) {
      server.onDatagram(sent.arrival(), sent.bytes(), nowNs);
    }
    byte last = (byte) (hello.size() - 1);
    byte[] acknowledgement = {FrameType.ACK, last, 0, 0, last};
    nowNs += ROUND_TRIP_NS;
    client.onDatagram(
        EndSettings.network(Role.CLIENT, 0),
        server.seal(EncryptionLevel.INITIAL, 0, acknowledgement, nowNs),
        0,
        nowNs);
  }

  /** RFC 9000 section 13.2.1: or two ends would acknowledge acknowledgements for ever. */
  @Test
  void anAcknowledgementIsNotAcknowledged() {
    assertThat(client.settle(nowNs)).isEmpty();
  }

  /** RFC 9002 section 6.2.2.1: without keys of the handshake it probes with an Initial packet. */
  @Test
  void theClientProbesThoughNothingIsUnderWay() {
    client.settle(nowNs);
    nowNs = client.connection.nextTimeoutNs(nowNs);
    List<Sent> probes = client.settle(nowNs);
    assertThat(probes).hasSize(1);
    assertThat(probes.getFirst().bytes()).hasSizeGreaterThanOrEqualTo(FULL_DATAGRAM_BYTES);
  }
}
