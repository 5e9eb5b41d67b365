package org.tquic.scheduler.ecf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tquic.spi.Configured;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.FakePath;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.SchedulerContract;

class EcfSchedulerTest extends SchedulerContract {
  private static final long MS = 1_000_000;

  private final EcfScheduler factory = new EcfScheduler();

  /** A window of 100 kB each 20 ms; variation 2.5 ms. */
  private final FakePath fast = new FakePath(1).measured(20, 5_000_000);

  /** A window of 100 kB each 100 ms; variation 12.5 ms. */
  private final FakePath slow = new FakePath(2).measured(100, 1_000_000);

  @Override
  protected PathSchedulerFactory factory() {
    return factory;
  }

  @Override
  protected long longestHoldNs() {
    return 501 * MS;
  }

  private void addBoth() {
    bond.add(slow);
    bond.add(fast);
  }

  @Test
  void theFastestPathIsTakenWhileItHasRoom() {
    addBoth();
    bond.backlogBytes = 10_000_000;
    for (int i = 0; i < 100; i++) {
      assertThat(bond.send()).isSameAs(fast);
    }
  }

  /** 2 rounds of 20 ms are less than 112 ms, and the slow path would take 100 ms, more than 52. */
  @Test
  void whatTheFastPathWouldHaveDoneSoonerWaitsForIt() {
    addBoth();
    fast.full(true);
    bond.backlogBytes = 100_000;
    assertThat(Decision.isHold(bond.ask())).isTrue();
    fast.full(false);
    assertThat(bond.send()).isSameAs(fast);
  }

  /** 11 rounds of 20 ms. */
  @Test
  void whatWouldTakeTheFastPathLongerGoesOverBoth() {
    addBoth();
    fast.full(true);
    bond.backlogBytes = 1_000_000;
    assertThat(bond.send()).isSameAs(slow);
  }

  /** The slow path has done 40 kB after 40 ms, before the fast one could. */
  @Test
  void whatTheSlowPathHasDoneByThenDoesNotWait() {
    addBoth();
    fast.full(true);
    bond.backlogBytes = 40_000;
    assertThat(bond.send()).isSameAs(slow);
  }

  /** 6 rounds are 120 ms: more than 112, less than a quarter more. */
  @Test
  void onceItWaitsALittleWorseIsGoodEnough() {
    addBoth();
    fast.full(true);
    bond.backlogBytes = 500_000;
    assertThat(bond.send()).isSameAs(slow);
    bond.backlogBytes = 100_000;
    assertThat(Decision.isHold(bond.ask())).isTrue();
    bond.backlogBytes = 500_000;
    assertThat(Decision.isHold(bond.ask())).isTrue();
    bond.backlogBytes = 1_000_000;
    assertThat(bond.send()).isSameAs(slow);
  }

  @Test
  void aPacketWaitsNoLongerThanTheSlowPathTakes() {
    addBoth();
    fast.full(true);
    bond.backlogBytes = 100_000;
    assertThat(Decision.isHold(bond.ask())).isTrue();
    bond.nowNs += 100 * MS;
    assertThat(bond.send()).isSameAs(slow);
  }

  @Test
  void whereTheBacklogIsUnknownNothingWaits() {
    addBoth();
    fast.full(true);
    assertThat(bond.send()).isSameAs(slow);
  }

  /** 6 rounds are 120 ms, more than 112: without hysteresis that is not good enough. */
  @Test
  void theHysteresisChangesLiveAndTheSchedulerStillKnowsThatItWaits() {
    addBoth();
    fast.full(true);
    bond.backlogBytes = 100_000;
    assertThat(Decision.isHold(bond.ask())).isTrue();
    bond.backlogBytes = 500_000;
    assertThat(Decision.isHold(bond.ask())).isTrue();
    factory.configure(Configured.with(EcfParameters.class, Map.of("beta", 0.0)));
    assertThat(bond.send()).isSameAs(slow);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> factory.configure(Configured.with(EcfParameters.class, Map.of("beta", 1.5))))
        .withMessage("beta is \"1.5\", expected a number from 0.0 to 1.0");
  }
}
