package org.tquic.bond.sim;

import java.util.List;

/**
 * Links, and what happens to them.
 *
 * @param name what it is called
 * @param links settings of each link, in both directions
 * @param flows TCP flows that always have data
 * @param outage a link that is dead for a while, or null
 */
public record Scenario(String name, List<String> links, int flows, Outage outage) {
  /**
   * A link that is dead for a while.
   *
   * @param link which
   * @param fromSeconds since the beginning
   * @param toSeconds since the beginning
   */
  public record Outage(int link, double fromSeconds, double toSeconds) {}

  /** Links to which nothing happens, and one TCP flow. */
  public static Scenario of(String name, String... links) {
    return new Scenario(name, List.of(links), 1, null);
  }

  /** The same with a link that is dead for a while. */
  public Scenario withOutage(int link, double fromSeconds, double toSeconds) {
    return new Scenario(name, links, flows, new Outage(link, fromSeconds, toSeconds));
  }

  /** The same with other links. */
  public Scenario over(String... others) {
    return new Scenario(name, List.of(others), flows, outage);
  }
}
