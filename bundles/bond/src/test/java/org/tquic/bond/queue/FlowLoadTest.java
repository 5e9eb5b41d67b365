package org.tquic.bond.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowLoadTest {
  private static final long MS = 1_000_000;

  private final FlowLoad load = new FlowLoad();
  private long nowNs = 5_000 * MS;

  /** Packets of a size at an interval; how many found the flow light. */
  private int light(int packets, int bytes, long intervalNs) {
    int light = 0;
    for (int i = 0; i < packets; i++) {
      load.add(bytes, nowNs);
      light += load.isLight() ? 1 : 0;
      nowNs += intervalNs;
    }
    return light;
  }

  @Test
  void aCallStaysLightForAsLongAsItTakes() {
    // G.711 with its headers, for an hour.
    assertThat(light(180_000, 200, 20 * MS)).isEqualTo(180_000);
  }

  @Test
  void aDownloadIsLightOnlyAtItsBeginning() {
    assertThat(light(1_000, 1_300, MS)).isBetween(24, 27);
  }

  @Test
  void aFlowIsLightAgainAfterAPause() {
    light(10_000, 1_300, MS);
    nowNs += 600 * MS;
    assertThat(light(1, 1_300, MS)).isOne();
    light(10_000, 1_300, MS);
    nowNs += 100 * MS;
    assertThat(light(1, 1_300, MS)).isZero();
  }
}
