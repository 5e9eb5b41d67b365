package org.tquic.simulate;

import java.util.ArrayList;
import java.util.List;
import org.tquic.api.simulation.LinkTimeline;
import org.tquic.quic.connection.PathSnapshot;
import org.tquic.quic.sim.LinkCounters;
import org.tquic.quic.sim.LinkModel;

/** Looks at all links of a simulation from time to time. */
final class Timeline {
  private final BondSimulation simulation;
  private final List<Wan> wans;
  private final long startNs;
  private final List<List<LinkTimeline.Sample>> samples = new ArrayList<>();
  private final long[] deliveredBytes;
  private long latestNs;

  /** Begins now. */
  Timeline(BondSimulation simulation, Scenario scenario) {
    this.simulation = simulation;
    this.wans = scenario.wans();
    this.startNs = simulation.nowNs();
    this.latestNs = startNs;
    this.deliveredBytes = new long[wans.size()];
    for (int i = 0; i < wans.size(); i++) {
      samples.add(new ArrayList<>());
      deliveredBytes[i] = simulation.link(i).up().counters().deliveredBytes();
    }
  }

  /** Takes a sample of each link. */
  void sample() {
    double seconds = (simulation.nowNs() - latestNs) * 1e-9;
    latestNs = simulation.nowNs();
    for (int i = 0; i < wans.size(); i++) {
      LinkModel link = simulation.link(i).up();
      LinkCounters counters = link.counters();
      PathSnapshot path = simulation.path(i);
      samples
          .get(i)
          .add(
              new LinkTimeline.Sample(
                  latestNs - startNs,
                  (long) ((counters.deliveredBytes() - deliveredBytes[i]) / seconds),
                  path == null ? 0 : path.congestionWindowBytes(),
                  queueNs(link, counters),
                  path == null ? 0 : path.smoothedRttNs()));
      deliveredBytes[i] = counters.deliveredBytes();
    }
  }

  private static long queueNs(LinkModel link, LinkCounters counters) {
    long rate = link.profile().rateBytesPerSecond();
    return rate == 0 ? 0 : (long) (counters.backlogBytes() * 1e9 / rate);
  }

  /** All samples so far. */
  List<LinkTimeline> links() {
    List<LinkTimeline> links = new ArrayList<>();
    for (int i = 0; i < wans.size(); i++) {
      PathSnapshot path = simulation.path(i);
      links.add(
          new LinkTimeline(
              wans.get(i).name(), path == null ? "" : path.controller(), samples.get(i)));
    }
    return links;
  }
}
