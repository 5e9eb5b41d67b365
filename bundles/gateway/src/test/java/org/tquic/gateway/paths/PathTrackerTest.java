package org.tquic.gateway.paths;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathStatus;

class PathTrackerTest {
  private final PathTracker router = new PathTracker(true);
  private final PathTracker server = new PathTracker(false);

  static PathStatus path(int id, String link, PathState state, PathReason reason) {
    return new PathStatus(
        "home", id, link, state, reason, "", 0, "", "", "bbr", -1, -1, -1, -1, 0, -1, 0, 0, 0, 0,
        -1, Map.of());
  }

  private static String take(PathTracker tracker, int id, PathState state, PathReason reason) {
    return tracker
        .take(path(id, "wan1", state, reason), 7)
        .map(t -> t.linkId() + ": " + t.from() + " " + t.to() + " " + t.reason())
        .orElse("nothing");
  }

  private static Optional<PathState> state(PathTracker tracker) {
    return tracker.path(new PathTracker.Key("home", "wan1")).map(PathStatus::state);
  }

  @Test
  void aNewCarrierThatWaitsTakesThePlaceOfOneThatIsSilent() {
    router.link("wan1", "pci/1");
    take(router, 3, PathState.STANDBY, PathReason.BETTER_TIER);
    take(router, 3, PathState.SUSPECT, PathReason.SILENT);
    assertThat(take(router, 4, PathState.STANDBY, PathReason.BETTER_TIER))
        .isEqualTo("pci/1: SUSPECT STANDBY BETTER_TIER");
    assertThat(take(router, 3, PathState.REMOVED, PathReason.REPLACED)).isEqualTo("nothing");
    assertThat(state(router)).contains(PathState.STANDBY);
  }

  @Test
  void aPathsLifeIsOneWhateverCarriesIt() {
    router.link("wan1", "pci/1");
    assertThat(take(router, -1, PathState.PROBING, PathReason.NONE))
        .isEqualTo("pci/1: DISCOVERED PROBING NONE");
    assertThat(take(router, -1, PathState.VALIDATED, PathReason.NONE))
        .isEqualTo("pci/1: PROBING VALIDATED NONE");
    assertThat(take(router, 3, PathState.ACTIVE, PathReason.NONE))
        .isEqualTo("pci/1: VALIDATED ACTIVE NONE");
    // A carrier of the same link listens, takes over, and the old one goes.
    assertThat(take(router, 4, PathState.VALIDATED, PathReason.NONE)).isEqualTo("nothing");
    assertThat(take(router, 4, PathState.ACTIVE, PathReason.NONE)).isEqualTo("nothing");
    assertThat(take(router, 3, PathState.STANDBY, PathReason.REPLACED)).isEqualTo("nothing");
    assertThat(take(router, 3, PathState.REMOVED, PathReason.REPLACED)).isEqualTo("nothing");
    assertThat(take(router, 4, PathState.SUSPECT, PathReason.SILENT))
        .isEqualTo("pci/1: ACTIVE SUSPECT SILENT");
    assertThat(take(router, 4, PathState.REMOVED, PathReason.SILENT)).isEqualTo("nothing");
    assertThat(take(router, -1, PathState.FAILED, PathReason.TIMED_OUT))
        .isEqualTo("pci/1: SUSPECT FAILED TIMED_OUT");
    assertThat(state(router)).contains(PathState.FAILED);
    assertThat(take(router, -1, PathState.REMOVED, PathReason.NO_CARRIER))
        .isEqualTo("pci/1: FAILED REMOVED NO_CARRIER");
    assertThat(state(router)).isEmpty();
  }

  @Test
  void aNewReasonIsATransitionToo() {
    take(router, -1, PathState.FAILED, PathReason.NO_CARRIER);
    assertThat(take(router, -1, PathState.FAILED, PathReason.NO_ADDRESS))
        .isEqualTo("name:wan1: FAILED FAILED NO_ADDRESS");
    assertThat(take(router, -1, PathState.FAILED, PathReason.NO_ADDRESS)).isEqualTo("nothing");
  }

  @Test
  void onAServerAPathEndsWithItsCarrier() {
    assertThat(take(server, 7, PathState.ACTIVE, PathReason.NONE))
        .isEqualTo("home/wan1: DISCOVERED ACTIVE NONE");
    // The router was started anew and counts from 0.
    assertThat(take(server, 0, PathState.ACTIVE, PathReason.NONE)).isEqualTo("nothing");
    assertThat(take(server, 7, PathState.REMOVED, PathReason.NONE)).isEqualTo("nothing");
    assertThat(take(server, 0, PathState.REMOVED, PathReason.CLOSED_BY_PEER))
        .isEqualTo("home/wan1: ACTIVE REMOVED CLOSED_BY_PEER");
    assertThat(state(server)).isEmpty();
    assertThat(take(server, 0, PathState.REMOVED, PathReason.NONE)).isEqualTo("nothing");
  }
}
