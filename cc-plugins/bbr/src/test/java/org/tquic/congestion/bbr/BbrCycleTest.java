package org.tquic.congestion.bbr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tquic.quic.sim.pair.CongestionBench;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.PathInfo;

/** The steady state of one flow that always has data, draft-ietf-ccwg-bbr section 5.3. */
class BbrCycleTest {
  private static final double STEP_SECONDS = 0.001;
  private static final int STEPS = 12_000;

  /** 10 Mbit/s and a round trip of 40 ms. */
  private static final String LINK = "rate=10mbit delay=20ms queue=500kb";

  private static final long BDP_BYTES = 50_000;

  /**
   * Which states may follow, "State Transition Diagram". Down takes no time where nothing is above
   * its target, and is not seen then.
   */
  private static final Map<BbrState, Set<BbrState>> FOLLOWING =
      Map.of(
          BbrState.STARTUP, EnumSet.of(BbrState.DRAIN),
          BbrState.DRAIN, EnumSet.of(BbrState.PROBE_DOWN, BbrState.PROBE_CRUISE),
          BbrState.PROBE_DOWN,
              EnumSet.of(BbrState.PROBE_CRUISE, BbrState.PROBE_REFILL, BbrState.PROBE_RTT),
          BbrState.PROBE_CRUISE, EnumSet.of(BbrState.PROBE_REFILL, BbrState.PROBE_RTT),
          BbrState.PROBE_REFILL, EnumSet.of(BbrState.PROBE_UP, BbrState.PROBE_RTT),
          BbrState.PROBE_UP, EnumSet.of(BbrState.PROBE_DOWN, BbrState.PROBE_RTT),
          BbrState.PROBE_RTT, EnumSet.of(BbrState.PROBE_DOWN, BbrState.PROBE_CRUISE));

  /** A BBR that can be looked at. */
  private static final class Watched implements CongestionControllerFactory {
    private final List<Bbr> created = new ArrayList<>();

    @Override
    public String id() {
      return "watched";
    }

    @Override
    public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
      created.add(new Bbr(path, handover, nowNs, () -> 0.03));
      return created.getLast();
    }

    /** That of the client, which comes first. */
    BbrState state() {
      return created.getFirst().state();
    }
  }

  private final Watched watched = new Watched();
  private final CongestionBench bench = CongestionBench.sharing(131, LINK, watched);

  private List<BbrState> states() {
    List<BbrState> states = new ArrayList<>(List.of(watched.state()));
    for (int i = 0; i < STEPS; i++) {
      bench.run(STEP_SECONDS);
      if (watched.state() != states.getLast()) {
        states.add(watched.state());
      }
    }
    return states;
  }

  @Test
  void statesFollowOneAnotherAsInTheDraft() {
    bench.start(0);
    List<BbrState> states = states();
    for (int i = 1; i < states.size(); i++) {
      assertThat(FOLLOWING.get(states.get(i - 1)))
          .as("after %s", states.get(i - 1))
          .contains(states.get(i));
    }
    assertThat(states)
        .startsWith(BbrState.STARTUP, BbrState.DRAIN)
        .containsSubsequence(
            BbrState.PROBE_CRUISE,
            BbrState.PROBE_REFILL,
            BbrState.PROBE_UP,
            BbrState.PROBE_DOWN,
            BbrState.PROBE_CRUISE);
  }

  @Test
  void theQueueIsNeverLongerThanTheBandwidthDelayProduct() {
    bench.start(0).run(3).mark();
    long longest = 0;
    for (int i = 0; i < STEPS; i++) {
      bench.run(STEP_SECONDS);
      longest = Math.max(longest, bench.link(0).counters().backlogBytes());
    }
    assertThat(longest).isPositive().isLessThanOrEqualTo(BDP_BYTES);
    assertThat(bench.utilisation(0)).isGreaterThan(0.95);
  }
}
