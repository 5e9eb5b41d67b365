package org.tquic.bond.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathStatus;

/**
 * Hours of random link histories against the classes that manage paths, the same for the same seed.
 * Run with {@code -Dtquic.history.hours=10000} for many.
 */
class LinkHistoryTest {
  private static final long S = 1_000_000_000L;
  private static final int HOURS_PER_SEED = 10;
  private static final int LINKS = 3;
  private static final long LOOK_NS = 5 * S;

  /** By then a link that is well again is in use, be it by a new connection. */
  private static final long RETURNED_NS = 20 * S;

  /** A NAT that forgot it makes a path suspect for a moment when it is used. */
  private static final int LOOKS_MISSED = 2;

  /** The one in use, one that replaces it, and one that is being retired. */
  private static final int CONNECTIONS_PER_LINK = 3;

  /** What the server has not yet noticed the end of; it refuses more. */
  private static final int SERVER_CARRIERS = 16;

  /** A path that relapses is down for 1.5 s and cannot be suspected again within 140 ms. */
  private static final int TRANSITIONS_PER_HOUR = 2 * 3600_000 / 1640;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("tquic.history.hours", 100) / HOURS_PER_SEED);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void pathsFollowTheirLinks(long seed) {
    HistorySimulation simulation = new HistorySimulation(seed);
    HistoryScript script = new HistoryScript(simulation);
    script.start(LINKS);
    long looks = HOURS_PER_SEED * 3600 * S / LOOK_NS;
    for (long i = 0; i < looks; i++) {
      simulation.run(LOOK_NS);
      look(simulation, script);
    }
    script.calmDown();
    simulation.run(3600 * S);
    look(simulation, script);
    assertThat(simulation.paths())
        .as("in the end, seed %d", seed)
        .hasSize(LINKS)
        .allMatch(path -> path.state() == PathState.ACTIVE);
    assertThat(simulation.damping.tooEarly).as("returns").isEmpty();
    assertThat(simulation.damping.mostInAnHour()).isLessThan(TRANSITIONS_PER_HOUR);
    assertThat(simulation.damping.transitions()).as("something happened").isGreaterThan(100);
    script.end();
    assertThat(simulation.endsQuietly()).as("no timer, no connection is left").isTrue();
  }

  private static void look(HistorySimulation simulation, HistoryScript script) {
    List<PathStatus> paths = simulation.paths();
    assertThat(paths.stream().map(PathStatus::link))
        .as("paths after %s", script.log)
        .containsExactlyInAnyOrderElementsOf(
            simulation.links.stream()
                .filter(link -> link.told != null)
                .map(link -> link.told.name())
                .toList());
    for (HistoryLink link : simulation.links) {
      paths.stream()
          .filter(path -> link.told != null && path.link().equals(link.told.name()))
          .forEach(path -> look(path, link, simulation.nowNs(), script));
    }
    assertThat(simulation.openConnections())
        .as("connections after %s", script.log)
        .isLessThanOrEqualTo(CONNECTIONS_PER_LINK * LINKS);
    assertThat(simulation.attempts()).as("attempts").isLessThanOrEqualTo(LINKS);
    assertThat(simulation.serverCarriers())
        .as("the server's carriers after %s", script.log)
        .isLessThanOrEqualTo(SERVER_CARRIERS);
    assertThat(simulation.damping.carriers())
        .as("carriers that never ended")
        .isLessThanOrEqualTo(CONNECTIONS_PER_LINK * LINKS);
  }

  private static void look(PathStatus path, HistoryLink link, long nowNs, HistoryScript script) {
    boolean active = path.state() == PathState.ACTIVE;
    boolean expected =
        link.wellSinceNs != Long.MAX_VALUE && nowNs - link.wellSinceNs >= RETURNED_NS;
    boolean right = active && path.local().equals(link.address.getHostAddress());
    link.missed = expected && !right ? link.missed + 1 : 0;
    assertThat(link.missed)
        .as("%s is well, its path %s, after %s", link.name, path, script.log)
        .isLessThan(LOOKS_MISSED);
    if (!link.told.usable()) {
      assertThat(active).as("%s has no carrier, after %s", path, script.log).isFalse();
    }
    if (link.deadSinceNs != Long.MAX_VALUE
        && nowNs - link.deadSinceNs >= HistoryScript.noticedNs()) {
      assertThat(active).as("%s is dead, after %s", path, script.log).isFalse();
    }
  }
}
