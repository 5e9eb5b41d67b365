package org.tquic.scheduler.redundant;

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

class RedundantSchedulerTest extends SchedulerContract {
  private final RedundantScheduler factory = new RedundantScheduler();
  private final FakePath slow = new FakePath(1).measured(80, 1_000_000);
  private final FakePath fast = new FakePath(2).measured(15, 5_000_000);
  private final FakePath middle = new FakePath(3).measured(40, 3_000_000);

  @Override
  protected PathSchedulerFactory factory() {
    return factory;
  }

  @Override
  protected long longestHoldNs() {
    return 3_000_000;
  }

  /** As configuration gives them. */
  private static RedundantParameters parameters(int paths, boolean bulk) {
    return Configured.with(RedundantParameters.class, Map.of("paths", paths, "bulk", bulk));
  }

  private void addAll() {
    bond.add(slow);
    bond.add(fast);
    bond.add(middle);
  }

  private long ask(TrafficClass trafficClass) {
    bond.trafficClass = trafficClass;
    return bond.ask();
  }

  @Test
  void urgentPacketsTakeTheTwoFastestPaths() {
    addAll();
    assertThat(ask(TrafficClass.INTERACTIVE)).isEqualTo(Decision.send(1, 0b100));
  }

  @Test
  void bulkTakesOne() {
    addAll();
    assertThat(ask(TrafficClass.BULK)).isEqualTo(Decision.send(1));
  }

  @Test
  void aFullPathCarriesNoCopyIfEnoughOthersHaveRoom() {
    addAll();
    middle.full(true);
    assertThat(ask(TrafficClass.INTERACTIVE)).isEqualTo(Decision.send(1, 0b001));
  }

  @Test
  void anUrgentPacketWaitsForItsSecondPathButNotForLong() {
    addAll();
    middle.full(true);
    slow.full(true);
    assertThat(Decision.isHold(ask(TrafficClass.INTERACTIVE))).isTrue();
    bond.nowNs += 2_000_000;
    assertThat(ask(TrafficClass.INTERACTIVE)).isEqualTo(Decision.send(1));
    middle.full(false);
    assertThat(ask(TrafficClass.INTERACTIVE)).isEqualTo(Decision.send(1, 0b100));
    fast.full(true);
    middle.full(true);
    assertThat(ask(TrafficClass.INTERACTIVE)).isEqualTo(Decision.NONE);
  }

  @Test
  void onASinglePathNobodyWaits() {
    bond.add(fast);
    assertThat(ask(TrafficClass.INTERACTIVE)).isEqualTo(Decision.send(0));
  }

  @Test
  void allPathsAndBulkTooIfConfiguredWhichMayChangeLive() {
    addAll();
    factory.configure(parameters(32, false));
    assertThat(ask(TrafficClass.INTERACTIVE)).isEqualTo(Decision.send(1, 0b101));
    assertThat(ask(TrafficClass.BULK)).isEqualTo(Decision.send(1));
    factory.configure(parameters(2, true));
    assertThat(ask(TrafficClass.BULK)).isEqualTo(Decision.send(1, 0b100));
  }

  @Test
  void aNumberOfPathsThatCannotBeChangesNothing() {
    addAll();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> factory.configure(parameters(1, true)))
        .withMessage("paths is \"1\", expected a whole number from 2 to 32");
    assertThat(ask(TrafficClass.BULK)).isEqualTo(Decision.send(1));
  }
}
