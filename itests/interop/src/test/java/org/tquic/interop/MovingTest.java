package org.tquic.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.quic.QuicPathEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tquic.quic.connection.Connection;
import org.tquic.quic.connection.PathChange;
import org.tquic.quic.path.NetworkPath;

/** Addresses that change, and links that lose: RFC 9000 section 9, RFC 9002. */
class MovingTest {
  private static final byte[] PAYLOAD = BasicsTest.payload(2_000_000, 5);

  /**
   * What is under way to the old port still arrives. When it does not, quiche takes many seconds to
   * send it again, as it waits for acknowledgements on the path that it has left.
   */
  @Test
  void quicheFollowsOurClientToAnotherPortInMidTransfer() {
    try (Pair pair = Pair.connected(Roles.OUR_CLIENT, new Setup())) {
      CompletableFuture<byte[]> echo = startedTransfer(pair);
      pair.ours.driver.rebind(pair.ours.local, true);
      awaitPeerMigrated(pair);
      assertThat(Waiting.get(echo)).isEqualTo(PAYLOAD);
    }
  }

  @Test
  void quicheFollowsOurClientBehindANatThatForgets() {
    try (Pair pair = Pair.connected(Roles.OUR_CLIENT, new Setup())) {
      assertThat(Waiting.get(pair.ours.echoed(PAYLOAD))).isEqualTo(PAYLOAD);
      pair.ours.driver.rebind(pair.ours.local, false);
      assertThat(Waiting.get(pair.ours.echoed(PAYLOAD))).isEqualTo(PAYLOAD);
      awaitPeerMigrated(pair);
    }
  }

  /** It takes one of quiche's connection IDs, brought by a plain NEW_CONNECTION_ID. */
  @Test
  void quicheFollowsOurClientThatMigrates() {
    try (Pair pair = Pair.connected(Roles.OUR_CLIENT, new Setup())) {
      CompletableFuture<byte[]> echo = startedTransfer(pair);
      InetSocketAddress local = pair.ours.driver.bind();
      Connection connection = pair.ours.connection();
      boolean migrates =
          pair.ours.call(
              () ->
                  connection.migrate(
                      0,
                      new NetworkPath(local, connection.path(0).network().remote(), 0),
                      System.nanoTime()));
      assertThat(migrates).isTrue();
      awaitPeerMigrated(pair);
      assertThat(Waiting.get(echo)).isEqualTo(PAYLOAD);
    }
  }

  @Test
  void weFollowQuicheBehindANatThatRebinds() throws IOException {
    Relay[] relay = new Relay[1];
    try (Pair pair =
            Pair.connected(
                Roles.OUR_SERVER,
                new Setup(),
                server -> (relay[0] = new Relay(server, 0, 1)).address());
        Relay nat = relay[0]) {
      CompletableFuture<byte[]> echo = startedTransfer(pair);
      nat.rebind();
      assertThat(Waiting.get(echo)).isEqualTo(PAYLOAD);
      PathChange change;
      do {
        change = Waiting.take(pair.ours.pathChanges);
      } while (change != PathChange.MIGRATED);
      do {
        change = Waiting.take(pair.ours.pathChanges);
      } while (change != PathChange.VALIDATED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void datagramsAreLostAndOvertaken(Roles roles) {
    Relay[] relay = new Relay[1];
    try (Pair pair =
            Pair.connected(
                roles, new Setup(), server -> (relay[0] = new Relay(server, 0.02, 7)).address());
        Relay link = relay[0]) {
      for (Side side : pair.sides()) {
        assertThat(Waiting.get(side.echoed(PAYLOAD))).isEqualTo(PAYLOAD);
      }
      assertThat(link.lost.get()).isGreaterThan(50);
      assertThat(link.reordered.get()).isGreaterThan(50);
    }
  }

  /** A transfer that has begun and is far from its end. */
  private static CompletableFuture<byte[]> startedTransfer(Pair pair) {
    CompletableFuture<Void> some = pair.ours.received(200_000);
    CompletableFuture<byte[]> echo = pair.ours.echoed(PAYLOAD);
    Waiting.get(some);
    return echo;
  }

  /** Ports in Netty's path events are in the wrong byte order, so they are not compared. */
  private static void awaitPeerMigrated(Pair pair) {
    QuicPathEvent event;
    do {
      event = Waiting.take(pair.quiche.pathEvents);
    } while (!(event instanceof QuicPathEvent.PeerMigrated));
  }
}
