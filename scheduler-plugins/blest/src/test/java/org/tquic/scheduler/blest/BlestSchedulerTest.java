package org.tquic.scheduler.blest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tquic.spi.Configured;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.FakeBond;
import org.tquic.spi.scheduler.FakePath;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.SchedulerContract;

class BlestSchedulerTest extends SchedulerContract {
  private static final long MS = 1_000_000;

  private final BlestScheduler factory = new BlestScheduler();

  /** A window of 100 kB each 20 ms: 500 kB and a little growth while the slow path takes 100 ms. */
  private final FakePath fast = new FakePath(1).measured(20, 5_000_000);

  private final FakePath slow = new FakePath(2).measured(100, 1_000_000);

  @Override
  protected PathSchedulerFactory factory() {
    return factory;
  }

  @Override
  protected long longestHoldNs() {
    return 501 * MS;
  }

  /** As configuration gives them. */
  private static BlestParameters window(int kib) {
    return Configured.with(BlestParameters.class, Map.of("window_kib", kib));
  }

  private void addBoth() {
    bond.add(slow);
    bond.add(fast);
  }

  @Test
  void theFastestPathIsTakenWhileItHasRoom() {
    addBoth();
    for (int i = 0; i < 100; i++) {
      assertThat(bond.send()).isSameAs(fast);
    }
  }

  @Test
  void theSlowPathIsTakenWhereTheWindowHoldsBoth() {
    addBoth();
    fast.full(true);
    assertThat(bond.send()).isSameAs(slow);
  }

  @Test
  void itIsLeftOutWhereItWouldBlockTheWindow() {
    factory.configure(window(400));
    addBoth();
    fast.full(true);
    assertThat(Decision.isHold(bond.ask())).isTrue();
    fast.full(false);
    assertThat(bond.send()).isSameAs(fast);
  }

  /** 1 MiB less 500 kB leaves room for so much on the slow path. */
  @Test
  void whatIsUnderWayThereAlreadyTakesItsPartOfTheWindow() {
    addBoth();
    fast.full(true);
    slow.windowBytes = 1_000_000;
    slow.inFlightBytes = 500_000;
    assertThat(bond.send()).isSameAs(slow);
    slow.inFlightBytes = 600_000;
    assertThat(Decision.isHold(bond.ask())).isTrue();
  }

  @Test
  void theWindowChangesLive() {
    addBoth();
    fast.full(true);
    assertThat(bond.send()).isSameAs(slow);
    factory.configure(window(400));
    assertThat(Decision.isHold(bond.ask())).isTrue();
    factory.configure(window(4_000));
    assertThat(bond.send()).isSameAs(slow);
  }

  /** The fast path would carry 520 kB, the window leaves 512 less what waits: λ has to fall. */
  @Test
  void whoHeldInVainHoldsLess() {
    factory.configure(window(500));
    bond = new FakeBond(factory);
    addBoth();
    fast.full(true);
    for (int i = 0; i < 10 && Decision.isHold(bond.ask()); i++) {
      bond.nowNs += 101 * MS;
      assertThat(bond.send()).isSameAs(slow);
      slow.inFlightBytes = 0;
    }
    assertThat(bond.send()).isSameAs(slow);
  }

  @Test
  void aPacketWaitsNoLongerThanTheSlowPathTakes() {
    factory.configure(window(16));
    addBoth();
    fast.full(true);
    assertThat(Decision.isHold(bond.ask())).isTrue();
    bond.nowNs += 100 * MS;
    assertThat(bond.send()).isSameAs(slow);
  }
}
