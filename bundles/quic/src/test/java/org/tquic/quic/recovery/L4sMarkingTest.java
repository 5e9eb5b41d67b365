package org.tquic.quic.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.quic.Ecn;
import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.LossBasedController;
import org.tquic.spi.congestion.PathInfo;

/** A controller of L4S has its packets marked with ECT(1), which is validated as ECT(0) is. */
class L4sMarkingTest {
  private static final class L4s implements CongestionControllerFactory {
    private boolean broken;

    @Override
    public String id() {
      return "l4s";
    }

    @Override
    public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
      return new LossBasedController(path, handover) {
        @Override
        protected double avoidanceBytes(AckEvent event, long ackedBytes) {
          return renoBytes(ackedBytes);
        }

        @Override
        public boolean isL4s() {
          if (broken) {
            throw new IllegalStateException("out of order");
          }
          return true;
        }
      };
    }
  }

  private final L4s l4s = new L4s();
  private final Flow flow = new Flow(l4s);

  private static void send(Flow flow, int count, int ecn) {
    for (int i = 0; i < count; i++) {
      assertThat(flow.path.ecnCodepoint()).isEqualTo(ecn);
      SentPacket packet = flow.packet(Flow.SIZE);
      packet.ecn = ecn;
      flow.send(flow.space, packet, 0);
    }
  }

  private static void ack(Flow flow, long ect0, long ect1, long... lowHigh) {
    flow.frame(lowHigh);
    flow.ack.hasEcn = true;
    flow.ack.ect0 = ect0;
    flow.ack.ect1 = ect1;
    flow.path.onAck(flow.space, flow.ack, 0, 50 * Flow.MS, flow);
  }

  private static EcnValidator.State state(Flow flow) {
    return flow.path.ecn().state();
  }

  @Test
  void theFirstPacketsAreMarkedAndThenAllThatFollow() {
    send(flow, 10, Ecn.ECT_1);
    assertThat(flow.path.ecnCodepoint()).isEqualTo(Ecn.NOT_ECT);
    ack(flow, 0, 10, 0, 9);
    assertThat(state(flow)).isEqualTo(EcnValidator.State.CAPABLE);
    send(flow, 20, Ecn.ECT_1);
  }

  /** An old router rewrites what it does not know. */
  @Test
  void aCodepointThatIsChangedOnTheWayIsNoticed() {
    send(flow, 4, Ecn.ECT_1);
    ack(flow, 4, 0, 0, 3);
    assertThat(state(flow)).isEqualTo(EcnValidator.State.FAILED);
    assertThat(flow.path.ecnCodepoint()).isEqualTo(Ecn.NOT_ECT);
  }

  @Test
  void aSwapValidatesTheOtherCodepoint() {
    Flow swapped = new Flow();
    send(swapped, 4, Ecn.ECT_0);
    ack(swapped, 2, 0, 0, 1);
    assertThat(state(swapped)).isEqualTo(EcnValidator.State.CAPABLE);
    swapped.path.swapController(l4s, 50 * Flow.MS);
    assertThat(state(swapped)).isEqualTo(EcnValidator.State.TESTING);
    send(swapped, 4, Ecn.ECT_1);
    ack(swapped, 4, 0, 2, 3);
    assertThat(state(swapped)).as("two of the old codepoint").isEqualTo(EcnValidator.State.TESTING);
    ack(swapped, 4, 1, 4, 4);
    assertThat(state(swapped)).isEqualTo(EcnValidator.State.CAPABLE);
    swapped.path.swapController(NewReno.FACTORY, 60 * Flow.MS);
    send(swapped, 10, Ecn.ECT_0);
  }

  @Test
  void lossesOfTheOldCodepointSayNothingOfTheNew() {
    Flow swapped = new Flow();
    send(swapped, 10, Ecn.ECT_0);
    swapped.path.swapController(l4s, 10 * Flow.MS);
    send(swapped, 10, Ecn.ECT_1);
    ack(swapped, 0, 10, 10, 19);
    assertThat(swapped.lost).contains(0L, 6L);
    assertThat(state(swapped)).isEqualTo(EcnValidator.State.CAPABLE);
  }

  @Test
  void theBuiltInThatReplacesItMarksForItself() {
    send(flow, 2, Ecn.ECT_1);
    l4s.broken = true;
    ack(flow, 0, 2, 0, 1);
    assertThat(flow.path.controller().id()).isEqualTo(NewReno.ID);
    assertThat(flow.path.ecnCodepoint()).isEqualTo(Ecn.ECT_0);
  }
}
