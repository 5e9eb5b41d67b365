package org.tquic.quic.sim.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.quic.connection.Transmit;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.sim.Seeds;

/** What strangers send neither throws, nor ends a connection, nor moves a path. */
class HostileInputTest {
  private static final NetworkPath STRANGER =
      new NetworkPath(QuicPair.SERVER, new InetSocketAddress("192.0.2.66", 666), 0);
  private static final NetworkPath CLIENT = new NetworkPath(QuicPair.SERVER, QuicPair.WAN1, 0);

  static LongStream seeds() {
    return Seeds.toTry(20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void randomDatagramsAreIgnored(long seed) {
    QuicPair pair = new QuicPair(seed, "delay=20ms", "delay=30ms").established();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2000; i++) {
      byte[] data = new byte[random.nextInt(1500)];
      random.nextBytes(data);
      throwAt(pair, random, data);
    }
    assertUnharmed(pair);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void changedAndRepeatedPacketsAreIgnored(long seed) {
    QuicPair pair = new QuicPair(seed, "delay=20ms", "delay=30ms").established();
    SplittableRandom random = new SplittableRandom(seed);
    Transmit out = new Transmit(2048);
    for (int i = 0; i < 300; i++) {
      pair.client.connection.sendDatagram(new byte[200], 0, 200, i, pair.nowNs());
      while (pair.client.connection.poll(pair.nowNs(), out)) {
        byte[] sent = new byte[out.length];
        System.arraycopy(out.array, out.offset, sent, 0, out.length);
        for (int copy = 0; copy < 4; copy++) {
          byte[] changed = sent.clone();
          changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
          throwAt(pair, random, changed);
        }
        pair.server.connection.onDatagram(pair.nowNs(), CLIENT, 0, sent.clone(), 0, sent.length);
        pair.server.connection.onDatagram(pair.nowNs(), CLIENT, 0, sent.clone(), 0, sent.length);
      }
      pair.runFor(0.01);
    }
    assertThat(pair.server.events.datagrams).hasSize(300);
    assertUnharmed(pair);
  }

  private static void throwAt(QuicPair pair, SplittableRandom random, byte[] data) {
    NetworkPath from = random.nextBoolean() ? STRANGER : CLIENT;
    pair.server.connection.onDatagram(pair.nowNs(), from, random.nextInt(4), data, 0, data.length);
  }

  private static void assertUnharmed(QuicPair pair) {
    assertThat(pair.server.events.closed).isNull();
    assertThat(pair.server.connection.path(0).network()).isEqualTo(CLIENT);
    Transfer up = Transfer.up(pair, 100_000);
    assertThat(pair.run(up::done, 30)).isTrue();
    assertThat(up.intact()).isTrue();
  }
}
