package org.tquic.quic.sim.pair;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.quic.Ecn;
import org.tquic.quic.sim.PacketEvent;
import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.LossBasedController;
import org.tquic.spi.congestion.PathInfo;

/** A controller of L4S on whole connections: ECT(1) out, counts of CE back. */
class L4sPathTest {
  private static final String MARKING = "rate=20mbit delay=15ms queue=300kb ce-above=20kb";

  private static final CongestionControllerFactory L4S =
      new CongestionControllerFactory() {
        @Override
        public String id() {
          return "l4s";
        }

        @Override
        public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
          return new LossBasedController(path, handover) {
            @Override
            protected double avoidanceBytes(AckEvent event, long ackedBytes) {
              return renoBytes(ackedBytes);
            }

            @Override
            public boolean isL4s() {
              return true;
            }
          };
        }
      };

  /** Datagrams that the client sent, by codepoint. */
  private final long[] sent = new long[4];

  private QuicPair traced(String link) {
    QuicPair pair = new QuicPair(41, link, "delay=30ms").established();
    pair.simulation
        .network()
        .setTrace(
            (nowNs, where, event, datagram) -> {
              if (event == PacketEvent.SENT && where.equals("client")) {
                sent[datagram.ecn()]++;
              }
            });
    return pair;
  }

  @Test
  void marksOfEct1ComeBack() {
    QuicPair pair = traced(MARKING);
    pair.client.connection.swapCongestion(L4S, pair.nowNs());
    Transfer up = Transfer.up(pair, 5_000_000);
    assertThat(pair.run(up::done, 30)).isTrue();
    assertThat(up.intact()).isTrue();
    long packets = sent[Ecn.NOT_ECT] + sent[Ecn.ECT_0] + sent[Ecn.ECT_1];
    assertThat(sent[Ecn.ECT_1]).isGreaterThan(packets * 9 / 10);
    long marked = pair.simulation.network().link("wan1").up().counters().ceMarked();
    assertThat(marked).isPositive();
    assertThat(pair.client.connection.path(0).counters().ecnMarksReported()).isEqualTo(marked);
  }

  @Test
  void aLinkThatClearsCodepointsIsNotMarkedOn() {
    QuicPair pair = traced(MARKING + " clear-ecn=on");
    pair.client.connection.swapCongestion(L4S, pair.nowNs());
    Transfer up = Transfer.up(pair, 5_000_000);
    assertThat(pair.run(up::done, 30)).isTrue();
    assertThat(sent[Ecn.ECT_1]).isLessThanOrEqualTo(10);
    assertThat(pair.simulation.network().link("wan1").up().counters().ceMarked()).isZero();
  }
}
