package org.tquic.quic.sim.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tquic.quic.connection.PathSnapshot;
import org.tquic.quic.recovery.NewReno;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.PathInfo;
import org.tquic.spi.congestion.SiblingPath;
import org.tquic.spi.congestion.SiblingPaths;

/** What coupled controllers see of the other paths. */
class SiblingPathsTest {
  private static final String CABLE = "rate=50mbit delay=16ms queue=200kb";
  private static final String PHONE = "rate=30mbit delay=30ms queue=200kb";

  /** Siblings of each path ID, as its controller was given them. */
  private final Map<Long, SiblingPaths> siblings = new HashMap<>();

  private final CongestionControllerFactory factory =
      new CongestionControllerFactory() {
        @Override
        public String id() {
          return "coupled";
        }

        @Override
        public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
          siblings.put(path.pathId(), path.siblings());
          return NewReno.FACTORY.create(path, handover, nowNs);
        }
      };

  private QuicPair coupled(long seed) {
    QuicPair pair = QuicPair.withTwoPaths(seed, CABLE, PHONE);
    pair.client.connection.swapCongestion(factory, pair.nowNs());
    return pair;
  }

  @Test
  void eachSeesTheOther() {
    QuicPair pair = coupled(61);
    Transfer up = Transfer.up(pair, 5_000_000);
    pair.runFor(0.5);
    assertThat(siblings.get(0L).size()).isEqualTo(1);
    SiblingPath phone = siblings.get(0L).get(0);
    PathSnapshot known = pair.client.connection.path(1);
    assertThat(phone.pathId()).isEqualTo(1);
    assertThat(phone.congestionWindow()).isEqualTo(known.congestionWindowBytes());
    assertThat(phone.bytesInFlight()).isEqualTo(known.bytesInFlight());
    assertThat(phone.smoothedRttNs()).isEqualTo(known.smoothedRttNs());
    assertThat(phone.lossIntervalBytes()).isPositive();
    assertThat(siblings.get(1L).size()).isEqualTo(1);
    assertThat(siblings.get(1L).get(0).pathId()).isZero();
    assertThat(pair.run(up::done, 30)).isTrue();
  }

  @Test
  void aSilentOneDoesNotCount() {
    QuicPair pair = coupled(62);
    Transfer up = Transfer.up(pair, 20_000_000);
    pair.runFor(0.3);
    var phone = pair.simulation.network().link("wan2");
    phone.up().setBlackhole(true, pair.nowNs());
    phone.down().setBlackhole(true, pair.nowNs());
    assertThat(pair.run(() -> pair.client.events.log.contains("SUSPECTED 1"), 5)).isTrue();
    assertThat(siblings.get(0L).size()).isZero();
    phone.up().setBlackhole(false, pair.nowNs());
    phone.down().setBlackhole(false, pair.nowNs());
    assertThat(pair.run(() -> pair.client.events.log.contains("RETURNED 1"), 10)).isTrue();
    assertThat(siblings.get(0L).size()).isEqualTo(1);
    assertThat(pair.run(up::done, 30)).isTrue();
  }

  @Test
  void anAbandonedOneDoesNotCount() {
    QuicPair pair = coupled(63);
    pair.client.connection.closePath(1, pair.nowNs());
    assertThat(siblings.get(0L).size()).isZero();
  }
}
