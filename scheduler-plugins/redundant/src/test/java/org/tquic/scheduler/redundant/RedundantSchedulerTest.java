package org.tquic.scheduler.redundant;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
    Map<String, Object> values = Map.of("paths", paths, "bulk", bulk);
    return (RedundantParameters)
        Proxy.newProxyInstance(
            RedundantParameters.class.getClassLoader(),
            new Class<?>[] {RedundantParameters.class},
            (proxy, method, arguments) -> values.get(method.getName()));
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
}
