package org.tquic.spi.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tquic.spi.ServiceDescription;
import org.tquic.spi.scheduler.SendUnit.TrafficClass;

/** What is asked of every scheduler; a test of each extends it. */
public abstract class SchedulerContract {
  private static final int CALLS = 100_000;

  /** The bond that the tests use. */
  protected FakeBond bond;

  /** The plug-in. */
  protected abstract PathSchedulerFactory factory();

  /**
   * How long the scheduler may let a packet wait by choice while some path has room, nanoseconds; 0
   * for one that never does.
   */
  protected long longestHoldNs() {
    return 0;
  }

  /** Starts each test with a fresh scheduler. */
  @BeforeEach
  public void start() {
    bond = new FakeBond(factory());
  }

  @Test
  void itsServiceCanBeSelectedByItsId() {
    assertThat(factory().id()).matches("[a-z0-9-]{1,20}");
    assertThat(ServiceDescription.of(factory().getClass()))
        .contains("<provide interface=\"" + PathSchedulerFactory.class.getName() + "\"/>")
        .contains(
            "name=\"%s\" type=\"String\" value=\"%s\""
                .formatted(PathSchedulerFactory.PROPERTY, factory().id()));
  }

  @Test
  void withoutPathsNothingIsSent() {
    assertThat(bond.ask()).isEqualTo(Decision.NONE);
  }

  /**
   * Whatever comes, goes, fills up, and has however little of its quota left: a packet is sent if
   * and only if some path has room, at once or when it was held for the time that the scheduler
   * may.
   */
  @Test
  void capacityIsNotLeftUnused() {
    Random random = new Random(1);
    for (int step = 0; step < 20_000; step++) {
      if (bond.paths.size() < Decision.MAX_PATHS && random.nextInt(50) == 0) {
        FakePath path = bond.add(new FakePath(step));
        path.operatorWeight = random.nextInt(4) == 0 ? random.nextDouble() * 10 : -1;
        path.quotaLeft = step % 3 == 0 ? -1 : step % 7 * 1_000_000L;
      }
      if (!bond.paths.isEmpty() && random.nextInt(60) == 0) {
        bond.remove(bond.paths.get(random.nextInt(bond.paths.size())));
      }
      for (FakePath path : bond.paths) {
        path.measured(random.nextInt(500), random.nextInt(10_000_000));
        path.rateBps = random.nextInt(5) == 0 ? -1 : path.rateBps;
        path.full(random.nextInt(3) > 0);
      }
      bond.packetBytes = 1 + random.nextInt(1_400);
      bond.backlogBytes = random.nextInt(3) == 0 ? -1 : bond.packetBytes + random.nextInt(300_000);
      bond.trafficClass = random.nextBoolean() ? TrafficClass.BULK : TrafficClass.INTERACTIVE;
      bond.usefulForNs = random.nextInt(3) == 0 ? random.nextInt(300_000_000) : -1;
      boolean room = bond.paths.stream().anyMatch(path -> path.room() > 0);
      FakePath chosen = sendWithin(longestHoldNs());
      assertThat(chosen != null).as("%s", bond.paths).isEqualTo(room);
      if (room) {
        assertThat(chosen.room()).isPositive();
      }
    }
  }

  /** Asks as often as the scheduler wants to be asked. */
  private FakePath sendWithin(long holdNs) {
    long latestNs = bond.nowNs + holdNs;
    FakePath chosen = bond.send();
    while (chosen == null && Decision.isHold(bond.lastDecision()) && bond.nowNs <= latestNs) {
      bond.nowNs += 1_000 * Decision.holdMicros(bond.lastDecision());
      chosen = bond.send();
    }
    return chosen;
  }

  /** The bond may find that the path has to wait for its pacer, and ask again later. */
  @Test
  void aChoiceThatWasNotCarriedOutDoesNotCount() {
    bond.add(new FakePath(1).measured(20, 5_000_000));
    bond.add(new FakePath(2).measured(40, 3_000_000));
    bond.add(new FakePath(3).measured(60, 1_000_000));
    for (int i = 0; i < 1_000; i++) {
      long decision = bond.ask();
      assertThat(bond.ask()).isEqualTo(decision);
      assertThat(bond.ask()).isEqualTo(decision);
      bond.send();
    }
  }

  @Test
  void decidingAllocatesNothing() {
    for (int i = 0; i < 8; i++) {
      bond.add(new FakePath(i).measured(10 + i, 1_000_000 * (i + 1)));
    }
    bond.sendMany(CALLS);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    bond.sendMany(CALLS);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat((double) allocated / CALLS).as("bytes per decision").isLessThan(0.1);
  }
}
