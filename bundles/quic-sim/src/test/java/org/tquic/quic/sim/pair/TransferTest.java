package org.tquic.quic.sim.pair;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams and datagrams over one path. */
class TransferTest {
  private static final String CABLE = "rate=50mbit delay=16ms queue=200kb";

  @ParameterizedTest
  @ValueSource(
      strings = {
        CABLE,
        CABLE + " loss=1%",
        CABLE + " loss=3% burst=4",
        CABLE + " jitter=5ms reorder=2%",
        CABLE + " duplicate=5%",
        CABLE + " corrupt=1%",
        CABLE + " ce-above=60kb",
        CABLE + " ce-above=60kb clear-ecn=on",
        CABLE + " mtu=1300b"
      })
  void streamsArriveWholeBothWays(String link) {
    QuicPair pair = new QuicPair(3, link, "delay=30ms").established();
    Transfer up = Transfer.up(pair, 2_000_000);
    Transfer down = Transfer.down(pair, 2_000_000);
    assertThat(pair.run(() -> up.done() && down.done(), 60)).isTrue();
    assertThat(up.intact()).isTrue();
    assertThat(down.intact()).isTrue();
    assertThat(pair.run(() -> pair.client.events.log.contains("finished " + up.stream()), 5))
        .isTrue();
    assertThat(pair.client.events.closed).isNull();
  }

  @Test
  void fillsThePipe() {
    QuicPair pair = new QuicPair(4, CABLE, "delay=30ms").established();
    Transfer up = Transfer.up(pair, 10_000_000);
    long begin = pair.nowNs();
    assertThat(pair.run(up::done, 30)).isTrue();
    double mbps = 80e6 * 1e3 / (pair.nowNs() - begin);
    assertThat(mbps).isGreaterThan(0.85 * 50);
  }

  @Test
  void datagramsArriveOnce() {
    QuicPair pair = new QuicPair(5, CABLE, "delay=30ms").established();
    byte[] payload = new byte[1000];
    for (int i = 0; i < 100; i++) {
      payload[0] = (byte) i;
      assertThat(pair.client.connection.sendDatagram(payload, 0, 1000, i, pair.nowNs())).isTrue();
    }
    assertThat(pair.run(() -> pair.server.events.datagrams.size() == 100, 1)).isTrue();
    assertThat(pair.server.events.datagrams.get(99)[0]).isEqualTo((byte) 99);
    assertThat(pair.client.connection.sendDatagram(payload, 0, 1000, 0, pair.nowNs())).isTrue();
  }

  @Test
  void oversizedDatagramIsRefused() {
    QuicPair pair = new QuicPair(6, CABLE, "delay=30ms").established();
    int limit = pair.client.connection.maxDatagramBytes();
    assertThat(limit).isGreaterThan(1100);
    assertThat(
            pair.client.connection.sendDatagram(new byte[limit + 1], 0, limit + 1, 0, pair.nowNs()))
        .isFalse();
  }

  @Test
  void largerDatagramsAreFoundToPass() {
    QuicPair pair = new QuicPair(7, CABLE, "delay=30ms").established();
    pair.runFor(2);
    assertThat(pair.client.connection.path(0).mtuBytes()).isEqualTo(1452);
    QuicPair narrow = new QuicPair(7, CABLE + " mtu=1380b", "delay=30ms").established();
    narrow.runFor(5);
    assertThat(narrow.client.connection.path(0).mtuBytes()).isBetween(1335, 1352);
  }

  @Test
  void keysAreUpdatedUnderLoad() {
    QuicPair pair =
        new QuicPair(8, CABLE + " jitter=3ms overtaking=on", "delay=30ms").established();
    Transfer up = Transfer.up(pair, 5_000_000);
    while (!up.done() && pair.nowNs() < 60 * QuicPair.SECOND) {
      // Most requests come too early after the update before, and wait.
      assertThat(pair.client.connection.updateKeys()).isTrue();
      pair.runFor(0.05);
    }
    assertThat(pair.client.connection.counters().keyUpdates()).isGreaterThan(1);
    assertThat(pair.server.connection.counters().keyUpdates())
        .isBetween(
            pair.client.connection.counters().keyUpdates() - 1,
            pair.client.connection.counters().keyUpdates());
    assertThat(up.intact()).isTrue();
  }

  @Test
  void silenceEndsTheConnection() {
    QuicPair pair = new QuicPair(9, CABLE, "delay=30ms").established();
    pair.simulation.network().link("wan1").up().setBlackhole(true, pair.nowNs());
    pair.simulation.network().link("wan1").down().setBlackhole(true, pair.nowNs());
    assertThat(pair.run(() -> pair.client.events.terminated && pair.server.events.terminated, 40))
        .isTrue();
    assertThat(pair.client.events.closed.kind().name()).isEqualTo("IDLE_TIMEOUT");
  }
}
