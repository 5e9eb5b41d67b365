package org.example.perflow;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.tquic.spi.scheduler.FakePath;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.SchedulerContract;

/** What is asked of every scheduler, and what this one is for. */
class PerFlowSchedulerTest extends SchedulerContract {
  @Override
  protected PathSchedulerFactory factory() {
    return new PerFlowScheduler();
  }

  @Test
  void aFlowStaysOnItsLinkWhileThatHasRoom() {
    bond.add(new FakePath(1).measured(10, 5_000_000));
    bond.add(new FakePath(2).measured(40, 1_000_000));
    FakePath own = bond.send();
    for (int i = 0; i < 100; i++) {
      assertSame(own, bond.send());
    }
    own.full(true);
    assertNotSame(own, bond.send());
    own.full(false);
    assertSame(own, bond.send());
  }
}
