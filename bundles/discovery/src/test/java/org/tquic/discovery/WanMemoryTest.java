package org.tquic.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class WanMemoryTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long PATIENCE = WanMemory.PATIENCE_NS;

  private final WanMemory memory = new WanMemory();

  @Test
  void aLinkWithoutADefaultRouteWasNeverAWan() {
    assertThat(memory.holds(2, false, true, 0)).isFalse();
    assertThat(memory.holds(2, false, false, 0)).isFalse();
    assertThat(memory.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aWanWithoutCarrierIsHeldForEver() {
    assertThat(memory.holds(2, true, true, 0)).isTrue();
    assertThat(memory.holds(2, false, false, SECOND)).isTrue();
    assertThat(memory.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
    assertThat(memory.holds(2, false, false, 1_000_000 * SECOND)).isTrue();
  }

  @Test
  void aFitLinkIsHeldForAWhile() {
    memory.holds(2, true, true, 0);
    assertThat(memory.holds(2, false, true, SECOND)).isTrue();
    assertThat(memory.nextDeadlineNs()).isEqualTo(SECOND + PATIENCE);
    assertThat(memory.holds(2, false, true, SECOND + PATIENCE - 1)).isTrue();
    assertThat(memory.holds(2, false, true, SECOND + PATIENCE)).isFalse();
    assertThat(memory.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
    assertThat(memory.holds(2, false, false, SECOND + PATIENCE + 1)).isFalse();
  }

  @Test
  void losingCarrierStartsTheWhileAnew() {
    memory.holds(2, true, true, 0);
    memory.holds(2, false, true, SECOND);
    memory.holds(2, false, false, 2 * SECOND);
    assertThat(memory.holds(2, false, true, SECOND + PATIENCE)).isTrue();
    assertThat(memory.holds(2, false, true, SECOND + 2 * PATIENCE)).isFalse();
  }

  @Test
  void theReturnOfTheRouteEndsTheWait() {
    memory.holds(2, true, true, 0);
    memory.holds(2, false, true, SECOND);
    memory.holds(2, true, true, 2 * SECOND);
    assertThat(memory.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void goneLinksAreForgotten() {
    memory.holds(2, true, true, 0);
    memory.holds(3, true, true, 0);
    memory.retain(Set.of(3));
    assertThat(memory.holds(2, false, false, 1)).isFalse();
    memory.forget(3);
    assertThat(memory.holds(3, false, false, 1)).isFalse();
  }
}
