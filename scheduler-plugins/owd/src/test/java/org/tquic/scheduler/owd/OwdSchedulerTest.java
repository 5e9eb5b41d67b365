package org.tquic.scheduler.owd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.spi.scheduler.FakePath;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.SchedulerContract;

class OwdSchedulerTest extends SchedulerContract {
  private static final long MS = 1_000_000;

  private final FakePath a = new FakePath(1).measured(20, 5_000_000);
  private final FakePath b = new FakePath(2).measured(60, 5_000_000);

  @Override
  protected PathSchedulerFactory factory() {
    return new OwdScheduler();
  }

  private void addBoth() {
    bond.add(a);
    bond.add(b);
  }

  @Test
  void theWayThereCountsNotTheRoundTrip() {
    addBoth();
    a.forwardDelayNs = 5 * MS;
    b.forwardDelayNs = 0;
    assertThat(bond.send()).isSameAs(b);
    b.full(true);
    assertThat(bond.send()).isSameAs(a);
  }

  @Test
  void whileNothingIsKnownTheRoundTripDecides() {
    addBoth();
    assertThat(bond.send()).isSameAs(a);
  }

  /** Half of the 40 ms that its round trip is longer. */
  @Test
  void aPathNotYetComparedCountsHalfOfItsLongerRoundTrip() {
    addBoth();
    a.forwardDelayNs = 19 * MS;
    assertThat(bond.send()).isSameAs(a);
    a.forwardDelayNs = 21 * MS;
    assertThat(bond.send()).isSameAs(b);
  }
}
