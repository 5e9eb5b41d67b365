package org.tquic.quic.sim.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.tquic.quic.connection.PreferredAddressPolicy;
import org.tquic.quic.tls.TestIdentity;

/** A server's preferred address, RFC 9000 section 9.6. */
class PreferredAddressTest {
  private static final InetSocketAddress PREFERRED = new InetSocketAddress("203.0.113.2", 4434);
  private static final InetSocketAddress NOWHERE = new InetSocketAddress("203.0.113.3", 4434);
  private static final String CABLE = "rate=50mbit delay=16ms queue=200kb";

  private static QuicPair pair(InetSocketAddress preferred, boolean follow) {
    QuicPair pair = new QuicPair(91, CABLE, "delay=30ms");
    pair.serverHost.bind(PREFERRED);
    pair.server.listen(
        QuicPair.settings(pair.server, TestIdentity.SERVER, TestIdentity.CLIENT)
            .withPreferredAddress(PreferredAddressPolicy.offer(preferred, null)));
    pair.client.connect(
        QuicPair.settings(pair.client, TestIdentity.CLIENT, TestIdentity.SERVER)
            .withPreferredAddress(
                follow ? PreferredAddressPolicy.FOLLOW : PreferredAddressPolicy.NONE),
        QuicPair.first());
    assertThat(pair.run(() -> pair.client.events.confirmed, 5)).isTrue();
    return pair;
  }

  private static InetSocketAddress remote(QuicPair pair) {
    return pair.client.connection.path(0).network().remote();
  }

  private static void assertWhole(QuicPair pair) {
    Transfer up = Transfer.up(pair, 1_000_000);
    Transfer down = Transfer.down(pair, 1_000_000);
    assertThat(pair.run(() -> up.done() && down.done(), 30)).isTrue();
    assertThat(up.intact()).isTrue();
    assertThat(down.intact()).isTrue();
  }

  @Test
  void aClientThatFollowsMovesOnceTheAddressHasAnswered() {
    QuicPair pair = pair(PREFERRED, true);
    assertThat(remote(pair)).isEqualTo(QuicPair.SERVER);
    assertThat(pair.run(() -> remote(pair).equals(PREFERRED), 1)).isTrue();
    assertWhole(pair);
    assertThat(pair.server.connection.path(0).network().local()).isEqualTo(PREFERRED);
    assertThat(pair.client.events.log).contains("MIGRATED 0").doesNotContain("ABANDONED 0");
  }

  @Test
  void aClientThatDoesNotFollowStays() {
    QuicPair pair = pair(PREFERRED, false);
    assertWhole(pair);
    assertThat(remote(pair)).isEqualTo(QuicPair.SERVER);
  }

  @Test
  void anAddressThatDoesNotAnswerChangesNothing() {
    QuicPair pair = pair(NOWHERE, true);
    assertWhole(pair);
    pair.runFor(10);
    assertThat(remote(pair)).isEqualTo(QuicPair.SERVER);
    assertWhole(pair);
    assertThat(pair.client.events.log).doesNotContain("MIGRATED 0");
  }
}
