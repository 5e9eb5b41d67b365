package org.tquic.bond.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.bond.path.Carrier;
import org.tquic.bond.wire.ControlMessage;
import org.tquic.bond.wire.ControlMessage.CarrierFeedback;
import org.tquic.bond.wire.ControlMessage.Feedback;

/** However many links lose however much, the peer hears of all of them. */
class FeedbackSizeTest {
  /** A datagram of 1200 bytes without the headers of QUIC and HTTP, at their longest. */
  private static final int SMALLEST_PATH_BYTES = 1200 - (1 + 20 + 4 + 16) - 1 - 8 - 1;

  private final VirtualClock clock = new VirtualClock();
  private final List<Carrier> carriers = new ArrayList<>();
  private final Receiver receiver = new Receiver(carriers, null);

  private void addLossyCarrier(int id) {
    SimulatedLink link = new SimulatedLink(clock, UnpooledByteBufAllocator.DEFAULT, 50, 16, id);
    Carrier carrier = new Carrier(id, "wan" + id, link, clock.nowNs());
    for (int number = 0; number < 2 * ControlMessage.MAX_RANGES; number++) {
      carrier.received().add(2 * number, clock.nowNs());
    }
    carrier.feedbackPending(true);
    carriers.add(carrier);
  }

  @Test
  void feedbackFitsEveryPath() {
    for (int id = 1; id <= ControlMessage.MAX_CARRIERS; id++) {
      addLossyCarrier(id);
    }
    List<Integer> told = new ArrayList<>();
    for (Feedback message : receiver.takeFeedback(clock.nowNs())) {
      ByteBuf bytes = Unpooled.buffer();
      message.encode(bytes);
      assertThat(bytes.readableBytes()).isLessThanOrEqualTo(SMALLEST_PATH_BYTES);
      message.carriers().stream().map(CarrierFeedback::carrier).forEach(told::add);
    }
    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(carriers.stream().map(Carrier::id).toList());
    assertThat(receiver.takeFeedback(clock.nowNs())).isEmpty();
  }

  /** One-way delays are compared within a message. */
  @Test
  void allCarriersMeetInSomeMessage() {
    int count = ControlMessage.MAX_TOLD + 2;
    for (int id = 0; id < count; id++) {
      addLossyCarrier(id);
    }
    BitSet pairs = new BitSet();
    for (int i = 0; i < 2 * count; i++) {
      carriers.forEach(carrier -> carrier.feedbackPending(true));
      for (Feedback message : receiver.takeFeedback(clock.nowNs())) {
        for (CarrierFeedback one : message.carriers()) {
          message.carriers().forEach(other -> pairs.set(count * one.carrier() + other.carrier()));
        }
      }
    }
    assertThat(pairs.cardinality()).isEqualTo(count * count);
  }
}
