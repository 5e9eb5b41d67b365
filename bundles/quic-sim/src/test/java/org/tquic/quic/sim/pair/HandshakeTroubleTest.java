package org.tquic.quic.sim.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.quic.sim.Seeds;
import org.tquic.quic.wire.QuicVersion;

/**
 * The handshake completes over links that lose, reorder, repeat and change packets, and with it the
 * upgrade to version 2.
 */
class HandshakeTroubleTest {
  private static final String[] LINKS = {
    "delay=20ms loss=30%",
    "delay=20ms jitter=20ms overtaking=on duplicate=20%",
    "delay=50ms corrupt=20%",
    "rate=200kbit delay=50ms queue=10kb loss=10%",
    "delay=20ms loss=20% burst=2 reorder=20%",
  };

  static LongStream seeds() {
    return Seeds.toTry(50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void completes(long seed) {
    String link = LINKS[Math.floorMod(seed, LINKS.length)];
    QuicPair pair = new QuicPair(seed, link, "delay=30ms").connect();
    assertThat(pair.run(() -> pair.client.events.confirmed && pair.server.events.confirmed, 30))
        .as(
            "seed %d over %s: client %s, server %s",
            seed, link, pair.client.events.closed, pair.server.events.closed)
        .isTrue();
    assertThat(pair.client.connection.version()).isEqualTo(QuicVersion.V2);
    assertThat(pair.server.connection.version()).isEqualTo(QuicVersion.V2);
    Transfer up = Transfer.up(pair, 20_000);
    assertThat(pair.run(up::done, 60))
        .as(
            "seed %d over %s: %d bytes, client %s, server %s",
            seed, link, up.receivedBytes(), pair.client.events.closed, pair.server.events.closed)
        .isTrue();
    assertThat(up.intact()).isTrue();
  }
}
