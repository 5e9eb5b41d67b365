package org.tquic.scheduler.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tquic.spi.Configured;
import org.tquic.spi.scheduler.FakePath;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.SchedulerContract;

class DeadlineSchedulerTest extends SchedulerContract {
  private static final long MS = 1_000_000;

  private final DeadlineScheduler factory = new DeadlineScheduler();

  /** Arrival after 10 ms, and 2.5 ms of variation. */
  private final FakePath fast = new FakePath(1).measured(20, 5_000_000);

  /** Arrival after 40 ms, and 10 ms of variation. */
  private final FakePath slow = new FakePath(2).measured(80, 5_000_000);

  @Override
  protected PathSchedulerFactory factory() {
    return factory;
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

  @Test
  void theBudgetOfUrgentPacketsChangesLiveAndMakesNothingElseUrgent() {
    addBoth();
    bond.usefulForNs = 45 * MS;
    assertThat(bond.send()).isSameAs(fast);
    factory.configure(Configured.with(DeadlineParameters.class, Map.of("budgetms", 500)));
    assertThat(bond.send()).isSameAs(slow);
    bond.usefulForNs = -1;
    assertThat(bond.send()).isSameAs(fast);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                factory.configure(
                    Configured.with(DeadlineParameters.class, Map.of("budgetms", 3_000))))
        .withMessage("budgetms is \"3000\", expected a whole number from 0 to 2000");
  }
}
