package org.tquic.simulate;

import java.util.List;
import org.tquic.api.simulation.LinkTimeline;

/**
 * What a scheduler made of a scenario.
 *
 * @param goodputBps data of the TCP flows delivered in order, bytes per second
 * @param efficiency that as a share of what the links could carry, 0 to 1
 * @param voiceP50Ns one-way delay of the voice call, median
 * @param voiceP99Ns one-way delay that one in a hundred of its packets exceeds
 * @param voiceLost share of its packets that did not arrive in the time
 * @param tcpRttNs smoothed round-trip time of the first TCP flow at the end
 * @param lateShare share of packets that came after a later one of their flow, before the bond put
 *     them in order
 * @param lateDepth places late packets were behind, 99th percentile
 * @param resentShare packets that the bond sent again, as a share of all
 * @param tcpResentShare segments that TCP sent again, as a share of all
 * @param recoveryNs time from the end of an outage until the goodput is again nine tenths of what
 *     it was before, or -1 where there was none or it was not reached
 * @param longestPauseNs longest time in which a TCP flow to the server delivered nothing
 * @param links each link over time, the time that does not count included
 * @param schedulerInUse id of the sender's scheduler at the end: the built-in where the other
 *     failed
 * @param schedulerFaults how often the sender's scheduler failed or decided what cannot be
 */
public record BenchResult(
    double goodputBps,
    double efficiency,
    long voiceP50Ns,
    long voiceP99Ns,
    double voiceLost,
    long tcpRttNs,
    double lateShare,
    int lateDepth,
    double resentShare,
    double tcpResentShare,
    long recoveryNs,
    long longestPauseNs,
    List<LinkTimeline> links,
    String schedulerInUse,
    long schedulerFaults) {}
