package org.tquic.api.simulation;

import java.util.List;

/**
 * Runs bonds over simulated links on a virtual clock, with the plug-ins that are installed; an OSGi
 * service, thread-safe.
 */
public interface Simulator {
  /** Names of the scenarios that come with it. */
  List<String> scenarios();

  /**
   * The text of a scenario that comes with it.
   *
   * @throws org.tquic.api.TquicException when there is none of this name
   */
  String scenario(String name);

  /**
   * Runs a scenario; blocks for some seconds. The same request gives the same report.
   *
   * @throws org.tquic.api.TquicException when the scenario cannot be read, its links carry no
   *     connection, or no scheduler or controller of that id is installed
   */
  SimulationReport run(SimulationRequest request);

  /** A report's links over time as an SVG document. */
  String chart(SimulationReport report);
}
