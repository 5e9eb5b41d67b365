package org.tquic.quic.sim.pair;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.quic.TransportError;
import org.tquic.quic.connection.CloseReason;

/** Exceptions that no peer may cause. */
class DefectTest {
  private static final String LINK = "rate=50mbit delay=16ms queue=200kb";

  @Test
  void aDefectEndsItsConnectionAndThePeerIsTold() {
    QuicPair pair = new QuicPair(1, LINK, LINK).established();
    pair.server.events.planned = new IllegalStateException("a defect");
    assertThat(pair.client.connection.sendDatagram(new byte[10], 0, 10, 0, pair.nowNs())).isTrue();
    assertThat(pair.run(() -> pair.client.events.closed != null, 5)).isTrue();
    assertThat(pair.server.events.defect).isSameAs(pair.server.events.planned);
    assertThat(pair.server.events.closed.kind()).isEqualTo(CloseReason.Kind.LOCAL_TRANSPORT);
    assertThat(pair.client.events.closed.kind()).isEqualTo(CloseReason.Kind.PEER_TRANSPORT);
    assertThat(pair.client.events.closed.code()).isEqualTo(TransportError.INTERNAL_ERROR);
    assertThat(pair.run(() -> pair.server.events.terminated, 10)).isTrue();
  }

  @Test
  void thePeerHearsAnErrorOfTheTransport() {
    QuicPair pair = new QuicPair(2, LINK, LINK).established();
    pair.client.connection.closeTransport(TransportError.NO_ERROR, "", pair.nowNs());
    assertThat(pair.run(() -> pair.server.events.closed != null, 5)).isTrue();
    assertThat(pair.server.events.closed)
        .isEqualTo(new CloseReason(CloseReason.Kind.PEER_TRANSPORT, TransportError.NO_ERROR, ""));
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
