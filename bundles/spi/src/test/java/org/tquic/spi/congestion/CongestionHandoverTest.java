package org.tquic.spi.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CongestionHandoverTest {
  private static CongestionHandover of(long window, long bandwidthBps, CongestionPhase phase) {
    return new CongestionHandover(
        "old", 1, window, -1, bandwidthBps, 0, 50_000_000, 0, phase, -1, 9);
  }

  @Test
  void aFirstStartTakesTheInitialWindow() {
    assertThat(CongestionHandover.none().isPresent()).isFalse();
    assertThat(CongestionHandover.none().startWindowBytes(FakeFlow.path())).isEqualTo(12_000);
  }

  @Test
  void aLossBasedOneLeavesItsWindow() {
    CongestionHandover handover = of(80_000, 1_000_000, CongestionPhase.CONGESTION_AVOIDANCE);
    assertThat(handover.isPresent()).isTrue();
    assertThat(handover.startWindowBytes(FakeFlow.path())).isEqualTo(80_000);
  }

  @Test
  void aModelBasedOneLeavesBandwidthTimesRoundTrip() {
    CongestionHandover handover = of(200_000, 1_000_000, CongestionPhase.PROBE_BANDWIDTH);
    assertThat(handover.startWindowBytes(FakeFlow.path())).isEqualTo(50_000);
    assertThat(handover.withBandwidth(3_000_000, 5).startWindowBytes(FakeFlow.path()))
        .isEqualTo(150_000);
    assertThat(handover.withBandwidth(30_000_000, 5).startWindowBytes(FakeFlow.path()))
        .as("never more than the old window")
        .isEqualTo(200_000);
    assertThat(handover.withBandwidth(-1, -1).startWindowBytes(FakeFlow.path())).isEqualTo(200_000);
  }

  @Test
  void theMinimumIsKept() {
    assertThat(of(2_400, 1, CongestionPhase.PROBE_RTT).startWindowBytes(FakeFlow.path()))
        .isEqualTo(2_400);
  }
}
