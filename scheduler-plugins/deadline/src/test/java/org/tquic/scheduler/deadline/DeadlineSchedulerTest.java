package org.tquic.scheduler.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.spi.scheduler.FakePath;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.SchedulerContract;

class DeadlineSchedulerTest extends SchedulerContract {
  private static final long MS = 1_000_000;

  /** Arrival after 10 ms, and 2.5 ms of variation. */
  private final FakePath fast = new FakePath(1).measured(20, 5_000_000);

  /** Arrival after 40 ms, and 10 ms of variation. */
  private final FakePath slow = new FakePath(2).measured(80, 5_000_000);

  @Override
  protected PathSchedulerFactory factory() {
    return new DeadlineScheduler();
  }

  private void addBoth() {
    bond.add(fast);
    bond.add(slow);
    fast.inFlightBytes = fast.windowBytes / 2;
    slow.inFlightBytes = slow.windowBytes / 4;
  }

  @Test
  void aPacketWithTimeTakesTheLessUsedPath() {
    addBoth();
    bond.usefulForNs = 60 * MS;
    assertThat(bond.send()).isSameAs(slow);
    slow.inFlightBytes = slow.windowBytes * 3 / 4;
    assertThat(bond.send()).isSameAs(fast);
  }

  @Test
  void oneInAHurryTakesThePathThatMeetsItsDeadline() {
    addBoth();
    bond.usefulForNs = 45 * MS;
    assertThat(bond.send()).isSameAs(fast);
  }

  @Test
  void whatItHasWaitedCounts() {
    addBoth();
    bond.usefulForNs = 60 * MS;
    bond.nowNs += 20 * MS;
    assertThat(bond.send()).isSameAs(fast);
  }

  @Test
  void oneThatIsLateAnywayAndOneWithoutDeadlineGoWhereTheyArriveFirst() {
    addBoth();
    bond.usefulForNs = 5 * MS;
    assertThat(bond.send()).isSameAs(fast);
    bond.usefulForNs = -1;
    assertThat(bond.send()).isSameAs(fast);
  }

  @Test
  void aFullPathMeetsNoDeadline() {
    addBoth();
    slow.full(true);
    bond.usefulForNs = 60 * MS;
    assertThat(bond.send()).isSameAs(fast);
    fast.full(true);
    slow.full(false);
    bond.usefulForNs = 30 * MS;
    assertThat(bond.send()).isSameAs(slow);
  }
}
