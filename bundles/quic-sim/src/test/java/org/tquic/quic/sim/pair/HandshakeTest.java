package org.tquic.quic.sim.pair;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The handshake between two of ours, RFC 9000 section 7. */
class HandshakeTest {
  @Test
  void completesInOneRoundTripAndIsConfirmedInTwo() {
    QuicPair pair = new QuicPair(1, "delay=20ms", "delay=30ms").connect();
    assertThat(pair.run(() -> pair.client.events.established, 0.05)).isTrue();
    assertThat(pair.run(() -> pair.server.events.confirmed, 0.03)).isTrue();
    assertThat(pair.run(() -> pair.client.events.confirmed, 0.05)).isTrue();
    assertThat(pair.client.connection.applicationProtocol()).isEqualTo("test");
    assertThat(pair.client.connection.isMultipath()).isTrue();
  }

  @Test
  void closesOnBothSides() {
    QuicPair pair = new QuicPair(2, "delay=20ms", "delay=30ms").established();
    pair.client.connection.close(7, "done", pair.nowNs());
    assertThat(pair.run(() -> pair.server.events.closed != null, 1)).isTrue();
    assertThat(pair.server.events.closed.code()).isEqualTo(7);
    assertThat(pair.run(() -> pair.client.events.terminated && pair.server.events.terminated, 10))
        .isTrue();
    assertThat(pair.client.routes).isEmpty();
    assertThat(pair.server.routes).isEmpty();
  }
}
