package org.tquic.quic.sim.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tquic.quic.path.MtuDiscovery;
import org.tquic.quic.recovery.NewReno;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.PathInfo;

/** RFC 9000 section 14.3: the size that a path carries is known of one way at a time. */
class MigrationMtuTest {
  private static final String LINK = "rate=50mbit delay=16ms queue=200kb";
  private static final int FULL_BYTES = 1452;

  private final QuicPair pair = new QuicPair(4, LINK, LINK).established();
  private final List<Integer> sizesOfControllers = new ArrayList<>();

  @BeforeEach
  void findTheSizeOfTheFirstWay() {
    pair.runFor(1);
    assertThat(mtu()).isEqualTo(FULL_BYTES);
    pair.client.connection.swapCongestion(new SizeNoting(), pair.nowNs());
  }

  private int mtu() {
    return pair.client.connection.path(0).mtuBytes();
  }

  @Test
  void aNewWayBeginsWithTheBase() {
    assertThat(pair.client.connection.migrate(0, QuicPair.second(), pair.nowNs())).isTrue();
    assertThat(mtu()).isEqualTo(MtuDiscovery.BASE);
    assertThat(sizesOfControllers).containsExactly(FULL_BYTES, MtuDiscovery.BASE);
    pair.runFor(1);
    assertThat(mtu()).as("found anew").isEqualTo(FULL_BYTES);
  }

  @Test
  void theOldWayIsSearchedAnewWhenTheNewOneLeadsNowhere() {
    pair.simulation.network().link("wan2").up().setBlackhole(true, pair.nowNs());
    assertThat(pair.client.connection.migrate(0, QuicPair.second(), pair.nowNs())).isTrue();
    assertThat(pair.run(() -> pair.client.events.log.contains("VALIDATION_FAILED 0"), 10)).isTrue();
    assertThat(mtu()).isEqualTo(MtuDiscovery.BASE);
    pair.runFor(1);
    assertThat(mtu()).isEqualTo(FULL_BYTES);
  }

  /** Notes what each controller is told of the size of datagrams. */
  private final class SizeNoting implements CongestionControllerFactory {
    @Override
    public String id() {
      return "noting";
    }

    @Override
    public CongestionController create(PathInfo path, CongestionHandover before, long nowNs) {
      sizesOfControllers.add(path.maxDatagramBytes());
      return NewReno.FACTORY.create(path, before, nowNs);
    }
  }
}
