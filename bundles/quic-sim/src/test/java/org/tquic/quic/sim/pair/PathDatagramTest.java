package org.tquic.quic.sim.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tquic.quic.connection.PathSnapshot;
import org.tquic.quic.sim.LinkCounters;

/** Datagrams whose sender names the path that is to carry them. */
class PathDatagramTest {
  private static final String CABLE = "rate=50mbit delay=16ms queue=200kb";
  private static final String PHONE = "rate=30mbit delay=30ms queue=200kb";
  private static final int BYTES = 1000;
  private static final int CONNECTION_ID_BYTES = 8;

  private static byte[] datagram(int number) {
    byte[] bytes = new byte[BYTES];
    Arrays.fill(bytes, (byte) number);
    return bytes;
  }

  private static LinkCounters sent(QuicPair pair, String link) {
    return pair.simulation.network().link(link).up().counters();
  }

  @Test
  void eachPathCarriesWhatIsMeantForIt() {
    QuicPair pair = QuicPair.withTwoPaths(21, CABLE, PHONE);
    for (int i = 0; i < 100; i++) {
      byte[] bytes = datagram(i);
      assertThat(pair.client.connection.sendDatagram(i % 2, bytes, 0, BYTES, pair.nowNs()))
          .isTrue();
    }
    assertThat(pair.run(() -> pair.server.events.datagrams.size() == 100, 2)).isTrue();
    for (int i = 0; i < 100; i++) {
      assertThat(pair.server.events.datagramPaths.get(i))
          .isEqualTo(pair.server.events.datagrams.get(i)[0] % 2L);
    }
  }

  @Test
  void schedulersChoiceDoesNotMatter() {
    QuicPair pair = QuicPair.withTwoPaths(22, CABLE, PHONE);
    long before = sent(pair, "wan1").deliveredBytes();
    for (int i = 0; i < 50; i++) {
      pair.client.connection.sendDatagram(1, datagram(i), 0, BYTES, pair.nowNs());
    }
    assertThat(pair.run(() -> pair.server.events.datagrams.size() == 50, 2)).isTrue();
    assertThat(sent(pair, "wan1").deliveredBytes() - before).isLessThan(5_000);
  }

  @Test
  void streamsAndDatagramsShareAPathAndNeitherWaitsForTheOther() {
    QuicPair pair = QuicPair.withTwoPaths(23, CABLE, PHONE);
    Transfer up = Transfer.up(pair, 10_000_000);
    DatagramSource source = new DatagramSource(pair, 0);
    assertThat(pair.run(up::done, 30)).isTrue();
    source.stop();
    assertThat(up.intact()).isTrue();
    assertThat(pair.server.events.datagrams.size()).isGreaterThan(2000);
  }

  @Test
  void whoSendsWhatThereIsRoomForIsToldOfMore() {
    QuicPair pair = QuicPair.withTwoPaths(25, CABLE, PHONE);
    pair.client.events.onRoom =
        () -> {
          for (int path = 0; path < 2; path++) {
            while (pair.client.connection.datagramRoom(path) >= BYTES) {
              pair.client.connection.sendDatagram(path, datagram(path), 0, BYTES, pair.nowNs());
            }
          }
        };
    pair.client.events.onRoom.run();
    pair.run(() -> false, 5);
    assertThat(shareOf(pair, 0) / (5 * 50e6)).isGreaterThan(0.8);
    assertThat(shareOf(pair, 1) / (5 * 30e6)).isGreaterThan(0.8);
  }

  private static double shareOf(QuicPair pair, long path) {
    long count = pair.server.events.datagramPaths.stream().filter(id -> id == path).count();
    return 8.0 * BYTES * count;
  }

  @Test
  void acknowledgementsDoNotTakeAPacketBeforeEachFullDatagram() {
    QuicPair pair = QuicPair.withTwoPaths(26, CABLE, PHONE);
    pair.run(() -> false, 1);
    int most = pair.client.connection.maxDatagramBytes(0);
    long before = pair.client.connection.path(0).counters().packetsSent();
    int count = 2000;
    for (int i = 0; i < count; i++) {
      // The peer's answers ask for no acknowledgement, so none is worth a packet.
      pair.simulation.after(
          i * 1_000_000L,
          () -> pair.client.connection.sendDatagram(0, new byte[most], 0, most, pair.nowNs()));
    }
    assertThat(pair.run(() -> pair.server.events.datagrams.size() == count, 5)).isTrue();
    assertThat(pair.client.connection.path(0).counters().packetsSent() - before)
        .isLessThan(count + count / 20);
  }

  /** Short header, connection ID, longest packet number, tag, and the frame's type: no more. */
  @Test
  void theLargestFillsItsPacket() {
    QuicPair pair = QuicPair.withTwoPaths(27, CABLE, PHONE);
    pair.run(() -> false, 2);
    PathSnapshot path = pair.client.connection.path(0);
    int most = pair.client.connection.maxDatagramBytes(0);
    assertThat(path.mtuBytes() - most).isEqualTo(1 + CONNECTION_ID_BYTES + 4 + 16 + 1);
    byte[] payload = new byte[most];
    new Random(1).nextBytes(payload);
    pair.client.connection.sendDatagram(0, payload, 0, most, pair.nowNs());
    assertThat(pair.run(() -> !pair.server.events.datagrams.isEmpty(), 1)).isTrue();
    assertThat(pair.server.events.datagrams.getFirst()).isEqualTo(payload);
  }

  @Test
  void noPathNoDatagram() {
    QuicPair pair = QuicPair.withTwoPaths(24, CABLE, PHONE);
    assertThat(pair.client.connection.sendDatagram(2, datagram(1), 0, BYTES, pair.nowNs()))
        .isFalse();
    assertThat(pair.client.connection.maxDatagramBytes(2)).isZero();
    int most = pair.client.connection.maxDatagramBytes(1);
    assertThat(pair.client.connection.sendDatagram(1, new byte[most + 1], 0, most + 1, 0))
        .isFalse();
    assertThat(pair.client.connection.sendDatagram(1, new byte[most], 0, most, pair.nowNs()))
        .isTrue();
    pair.client.connection.closePath(1, pair.nowNs());
    assertThat(pair.client.connection.sendDatagram(1, datagram(1), 0, BYTES, pair.nowNs()))
        .isFalse();
  }

  /** Keeps the queue of a path filled. */
  private static final class DatagramSource {
    private final QuicPair pair;
    private final long path;
    private boolean stopped;

    DatagramSource(QuicPair pair, long path) {
      this.pair = pair;
      this.path = path;
      feed();
    }

    private void feed() {
      if (stopped) {
        return;
      }
      while (pair.client.connection.path(path).queuedBytes() < 100_000) {
        pair.client.connection.sendDatagram(path, datagram(7), 0, BYTES, pair.nowNs());
      }
      pair.simulation.after(1_000_000, this::feed);
    }

    void stop() {
      stopped = true;
    }
  }
}
