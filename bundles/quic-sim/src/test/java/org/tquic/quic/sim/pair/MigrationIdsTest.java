package org.tquic.quic.sim.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.quic.connection.Transmit;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.sim.Seeds;
import org.tquic.quic.wire.ConnectionId;

/** A client that moves is not recognised by its connection IDs, RFC 9000 section 9.5. */
class MigrationIdsTest {
  private static final String CABLE = "rate=50mbit delay=16ms queue=200kb";
  private static final String PHONE = "rate=30mbit delay=30ms queue=200kb";
  private static final int ID_BYTES = 8;

  private final Map<ConnectionId, InetSocketAddress> addresses = new HashMap<>();
  private final List<InetSocketAddress> senders = new ArrayList<>();

  private QuicPair pair(long seed) {
    QuicPair pair = new QuicPair(seed, CABLE, PHONE);
    pair.client.tap = this::check;
    return pair.established();
  }

  private void check(Transmit datagram) {
    boolean isLong = (datagram.array[datagram.offset] & 0x80) != 0;
    ConnectionId destination =
        ConnectionId.of(datagram.array, datagram.offset + (isLong ? 6 : 1), ID_BYTES);
    InetSocketAddress from = datagram.network.local();
    senders.add(from);
    assertThat(addresses.putIfAbsent(destination, from))
        .as("where %s came from before", destination)
        .isIn(null, from);
  }

  private boolean move(QuicPair pair, NetworkPath network) {
    return pair.client.connection.migrate(0, network, pair.nowNs());
  }

  private static boolean isAt(QuicPair pair, InetSocketAddress address) {
    return pair.server.connection.path(0).network().remote().equals(address);
  }

  @Test
  void theQuestionAtTheOldAddressIsAnsweredWithItsOldConnectionId() {
    QuicPair pair = pair(1);
    pair.runFor(1);
    senders.clear();
    assertThat(move(pair, QuicPair.second())).isTrue();
    Transfer up = Transfer.up(pair, 1_000_000);
    assertThat(pair.run(up::done, 10)).isTrue();
    assertThat(up.intact()).isTrue();
    assertThat(isAt(pair, QuicPair.WAN2)).isTrue();
    assertThat(senders.stream().filter(QuicPair.WAN1::equals)).hasSize(1);
    assertThat(pair.server.events.log).containsOnlyOnce("MIGRATED 0");
  }

  /** The old address is asked after three probe timeouts, when its connection ID is retired. */
  @Test
  void aLateQuestionAtTheOldAddressIsNotAnswered() {
    QuicPair pair = pair(2);
    pair.runFor(1);
    var oldLink = pair.simulation.network().link("wan1");
    oldLink.down().setBlackhole(true, pair.nowNs());
    List<byte[]> questions = new ArrayList<>();
    pair.server.tap =
        datagram -> {
          if (datagram.network.remote().equals(QuicPair.WAN1)) {
            byte[] copy = new byte[datagram.length];
            System.arraycopy(datagram.array, datagram.offset, copy, 0, copy.length);
            questions.add(copy);
          }
        };
    senders.clear();
    assertThat(move(pair, QuicPair.second())).isTrue();
    pair.runFor(0.35);
    assertThat(questions).isNotEmpty();
    long received = pair.client.connection.counters().paths().packetsReceived();
    for (byte[] question : questions) {
      pair.client.connection.onDatagram(
          pair.nowNs(), QuicPair.first(), 0, question, 0, question.length);
    }
    assertThat(pair.client.connection.counters().paths().packetsReceived())
        .as("late, and yet read: %s", pair.client.connection.counters())
        .isGreaterThan(received);
    Transfer up = Transfer.up(pair, 1_000_000);
    assertThat(pair.run(up::done, 10)).isTrue();
    assertThat(senders).doesNotContain(QuicPair.WAN1);
    assertThat(pair.client.connection.isEstablished()).isTrue();
  }

  static LongStream seeds() {
    return Seeds.toTry(20);
  }

  /** However it moves to and fro, and whatever is asked late: no connection ID at two addresses. */
  @ParameterizedTest
  @MethodSource("seeds")
  void noConnectionIdIsSeenAtTwoAddresses(long seed) {
    QuicPair pair = pair(seed);
    pair.runFor(1);
    SplittableRandom random = new SplittableRandom(seed);
    Transfer up = Transfer.up(pair, 3_000_000);
    Transfer down = Transfer.down(pair, 3_000_000);
    int moves = 0;
    boolean first = true;
    for (int i = 0; i < 30; i++) {
      if (move(pair, first ? QuicPair.second() : QuicPair.first())) {
        moves++;
        first = !first;
      }
      pair.runFor(random.nextDouble(0.2));
    }
    assertThat(moves).isGreaterThan(5);
    assertThat(pair.run(() -> up.done() && down.done(), 60)).isTrue();
    assertThat(up.intact()).isTrue();
    assertThat(down.intact()).isTrue();
    assertThat(isAt(pair, first ? QuicPair.WAN1 : QuicPair.WAN2)).isTrue();
  }
}
