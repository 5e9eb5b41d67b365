package org.tquic.shell.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.api.bond.PathKeepAlive;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathStatus;
import org.tquic.shell.Snapshots;

class KeepAliveViewTest {
  private static final long S = 1_000_000_000L;

  private static PathStatus path(PathKeepAlive keepAlive) {
    PathStatus path = Snapshots.path("usb0", PathState.ACTIVE, PathReason.NONE, "");
    return new PathStatus(
        path.bond(),
        path.id(),
        path.link(),
        path.state(),
        path.reason(),
        path.detail(),
        path.sinceMillis(),
        path.local(),
        path.remote(),
        path.congestion(),
        path.smoothedRttNs(),
        path.jitterNs(),
        path.congestionWindow(),
        path.bytesInFlight(),
        path.lossRate(),
        path.capacityBps(),
        path.txBps(),
        path.rxBps(),
        path.txBytes(),
        path.rxBytes(),
        path.maxPayload(),
        path.counters(),
        keepAlive,
        path.tier());
  }

  private static String view(PathKeepAlive keepAlive) {
    return PathsView.format(Snapshots.router(path(keepAlive)).bonds(), 0, 160);
  }

  @Test
  void pathsSayHowTheyAreKeptAliveAndWhatWasLearnt() {
    assertThat(view(new PathKeepAlive(52 * S, 52 * S, 60 * S)))
        .contains("KEEPALIVE")
        .contains(
            "usb0: the NAT's mapping survives a silence of 52 s, is lost after one of 1 min 0 s");
    assertThat(view(new PathKeepAlive(5 * S / 2, -1, 15 * S)))
        .contains("2.5 s")
        .contains("usb0: the NAT's mapping is lost after one of 15 s");
    assertThat(view(new PathKeepAlive(15 * S, 15 * S, -1)))
        .contains("usb0: the NAT's mapping survives a silence of 15 s\n");
    assertThat(view(PathKeepAlive.UNKNOWN)).doesNotContain("mapping");
  }

  @Test
  void theDocumentHasTheNumbers() {
    assertThat(Json.write(List.of(path(new PathKeepAlive(15 * S, -1, -1)))))
        .containsSubsequence("\"keepAlive\": {", "\"intervalNs\": 15000000000", "\"heldNs\": -1");
  }
}
