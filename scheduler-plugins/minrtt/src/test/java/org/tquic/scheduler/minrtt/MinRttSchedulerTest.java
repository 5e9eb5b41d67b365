package org.tquic.scheduler.minrtt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.FakePath;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.SchedulerContract;

class MinRttSchedulerTest extends SchedulerContract {
  private final FakePath slow = new FakePath(1).measured(80, 9_000_000);
  private final FakePath fast = new FakePath(2).measured(15, 1_000_000);
  private final FakePath middle = new FakePath(3).measured(40, 5_000_000);

  @Override
  protected PathSchedulerFactory factory() {
    return new MinRttScheduler();
  }

  private void addAll() {
    bond.add(slow);
    bond.add(fast);
    bond.add(middle);
  }

  @Test
  void theFastestPathIsChosenHoweverMuchTheOthersCarry() {
    addAll();
    for (int i = 0; i < 100; i++) {
      assertThat(bond.send()).isSameAs(fast);
    }
  }

  @Test
  void theNextFastestIsChosenWhenItIsFull() {
    addAll();
    fast.full(true);
    assertThat(bond.send()).isSameAs(middle);
    middle.full(true);
    assertThat(bond.send()).isSameAs(slow);
    slow.full(true);
    assertThat(bond.ask()).isEqualTo(Decision.NONE);
    fast.full(false);
    assertThat(bond.send()).isSameAs(fast);
  }

  @Test
  void itFollowsTheMeasurement() {
    addAll();
    fast.rttNs = 90_000_000;
    assertThat(bond.send()).isSameAs(middle);
  }

  @Test
  void itGoesOnWhenThePathItUsedVanishes() {
    addAll();
    bond.send();
    bond.remove(fast);
    assertThat(bond.send()).isSameAs(middle);
    bond.add(fast);
    assertThat(bond.send()).isSameAs(fast);
  }
}
