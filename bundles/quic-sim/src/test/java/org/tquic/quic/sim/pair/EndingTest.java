package org.tquic.quic.sim.pair;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.quic.TransportError;
import org.tquic.quic.connection.CloseReason;

/** How connections and their paths end. */
class EndingTest {
  private static final String LINK = "rate=50mbit delay=16ms queue=200kb";

  @Test
  void thePeerHearsAnErrorOfTheTransport() {
    QuicPair pair = new QuicPair(2, LINK, LINK).established();
    pair.client.connection.closeTransport(TransportError.NO_ERROR, "", pair.nowNs());
    assertThat(pair.run(() -> pair.server.events.closed != null, 5)).isTrue();
    assertThat(pair.server.events.closed)
        .isEqualTo(new CloseReason(CloseReason.Kind.PEER_TRANSPORT, TransportError.NO_ERROR, ""));
  }

  /** Multipath draft section 2.6: what is under way on any path is still answered. */
  @Test
  void theEndWaitsForTheSlowestPath() {
    QuicPair pair = QuicPair.withTwoPaths(4, LINK, "rate=50mbit delay=300ms queue=200kb");
    pair.client.connection.close(0, "", pair.nowNs());
    pair.runFor(1.8);
    assertThat(pair.client.events.terminated).isFalse();
    assertThat(pair.run(() -> pair.client.events.terminated, 10)).isTrue();
  }

  @Test
  void anAbandonedPathEndsOnceForEachSide() {
    QuicPair pair = QuicPair.withTwoPaths(3, LINK, LINK);
    pair.client.connection.closePath(1, pair.nowNs());
    assertThat(
            pair.run(
                () ->
                    pair.client.events.log.contains("REMOVED 1")
                        && pair.server.events.log.contains("REMOVED 1"),
                10))
        .isTrue();
    assertThat(pair.client.events.log).containsOnlyOnce("ABANDONED 1");
    assertThat(pair.server.events.log).containsOnlyOnce("ABANDONED 1");
  }
}
