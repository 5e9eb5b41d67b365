package org.tquic.scheduler.roundrobin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.spi.scheduler.FakePath;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.SchedulerContract;

class RoundRobinSchedulerTest extends SchedulerContract {
  private final FakePath a = new FakePath(10).measured(10, 9_000_000);
  private final FakePath b = new FakePath(20).measured(90, 1_000_000);
  private final FakePath c = new FakePath(30).measured(40, 5_000_000);

  @Override
  protected PathSchedulerFactory factory() {
    return new RoundRobinScheduler();
  }

  private void assertSent(FakePath... expected) {
    for (FakePath path : expected) {
      assertThat(bond.send()).isSameAs(path);
    }
  }

  private void addAll() {
    bond.add(a);
    bond.add(b);
    bond.add(c);
  }

  @Test
  void thePathsTakeTurns() {
    addAll();
    assertSent(a, b, c, a, b, c, a);
  }

  @Test
  void aFullPathMissesItsTurn() {
    addAll();
    b.full(true);
    assertSent(a, c, a, c);
    b.full(false);
    assertSent(a, b, c);
  }

  @Test
  void theTurnGoesOnWhenPathsComeAndGo() {
    addAll();
    assertSent(a, b);
    bond.remove(a);
    assertSent(c, b, c);
    bond.add(a);
    assertSent(a, b, c, a);
  }

  @Test
  void whatAnotherPathCarriedInsteadCountsForThatPath() {
    addAll();
    assertSent(a);
    bond.sendOn(c);
    assertSent(a, b);
  }
}
