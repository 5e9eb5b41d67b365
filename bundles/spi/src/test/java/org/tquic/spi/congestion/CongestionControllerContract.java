package org.tquic.spi.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tquic.spi.ServiceDescription;

/** What is asked of every congestion controller; a test of each extends it. */
public abstract class CongestionControllerContract {
  private static final long MINIMUM = 2 * FakeFlow.DATAGRAM;
  private static final int PACKETS = 100_000;

  /** The plug-in. */
  protected abstract CongestionControllerFactory factory();

  /** Whether it is a service; the engine's built-in is none. */
  protected boolean isService() {
    return true;
  }

  @Test
  void itCanBeSelectedByItsId() {
    assertThat(factory().id()).matches("[a-z0-9-]{1,20}");
    if (isService()) {
      assertThat(ServiceDescription.of(factory().getClass()))
          .contains("<provide interface=\"" + CongestionControllerFactory.class.getName() + "\"/>")
          .contains(
              "name=\"%s\" type=\"String\" value=\"%s\""
                  .formatted(CongestionControllerFactory.PROPERTY, factory().id()));
    }
  }

  @Test
  void theFirstWindowIsTheInitialOne() {
    assertThat(new FakeFlow(factory()).controller.congestionWindow())
        .isEqualTo(FakeFlow.path().initialWindowBytes());
  }

  @Test
  void aPathThatDeliversIsUsedMore() {
    FakeFlow flow = new FakeFlow(factory());
    long before = flow.controller.congestionWindow();
    for (int i = 0; i < 5; i++) {
      flow.round();
    }
    assertThat(flow.controller.congestionWindow()).isGreaterThan(before);
  }

  /** Whatever happens, the answers are such as the engine can work with. */
  @Test
  void itsAnswersAreAlwaysSound() {
    Random random = new Random(1);
    for (int run = 0; run < 20; run++) {
      FakeFlow flow = new FakeFlow(factory());
      for (int step = 0; step < 2_000; step++) {
        flow.rttNs = 1_000_000L * (1 + random.nextInt(300));
        flow.windowLimited = random.nextInt(4) > 0;
        flow.nowNs += random.nextInt(20_000_000);
        switch (random.nextInt(12)) {
          case 0 -> flow.lose(1 + random.nextInt(5), random.nextBoolean(), false);
          case 1 -> flow.lose(1 + random.nextInt(50), true, random.nextInt(4) == 0);
          case 2 -> flow.mark(random.nextBoolean());
          case 3 -> flow.controller.onPto(1 + random.nextInt(6), flow.nowNs);
          case 4 -> flow.controller.onIdleRestart(flow.nowNs);
          case 5 -> flow.controller.onSpuriousLoss(flow);
          case 6 -> flow.ackOld(1 + random.nextInt(4));
          default -> {
            flow.fill(random.nextInt(40));
            flow.ack(1 + random.nextInt(10));
          }
        }
        assertSound(flow.controller);
      }
      flow.controller.close();
    }
  }

  private static void assertSound(CongestionController controller) {
    long window = controller.congestionWindow();
    assertThat(window).isBetween(MINIMUM, 1L << 40);
    assertThat(controller.congestionWindow()).as("asked again").isEqualTo(window);
    assertThat(controller.pacingRateBps()).matches(rate -> rate == -1 || rate > 0);
    assertThat(controller.sendQuantumBytes()).matches(bytes -> bytes == -1 || bytes > 0);
    assertThat(controller.ssthreshBytes()).isGreaterThanOrEqualTo(-1);
    assertThat(controller.bandwidthBps()).isGreaterThanOrEqualTo(-1);
    assertThat(controller.phase()).isNotNull();
  }

  @Test
  void aLossNeverOpensTheWindow() {
    FakeFlow flow = grown();
    long before = flow.controller.congestionWindow();
    flow.fill(Integer.MAX_VALUE);
    flow.lose(1, true, false);
    assertThat(flow.controller.congestionWindow()).isLessThanOrEqualTo(before);
  }

  @Test
  void oneRecoveryPeriodCutsOnce() {
    FakeFlow flow = grown();
    flow.fill(Integer.MAX_VALUE);
    flow.lose(1, true, false);
    long cut = flow.controller.congestionWindow();
    flow.lose(1, false, false);
    flow.mark(false);
    flow.ackOld(2);
    flow.lose(1, false, false);
    // A window that follows a model may grow while losses are repaired; RFC 9002's may not.
    assertThat(flow.controller.congestionWindow())
        .isBetween(cut, flow.controller.phase().isModelBased() ? Long.MAX_VALUE : cut);
  }

  @Test
  void aLargerDatagramRaisesTheMinimum() {
    FakeFlow flow = new FakeFlow(factory());
    for (int i = 0; i < 20; i++) {
      flow.fill(Integer.MAX_VALUE);
      flow.lose(Integer.MAX_VALUE / FakeFlow.DATAGRAM, true, true);
    }
    flow.controller.onMtuChanged(9_000, flow.nowNs);
    assertThat(flow.controller.congestionWindow()).isGreaterThanOrEqualTo(18_000);
  }

  /** The new controller starts at no more than the old window and no less than the minimum. */
  @Test
  void aHandOverBoundsTheStart() {
    for (CongestionPhase phase : CongestionPhase.values()) {
      for (long window : new long[] {MINIMUM, 5 * MINIMUM, 1_000_000, 50_000_000}) {
        for (long ssthresh : new long[] {-1, MINIMUM, window}) {
          CongestionHandover handover =
              new CongestionHandover(
                  "other", 5, window, ssthresh, 1_000_000, 3, 40_000_000, 4, phase, -1, 77);
          FakeFlow flow = new FakeFlow(factory(), handover);
          assertThat(flow.controller.congestionWindow())
              .as("%s", handover)
              .isBetween(MINIMUM, window);
          assertSound(flow.controller);
        }
      }
    }
  }

  @Test
  void whatItLeavesBoundsItsSuccessor() {
    FakeFlow flow = grown();
    CongestionHandover measured =
        new CongestionHandover(
            factory().id(),
            flow.nowNs,
            flow.controller.congestionWindow(),
            flow.controller.ssthreshBytes(),
            flow.controller.bandwidthBps(),
            0,
            flow.rttNs,
            0,
            flow.controller.phase(),
            -1,
            flow.packetNumber());
    CongestionHandover left = flow.controller.handover(measured);
    assertThat(left.isPresent()).isTrue();
    assertThat(left.phase()).isNotNull();
    assertThat(left.windowBytes()).isBetween(MINIMUM, measured.windowBytes());
    flow.controller.close();
  }

  @Test
  void aPacketAllocatesNothing() {
    FakeFlow flow = new FakeFlow(factory());
    flow.windowLimited = false;
    exchange(flow);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    exchange(flow);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat((double) allocated / PACKETS).as("bytes per packet").isLessThan(0.1);
  }

  private static void exchange(FakeFlow flow) {
    for (int i = 0; i < PACKETS; i++) {
      flow.nowNs += 100_000;
      flow.send();
      if (i % 1000 == 999) {
        flow.lose(1, true, false);
      }
      flow.ack(2);
    }
  }

  private FakeFlow grown() {
    FakeFlow flow = new FakeFlow(factory());
    for (int i = 0; i < 4; i++) {
      flow.round();
    }
    return flow;
  }
}
