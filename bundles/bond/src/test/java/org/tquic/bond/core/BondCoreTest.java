package org.tquic.bond.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSet;
import org.tquic.spi.scheduler.SendUnit;
import org.tquic.spi.scheduler.SendUnit.TrafficClass;

class BondCoreTest {
  private SimulatedBond bond;

  @BeforeEach
  void start() {
    bond = new SimulatedBond();
  }

  @AfterEach
  void stop() {
    bond.close();
    assertThat(bond.unreleasedBytes()).isZero();
    assertThat(bond.left.idleTimers + bond.right.idleTimers).as("idle timers").isZero();
  }

  private void assertAllDeliveredInOrder(int flow, int count) {
    List<Integer> numbers = bond.right.delivered.get(flow);
    assertThat(numbers).hasSize(count);
    assertThat(IntStream.range(0, count).filter(i -> numbers.get(i) != i).boxed()).isEmpty();
  }

  @Test
  void oneFlowUsesBothLinksAndStaysInOrder() {
    SimulatedBond.Wire wired = bond.connect("wan1", 50, 16);
    SimulatedBond.Wire phone = bond.connect("wan2", 30, 30);
    int count = bond.send(1, 0, 70, 3000);
    bond.runMs(500);
    assertAllDeliveredInOrder(1, count);
    assertThat(wired.there().carriedBytes()).isGreaterThan(4_000_000);
    assertThat(phone.there().carriedBytes()).isGreaterThan(3_000_000);
  }

  @Test
  void lossOfAMobileLinkIsMendedBeforeTheReceiverSeesIt() {
    bond.connect("wan1", 50, 16);
    SimulatedBond.Wire phone = bond.connect("wan2", 30, 30);
    phone.there().lossRate(0.01);
    int count = bond.send(1, 0, 65, 3000);
    bond.runMs(800);
    assertAllDeliveredInOrder(1, count);
    assertThat(bond.left.core.counters(bond.clock.nowNs()).resent()).isPositive();
    assertThat(bond.left.states).noneMatch(state -> state.contains("SUSPECT"));
  }

  /** A later acknowledgement tells all that an earlier one told. */
  @Test
  void aLostAcknowledgementHoldsUpNoOther() {
    SimulatedBond.Wire phone = bond.connect("wan2", 30, 30);
    for (int i = 0; i < 100; i++) {
      phone.there().lossRate(i == 40 ? 1 : 0);
      ByteBuf packet = bond.packet(1, i, 40);
      int at = packet.readerIndex();
      packet.setByte(at + 9, 6).setByte(at + 32, 0x50).setByte(at + 33, 0x10);
      bond.left.core.accept(packet, bond.clock.nowNs());
      bond.left.core.flush(bond.clock.nowNs());
      bond.runMs(2);
    }
    bond.runMs(500);
    assertThat(bond.right.longestGapNs).isLessThan(6_000_000);
    List<Integer> numbers = bond.right.delivered.get(1);
    assertThat(numbers).hasSize(100).doesNotHaveDuplicates();
    assertThat(numbers.indexOf(40)).as("repaired").isGreaterThan(60);
  }

  @Test
  void aLossAtTheEndOfABurstMakesNobodySuspect() {
    SimulatedBond.Wire wired = bond.connect("wan1", 50, 16);
    bond.connect("wan2", 30, 30);
    bond.runMs(200);
    wired.there().lossRate(1);
    bond.left.core.accept(bond.packet(1, 0, 1300), bond.clock.nowNs());
    bond.left.core.flush(bond.clock.nowNs());
    wired.there().lossRate(0);
    bond.runMs(1000);
    assertAllDeliveredInOrder(1, 1);
    assertThat(bond.left.states).noneMatch(state -> state.contains("SUSPECT"));
  }

  @Test
  void aSilentBlackholeCostsNoPacketAndNoLongStall() {
    for (int dead = 0; dead < 2; dead++) {
      try (SimulatedBond fresh = new SimulatedBond()) {
        SimulatedBond.Wire wired = fresh.connect("wan1", 50, 16);
        SimulatedBond.Wire phone = fresh.connect("wan2", 30, 30);
        int count = fresh.send(1, 0, 20, 1000);
        (dead == 0 ? wired : phone).blackhole(true);
        count = fresh.send(1, count, 20, 1500);
        fresh.runMs(1000);
        assertThat(fresh.right.delivered.get(1)).hasSize(count).doesNotHaveDuplicates();
        assertThat(fresh.right.longestGapNs).isLessThan(350_000_000);
        if (dead == 0) {
          assertThat(fresh.left.states).contains("wan1 SUSPECT SILENT");
        }
      }
    }
  }

  @Test
  void aLinkThatAnswersAgainReturnsAfterGoodConduct() {
    SimulatedBond.Wire wired = bond.connect("wan1", 50, 16);
    bond.connect("wan2", 30, 30);
    int count = bond.send(1, 0, 20, 500);
    wired.blackhole(true);
    count = bond.send(1, count, 20, 1000);
    wired.blackhole(false);
    count = bond.send(1, count, 20, 200);
    assertThat(wired.leftEnd().state()).isEqualTo(PathState.SUSPECT);
    count = bond.send(1, count, 20, 1300);
    assertThat(wired.leftEnd().state()).isEqualTo(PathState.ACTIVE);
    long before = wired.there().carriedBytes();
    bond.send(1, count, 20, 500);
    assertThat(wired.there().carriedBytes()).isGreaterThan(before + 200_000);
  }

  @Test
  void aLinkReportedDownIsLeftAtOnceByBothEnds() {
    SimulatedBond.Wire wired = bond.connect("wan1", 50, 16);
    bond.connect("wan2", 30, 30);
    int count = bond.send(1, 0, 20, 500);
    wired.blackhole(true);
    bond.left.core.onLinkDown(wired.leftEnd(), PathReason.NO_CARRIER, bond.clock.nowNs());
    bond.runMs(40);
    assertThat(wired.rightEnd().state()).isEqualTo(PathState.SUSPECT);
    assertThat(wired.rightEnd().reason()).isEqualTo(PathReason.PEER_REPORT);
    count = bond.send(1, count, 20, 500);
    bond.runMs(500);
    assertThat(bond.right.delivered.get(1)).hasSize(count);
  }

  @Test
  void theOnlyLinkGoesOnAfterABlackout() {
    SimulatedBond.Wire wired = bond.connect("wan1", 50, 16);
    bond.send(1, 0, 10, 300);
    wired.blackhole(true);
    bond.send(1, 10_000, 10, 2000);
    wired.blackhole(false);
    bond.send(1, 20_000, 10, 1500);
    bond.runMs(500);
    List<Integer> numbers = bond.right.delivered.get(1);
    assertThat(numbers).anyMatch(n -> n > 21_200);
    assertThat(wired.leftEnd().state()).isEqualTo(PathState.ACTIVE);
  }

  @Test
  void aRemovedCarriersPacketsGoToTheOthers() {
    SimulatedBond.Wire wired = bond.connect("wan1", 50, 16);
    bond.connect("wan2", 30, 30);
    int count = bond.send(1, 0, 40, 500);
    wired.blackhole(true);
    bond.left.core.removeCarrier(wired.leftEnd(), PathReason.CLOSED_BY_PEER, bond.clock.nowNs());
    bond.right.core.removeCarrier(wired.rightEnd(), PathReason.CLOSED_BY_PEER, bond.clock.nowNs());
    count = bond.send(1, count, 20, 500);
    bond.runMs(1000);
    assertThat(bond.right.delivered.get(1)).hasSize(count).doesNotHaveDuplicates();
  }

  @Test
  void packetsLargerThanThePathsAreRefused() {
    bond.connect("wan1", 50, 16);
    bond.left.core.accept(bond.packet(1, 0, 1425), bond.clock.nowNs());
    assertThat(bond.left.tooBig).isEqualTo(1);
    assertThat(bond.left.core.maxPacket()).isEqualTo(1420);
  }

  @Test
  void aSchedulerThatThrowsIsReplacedAndTrafficGoesOn() {
    bond.connect("wan1", 50, 16);
    bond.left.core.selectScheduler(
        TroubleScript.factory(
            "broken",
            (unit, paths, nowNs) -> {
              throw new IllegalStateException("broken on purpose");
            }),
        bond.clock.nowNs());
    int count = bond.send(1, 0, 10, 200);
    bond.runMs(200);
    assertAllDeliveredInOrder(1, count);
    assertThat(bond.left.core.schedulerId()).isEqualTo(BuiltInScheduler.ID);
    assertThat(bond.left.core.counters(bond.clock.nowNs()).schedulerFaults()).isEqualTo(1);
  }

  @Test
  void anIllegalDecisionFallsToTheBuiltIn() {
    bond.connect("wan1", 50, 16);
    bond.left.core.selectScheduler(
        TroubleScript.factory("illegal", (unit, paths, nowNs) -> Decision.send(17)),
        bond.clock.nowNs());
    int count = bond.send(1, 0, 10, 200);
    bond.runMs(200);
    assertAllDeliveredInOrder(1, count);
    assertThat(bond.left.core.counters(bond.clock.nowNs()).schedulerFaults()).isPositive();
  }

  @Test
  void duplicatesArriveOnce() {
    bond.connect("wan1", 50, 16);
    bond.connect("wan2", 30, 30);
    bond.left.core.selectScheduler(
        TroubleScript.factory("twice", (unit, paths, nowNs) -> Decision.send(0, 0b10)),
        bond.clock.nowNs());
    int count = bond.send(1, 0, 10, 300);
    bond.runMs(300);
    assertAllDeliveredInOrder(1, count);
    assertThat(bond.right.core.counters(bond.clock.nowNs()).duplicates()).isPositive();
  }

  @Test
  void swappingSchedulersUnderLoadLosesNothing() {
    bond.connect("wan1", 50, 16);
    bond.connect("wan2", 30, 30);
    int count = 0;
    for (int i = 0; i < 10; i++) {
      int index = i % 2;
      bond.left.core.selectScheduler(
          TroubleScript.factory(
              "s" + i,
              (unit, paths, nowNs) ->
                  paths.get(index).room() > 0 ? Decision.send(index) : Decision.NONE),
          bond.clock.nowNs());
      count = bond.send(1, count, 15, 200);
    }
    bond.runMs(500);
    assertAllDeliveredInOrder(1, count);
  }

  @Test
  void whoeverHoldsIsAskedAgainWhenItSaidAtTheLatest() {
    bond.connect("wan1", 50, 16);
    bond.left.core.selectScheduler(
        TroubleScript.factory(
            "waits",
            (unit, paths, nowNs) ->
                nowNs < unit.enqueuedNs() + 15_000_000 ? Decision.hold(10_000) : Decision.send(0)),
        bond.clock.nowNs());
    bond.left.send(1, 0, 1300);
    bond.runMs(30);
    assertThat(bond.right.delivered).isEmpty();
    bond.runMs(10);
    assertThat(bond.right.delivered.get(1)).containsExactly(0);
    assertThat(bond.left.idleTimers).isZero();
  }

  @Test
  void whoeverHoldsIsAskedAgainAtOnceWhenSomethingChanges() {
    bond.connect("wan1", 50, 16);
    bond.left.core.selectScheduler(
        TroubleScript.factory(
            "pairs",
            (unit, paths, nowNs) ->
                unit.backlogBytes() < 2 * 1300 ? Decision.hold(1_000_000) : Decision.send(0)),
        bond.clock.nowNs());
    bond.left.send(1, 0, 1300);
    bond.runMs(100);
    assertThat(bond.right.delivered).isEmpty();
    bond.left.send(1, 1, 1300);
    bond.runMs(40);
    assertThat(bond.right.delivered.get(1)).containsExactly(0);
  }

  @Test
  void schedulersAreToldWhatIsUrgentAndUntilWhen() {
    bond.connect("wan1", 50, 16);
    List<TrafficClass> bulk = new ArrayList<>();
    List<TrafficClass> call = new ArrayList<>();
    List<Long> usefulForNs = new ArrayList<>();
    bond.left.core.selectScheduler(
        TroubleScript.factory(
            "notes",
            (unit, paths, nowNs) -> {
              (unit.sizeBytes() > 1300 ? bulk : call).add(unit.trafficClass());
              usefulForNs.add(unit.deadlineNs() < 0 ? -1 : unit.deadlineNs() - unit.enqueuedNs());
              return Decision.send(0);
            }),
        bond.clock.nowNs());
    bond.left.send(2, 0, 200);
    for (int i = 0; i < 100; i++) {
      bond.left.send(1, i, 1300);
    }
    assertThat(call).isNotEmpty().containsOnly(TrafficClass.INTERACTIVE);
    assertThat(bulk).startsWith(TrafficClass.INTERACTIVE).endsWith(TrafficClass.BULK);
    assertThat(usefulForNs).startsWith(150_000_000L).endsWith(-1L);
  }

  @Test
  void whatWasTriedOnDeadLinksWhileAllWereDeadGoesToTheFirstThatReturns() {
    SimulatedBond.Wire wired = bond.connect("wan1", 50, 16);
    SimulatedBond.Wire phone = bond.connect("wan2", 30, 30);
    int count = bond.send(1, 0, 5, 300);
    wired.blackhole(true);
    phone.blackhole(true);
    count = bond.send(1, count, 5, 650);
    assertThat(bond.left.core.carriers()).allMatch(c -> c.state() == PathState.SUSPECT);
    phone.blackhole(false);
    count = bond.send(1, count, 5, 700);
    assertThat(phone.leftEnd().state()).isEqualTo(PathState.ACTIVE);
    bond.runMs(500);
    assertThat(wired.leftEnd().state()).isEqualTo(PathState.SUSPECT);
    assertThat(bond.right.delivered.get(1)).hasSize(count).doesNotHaveDuplicates();
  }

  @Test
  void aRetiredCarrierThatGoesSilentGivesItsPacketsBackSoon() {
    SimulatedBond.Wire wired = bond.connect("wan1", 50, 16);
    bond.connect("wan2", 30, 30);
    int count = bond.send(1, 0, 40, 500);
    wired.blackhole(true);
    bond.left.core.retireCarrier(wired.leftEnd(), bond.clock.nowNs());
    bond.runMs(400);
    assertThat(bond.right.delivered.get(1)).hasSize(count).doesNotHaveDuplicates();
  }

  @Test
  void lostFeedbackAloneMakesNobodySendAgain() {
    SimulatedBond.Wire wired = bond.connect("wan1", 50, 16);
    bond.runMs(200);
    bond.left.send(1, 0, 1300);
    wired.back().lossRate(1);
    bond.runMs(40);
    wired.back().lossRate(0);
    assertThat(wired.leftEnd().ledger().isEmpty()).isFalse();
    bond.runMs(1000);
    assertThat(wired.leftEnd().ledger().isEmpty()).isTrue();
    assertThat(bond.left.core.counters(bond.clock.nowNs()).resent()).isZero();
  }

  @Test
  void aSchedulerIsClosedOnceWhenItIsReplacedOrItsBondEnds() {
    List<String> closed = new ArrayList<>();
    for (String id : List.of("first", "second")) {
      PathScheduler scheduler =
          new PathScheduler() {
            @Override
            public long select(SendUnit unit, PathSet paths, long nowNs) {
              return Decision.NONE;
            }

            @Override
            public void close() {
              closed.add(id);
            }
          };
      bond.left.core.selectScheduler(TroubleScript.factory(id, scheduler), bond.clock.nowNs());
    }
    assertThat(closed).containsExactly("first");
    bond.left.core.close(PathReason.NONE);
    assertThat(closed).containsExactly("first", "second");
  }
}
