package org.tquic.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ArrivalOrderTest {
  private final ArrivalOrder order = new ArrivalOrder();

  @Test
  void packetsInOrderAreNotLateWhateverOtherFlowsDo() {
    for (int i = 0; i < 100; i++) {
      order.add(1, i);
      order.add(2, 1_000 + 7 * i);
    }
    assertThat(order.lateShare()).isZero();
    assertThat(order.lateDepthP99()).isZero();
  }

  @Test
  void whatWasOvertakenIsLateByThePlacesItLost() {
    for (int sequence : new int[] {0, 1, 4, 2, 3}) {
      order.add(1, sequence);
    }
    assertThat(order.lateShare()).isEqualTo(0.4, within(1e-9));
    assertThat(order.lateDepthP99()).isEqualTo(2);
  }

  @Test
  void numbersMayWrap() {
    order.add(1, Integer.MAX_VALUE);
    order.add(1, Integer.MIN_VALUE);
    assertThat(order.lateShare()).isZero();
  }

  @Test
  void aMarkForgetsTheCountsAndNotTheNumbers() {
    order.add(1, 5);
    order.add(1, 4);
    order.mark();
    order.add(1, 3);
    assertThat(order.lateShare()).isEqualTo(1);
  }
}
