package org.tquic.api.simulation;

/**
 * What to simulate.
 *
 * @param scheduler id of the scheduler of both ends
 * @param congestion id of the controller of each path
 * @param name what the scenario is called unless its text says
 * @param scenario its text
 * @param seed decides all chances
 */
public record SimulationRequest(
    String scheduler, String congestion, String name, String scenario, long seed) {}
