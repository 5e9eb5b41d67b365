package org.tquic.api.simulation;

import java.util.List;
import org.tquic.api.bond.PluginTrouble;

/**
 * What came of a simulation: of TCP flows (CUBIC) that always have data, and of a call beside them
 * (200 bytes each 20 ms). Figures are those after the first seconds, timelines of the whole run.
 *
 * @param scenario what the scenario is called
 * @param scheduler id of the scheduler
 * @param congestion id of the controller of each path
 * @param seed decided all chances
 * @param seconds how long it ran, virtual time
 * @param goodputBps data of the flows delivered in order, bytes per second
 * @param efficiency that as a share of what the links could carry, 0 to 1
 * @param bestLinkGain that by the goodput over the best of the links alone
 * @param callP50Ns one-way delay of the call, median, or -1
 * @param callP99Ns the delay that one in a hundred of its packets exceeds, or -1
 * @param callLost share of its packets that did not arrive in the time, 0 to 1
 * @param lateShare share of packets that came after a later one of their flow, 0 to 1
 * @param resentShare packets that the bond sent again, as a share of all
 * @param links each link over time
 * @param troubles what the plug-ins did wrong; a built-in did their work from then on
 */
public record SimulationReport(
    String scenario,
    String scheduler,
    String congestion,
    long seed,
    double seconds,
    double goodputBps,
    double efficiency,
    double bestLinkGain,
    long callP50Ns,
    long callP99Ns,
    double callLost,
    double lateShare,
    double resentShare,
    List<LinkTimeline> links,
    List<PluginTrouble> troubles) {
  /** Copies the lists. */
  public SimulationReport {
    links = List.copyOf(links);
    troubles = List.copyOf(troubles);
  }
}
