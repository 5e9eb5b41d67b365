package org.tquic.quic.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.EcnEvent;
import org.tquic.spi.congestion.LossEvent;
import org.tquic.spi.congestion.PathInfo;
import org.tquic.spi.congestion.SentEvent;
import org.tquic.spi.congestion.SpuriousLossEvent;

/** A path survives every controller. */
class GuardedControllerTest {
  /** Where a controller goes wrong. */
  enum Fault {
    ID,
    CREATE,
    NULL,
    SENT,
    ACK,
    LOSS,
    PTO,
    MTU,
    IDLE,
    SPURIOUS,
    WINDOW_LOW,
    WINDOW_NEGATIVE,
    WINDOW_HUGE,
    RATE_ZERO,
    RATE_NEGATIVE,
    QUANTUM,
    SSTHRESH,
    BANDWIDTH,
    PHASE,
    QUERY
  }

  /** A controller of constant window that goes wrong when told to. */
  private static final class Scripted implements CongestionControllerFactory, CongestionController {
    Fault fault;
    long window = 60_000;
    long rate = -1;
    boolean handoverThrows;
    CongestionHandover leaves;
    CongestionHandover got;
    boolean closed;
    final List<String> events = new ArrayList<>();

    Scripted(Fault fault) {
      this.fault = fault;
    }

    private void maybe(Fault at) {
      if (fault == at) {
        throw new IllegalStateException("wrong at " + at);
      }
    }

    @Override
    public String id() {
      maybe(Fault.ID);
      return "scripted";
    }

    @Override
    public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
      maybe(Fault.CREATE);
      got = handover;
      return fault == Fault.NULL ? null : this;
    }

    @Override
    public void onPacketSent(SentEvent event) {
      maybe(Fault.SENT);
    }

    @Override
    public void onAck(AckEvent event) {
      events.add("ack");
      maybe(Fault.ACK);
    }

    @Override
    public void onLoss(LossEvent event) {
      events.add("loss" + (event.isNewEpoch() ? "!" : ""));
      maybe(Fault.LOSS);
    }

    @Override
    public void onEcnCe(EcnEvent event) {
      events.add("ce");
    }

    @Override
    public void onSpuriousLoss(SpuriousLossEvent event) {
      events.add("spurious " + event.spuriousPackets() + " of " + event.largestPacketNumber());
      maybe(Fault.SPURIOUS);
    }

    @Override
    public void onPto(int count, long nowNs) {
      events.add("pto " + count);
      maybe(Fault.PTO);
    }

    @Override
    public void onIdleRestart(long nowNs) {
      events.add("idle");
      maybe(Fault.IDLE);
    }

    @Override
    public void onMtuChanged(int maxDatagramBytes, long nowNs) {
      maybe(Fault.MTU);
    }

    @Override
    public long congestionWindow() {
      maybe(Fault.QUERY);
      if (fault == Fault.WINDOW_LOW) {
        return 2_399;
      }
      if (fault == Fault.WINDOW_NEGATIVE) {
        return -1;
      }
      return fault == Fault.WINDOW_HUGE ? Long.MAX_VALUE : window;
    }

    @Override
    public long pacingRateBps() {
      return fault == Fault.RATE_ZERO ? 0 : fault == Fault.RATE_NEGATIVE ? -5 : rate;
    }

    @Override
    public long sendQuantumBytes() {
      return fault == Fault.QUANTUM ? 0 : -1;
    }

    @Override
    public long ssthreshBytes() {
      return fault == Fault.SSTHRESH ? -2 : 40_000;
    }

    @Override
    public long bandwidthBps() {
      return fault == Fault.BANDWIDTH ? Long.MIN_VALUE : -1;
    }

    @Override
    public CongestionPhase phase() {
      return fault == Fault.PHASE ? null : CongestionPhase.CONGESTION_AVOIDANCE;
    }

    @Override
    public CongestionHandover handover(CongestionHandover measured) {
      if (handoverThrows) {
        throw new IllegalStateException("no hand-over");
      }
      return leaves == null ? measured : leaves;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Sends ten packets, loses the first, and does everything else that can happen. */
  private static void live(Flow flow) {
    long first = flow.send(1000);
    flow.send(4, 1000);
    flow.ack(1100, first + 4, first + 4);
    flow.ack(1110, first, first + 4);
    flow.path.onMtuChanged(1300, 1120 * Flow.MS);
    flow.send(1130);
    flow.path.onTimeout(flow.path.nextTimeoutNs(), flow);
    flow.ack(9_000, first + 5, first + 5);
    flow.send(20_000);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void fromTheStart(Fault fault) {
    Flow flow = new Flow(new Scripted(fault));
    live(flow);
    assertThat(flow.path.controller().id()).isEqualTo(NewReno.ID);
    assertThat(flow.path.controller().faults()).isOne();
    assertThat(flow.path.controller().lastFault()).isNotEmpty();
    assertThat(flow.path.congestionWindow()).isBetween(2_600L, 100_000L);
    assertThat(flow.path.pacingRateBps()).isPositive();
    assertThat(flow.acked).hasSizeGreaterThan(2);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void inTheMiddle(Fault fault) {
    Scripted scripted = new Scripted(null);
    Flow flow = new Flow(scripted);
    live(flow);
    assertThat(flow.path.controller().faults()).isZero();
    scripted.fault = fault;
    flow.space.lost.clear();
    live(flow);
    if (fault.ordinal() > Fault.NULL.ordinal()) {
      assertThat(flow.path.controller().id()).isEqualTo(NewReno.ID);
      assertThat(flow.path.controller().faults()).isOne();
      assertThat(scripted.closed).isTrue();
    }
  }

  /** The window that goes wrong with a loss is cut by the one that takes over. */
  @ParameterizedTest
  @ValueSource(strings = {"LOSS", "ACK", "WINDOW_NEGATIVE"})
  void theReplacementGetsTheLossThatTheOtherChokedOn(String fault) {
    Scripted scripted = new Scripted(null);
    Flow flow = new Flow(scripted);
    flow.send(10, 0);
    scripted.fault = Fault.valueOf(fault);
    flow.ack(100, 3, 9);
    assertThat(flow.path.controller().id()).isEqualTo(NewReno.ID);
    assertThat(flow.path.congestionWindow()).isEqualTo(30_000);
  }

  @Test
  void eventsComeInTheOrderOfTheRfc() {
    Scripted scripted = new Scripted(null);
    Flow flow = new Flow(scripted);
    for (int i = 0; i < 5; i++) {
      flow.sendMarked(0);
    }
    flow.ackEcn(100, 1, 1, 3, 4);
    assertThat(scripted.events).containsExactly("ce", "loss", "ack");
  }

  @Test
  void aSpuriousLossIsTold() {
    Scripted scripted = new Scripted(null);
    Flow flow = new Flow(scripted);
    flow.send(6, 0);
    flow.ack(100, 5, 5);
    assertThat(flow.lost).containsExactly(0L, 1L, 2L);
    scripted.events.clear();
    flow.ack(105, 5, 5, 1, 2);
    assertThat(scripted.events).containsExactly("spurious 2 of 2");
    flow.ack(106, 5, 5, 1, 2);
    flow.ack(107, 5, 5, 0, 2);
    assertThat(scripted.events).containsExactly("spurious 2 of 2", "spurious 1 of 0");
    assertThat(flow.path.bytesInFlight()).isEqualTo(2 * Flow.SIZE);
  }

  @Test
  void idleAndProbeTimeoutsAreTold() {
    Scripted scripted = new Scripted(null);
    Flow flow = new Flow(scripted);
    flow.send(5_000);
    assertThat(scripted.events).as("a first packet restarts nothing").isEmpty();
    flow.timeout(7_000);
    flow.timeout(20_000);
    flow.ack(20_100, 0, 0);
    flow.send(90_000);
    flow.send(90_001);
    assertThat(scripted.events).containsExactly("pto 1", "pto 2", "ack", "idle");
  }

  @Test
  void aSwapHandsOver() {
    Flow flow = new Flow();
    flow.send(10, 0);
    flow.ack(100, 0, 6);
    long window = flow.path.congestionWindow();
    Scripted next = new Scripted(null);
    next.window = window;
    next.rate = 123_456;
    assertThat(flow.path.swapController(next, 150 * Flow.MS)).isTrue();
    assertThat(next.got.previousId()).isEqualTo("newreno");
    assertThat(next.got.swapNs()).isEqualTo(150 * Flow.MS);
    assertThat(next.got.windowBytes()).isEqualTo(window);
    assertThat(next.got.ssthreshBytes()).isEqualTo(-1);
    assertThat(next.got.minRttNs()).isEqualTo(100 * Flow.MS);
    assertThat(next.got.minRttAgeNs()).isEqualTo(50 * Flow.MS);
    assertThat(next.got.bandwidthBps()).isEqualTo(7 * 1200 * 10);
    assertThat(next.got.bandwidthAgeNs()).isEqualTo(50 * Flow.MS);
    assertThat(next.got.phase()).isEqualTo(CongestionPhase.SLOW_START);
    assertThat(next.got.epochStartNs()).isEqualTo(-1);
    assertThat(next.got.swapPacketNumber()).isEqualTo(9);
    assertThat(flow.path.pacingRateBps()).isEqualTo(123_456);
    assertThat(flow.path.bytesInFlight()).isEqualTo(3 * Flow.SIZE);
  }

  @Test
  void aSuccessorThatStartsWithMoreIsNotTaken() {
    Flow flow = new Flow();
    Scripted greedy = new Scripted(null);
    greedy.window = 12_001;
    assertThat(flow.path.swapController(greedy, 1)).isFalse();
    assertThat(flow.path.controller().id()).isEqualTo(NewReno.ID);
    assertThat(flow.path.congestionWindow()).isEqualTo(12_000);
    assertThat(flow.path.controller().faults()).isOne();
    assertThat(greedy.closed).isTrue();
  }

  @Test
  void aHandOverThatCannotBeIsReplacedByWhatWasMeasured() {
    for (CongestionHandover wrong :
        List.of(
            CongestionHandover.none(),
            new CongestionHandover("x", 1, 60_001, -1, -1, -1, -1, -1, null, -1, -1),
            new CongestionHandover(
                "x", 1, 60_001, -1, -1, -1, -1, -1, CongestionPhase.DRAIN, -1, -1))) {
      Scripted old = new Scripted(null);
      old.leaves = wrong;
      Flow flow = new Flow(old);
      assertThat(flow.path.swapController(NewReno.FACTORY, 1)).isTrue();
      assertThat(flow.path.congestionWindow()).isEqualTo(60_000);
      assertThat(flow.path.controller().faults()).isOne();
    }
  }

  @Test
  void whoFailsToHandOverIsReplacedAllTheSame() {
    Scripted old = new Scripted(null);
    old.handoverThrows = true;
    Flow flow = new Flow(old);
    assertThat(flow.path.swapController(NewReno.FACTORY, 1)).isTrue();
    assertThat(flow.path.congestionWindow()).isEqualTo(60_000);
    assertThat(old.closed).isTrue();
  }

  /** Losses of packets sent before the epoch began never cut twice, whoever is in charge. */
  @Test
  void aSwapWithinARecoveryPeriodDoesNotCutAgain() {
    Flow flow = new Flow();
    flow.send(10, 0);
    flow.ack(100, 3, 3);
    long cut = flow.path.congestionWindow();
    flow.path.swapController(NewReno.FACTORY, 101);
    flow.ack(102, 9, 9);
    assertThat(flow.lost).hasSizeGreaterThan(4);
    assertThat(flow.path.congestionWindow()).isEqualTo(cut);
  }

  @Test
  void anotherAddressGetsAFreshController() {
    Scripted scripted = new Scripted(null);
    Flow flow = new Flow(scripted);
    flow.path.onPathChanged(5);
    assertThat(scripted.got.isPresent()).isFalse();
    assertThat(scripted.closed).isTrue();
    assertThat(flow.path.controller().id()).isEqualTo("scripted");
  }

  /** Swaps to and fro, to sound controllers and to others, while packets come and go. */
  @Test
  void swapsUnderLoad() {
    Random random = new Random(5);
    Flow flow = new Flow();
    long ms = 0;
    for (int round = 0; round < 2_000; round++) {
      ms += 10;
      if (random.nextInt(4) == 0) {
        long before = flow.path.congestionWindow();
        long inFlight = flow.path.bytesInFlight();
        Fault fault = random.nextInt(3) == 0 ? Fault.values()[random.nextInt(20)] : null;
        Scripted scripted = new Scripted(fault);
        scripted.window = Math.max(before - 100, 2_400);
        flow.path.swapController(random.nextBoolean() ? NewReno.FACTORY : scripted, ms * Flow.MS);
        assertThat(flow.path.congestionWindow()).isBetween(2_400L, Math.max(before, 2_400));
        assertThat(flow.path.bytesInFlight()).isEqualTo(inFlight);
      }
      long last = -1;
      while (flow.path.windowOpen(Flow.SIZE)) {
        last = flow.send(ms);
      }
      if (last >= 0 && random.nextInt(5) > 0) {
        flow.ack(ms + 5, last, last);
      }
      for (int probes = flow.timeout(ms); probes > 0; probes--) {
        last = flow.send(ms);
        flow.ack(ms + 5, last, last);
      }
    }
    flow.path.declareAllLost(flow);
    assertThat(flow.path.bytesInFlight()).isZero();
    assertThat(flow.acked.size() + flow.lost.size()).isGreaterThan(2_000);
    assertThat(flow.path.controller().faults()).isPositive();
  }
}
