package org.tquic.scheduler.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tquic.spi.Configured;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.FakePath;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.SchedulerContract;
import org.tquic.spi.scheduler.SendUnit.TrafficClass;

class AggregateSchedulerTest extends SchedulerContract {
  private static final long MS = 1_000_000;

  private final AggregateScheduler factory = new AggregateScheduler();
  private final FakePath fast = new FakePath(1).measured(20, 5_000_000);
  private final FakePath slow = new FakePath(2).measured(60, 3_000_000);

  @Override
  protected PathSchedulerFactory factory() {
    return factory;
  }

  @Override
  protected long longestHoldNs() {
    return 16 * MS;
  }

  private void addBoth() {
    // Controllers let twice of it be under way.
    fast.windowBytes *= 2;
    slow.windowBytes *= 2;
    bond.add(slow);
    bond.add(fast);
  }

  @Test
  void littleTrafficTakesTheFastestPathAlone() {
    addBoth();
    fast.inFlightBytes = 100_000;
    for (int i = 0; i < 100; i++) {
      assertThat(bond.send()).isSameAs(fast);
    }
  }

  /** One way takes 20 ms longer on the slow path; for bulk a queue counts twice. */
  @Test
  void bulkLeavesAPathOnWhichAQueueCostsMoreThanAnotherPathThoughItHasRoom() {
    addBoth();
    fast.inFlightBytes = 100_000 + 9 * 5_000;
    assertThat(bond.send()).isSameAs(fast);
    fast.inFlightBytes = 100_000 + 11 * 5_000;
    assertThat(fast.room()).isPositive();
    assertThat(bond.send()).isSameAs(slow);
  }

  @Test
  void urgentPacketsStayThereUntilTheQueueTakesAsLongAsTheDetour() {
    addBoth();
    slow.rttNs = 50 * MS;
    bond.trafficClass = TrafficClass.INTERACTIVE;
    fast.inFlightBytes = 100_000 + 14 * 5_000;
    assertThat(bond.send()).isSameAs(fast);
    fast.inFlightBytes = 100_000 + 16 * 5_000;
    assertThat(bond.send()).isSameAs(slow);
  }

  @Test
  void anUrgentPacketWaitsForTheFastPathAsLongAsItGainsByThat() {
    addBoth();
    bond.trafficClass = TrafficClass.INTERACTIVE;
    fast.windowBytes = 100_000;
    fast.full(true);
    assertThat(Decision.isHold(bond.ask())).isTrue();
    bond.nowNs += 10 * MS;
    assertThat(Decision.isHold(bond.ask())).isTrue();
    bond.nowNs += 6 * MS;
    assertThat(bond.send()).isSameAs(slow);
    fast.full(false);
    assertThat(bond.send()).isSameAs(fast);
  }

  @Test
  void bulkDoesNotWait() {
    addBoth();
    fast.windowBytes = 100_000;
    fast.full(true);
    assertThat(bond.send()).isSameAs(slow);
  }

  /** A window that was never used says what the path may carry. */
  @Test
  void aPathThatHasReturnedGetsItsPartAtOnce() {
    addBoth();
    slow.rateBps = -1;
    fast.inFlightBytes = 180_000;
    assertThat(bond.send()).isSameAs(slow);
  }

  @Test
  void howLongAnUrgentPacketWaitsChangesLive() {
    addBoth();
    bond.trafficClass = TrafficClass.INTERACTIVE;
    fast.windowBytes = 100_000;
    fast.full(true);
    bond.nowNs += 10 * MS;
    assertThat(Decision.isHold(bond.ask())).isTrue();
    factory.configure(Configured.with(AggregateParameters.class, Map.of("waitms", 5)));
    assertThat(bond.send()).isSameAs(slow);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                factory.configure(Configured.with(AggregateParameters.class, Map.of("waitms", -1))))
        .withMessage("waitms is \"-1\", expected a whole number from 0 to 100");
  }
}
