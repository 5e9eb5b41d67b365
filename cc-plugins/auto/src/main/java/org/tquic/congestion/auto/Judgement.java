package org.tquic.congestion.auto;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When to change the controller: once a rule has spoken for another one in several periods in a
 * row, and not soon after the last change. Who comes back to a controller that was left has to stay
 * longer each time, so that a path between two rules is not tossed about.
 */
final class Judgement {
  private static final int PERIODS = 3;
  private static final long STAY_NS = 15_000_000_000L;
  private static final int LONGEST_DOUBLING = 5;

  private final Map<String, Integer> timesUsed = new HashMap<>();
  private String proposed = "";
  private int periods;
  private long stayUntilNs;

  /**
   * Takes the findings of a period.
   *
   * @param seen they, or null where the path was hardly used
   * @param current id of the controller in use
   * @param installed ids of those to choose from
   * @return the change to make now, or null
   */
  Choice onPeriod(Findings seen, String current, List<String> installed, long nowNs) {
    Rule rule = seen == null ? null : Rule.of(seen);
    String best = rule == null ? current : best(rule, current, installed);
    if (best.equals(current)) {
      proposed = "";
      return null;
    }
    periods = best.equals(proposed) ? periods + 1 : 1;
    proposed = best;
    if (periods < PERIODS || nowNs < stayUntilNs) {
      return null;
    }
    return new Choice(best, rule.reason(seen));
  }

  private static String best(Rule rule, String current, List<String> installed) {
    return rule.controllers().stream().filter(installed::contains).findFirst().orElse(current);
  }

  /** A controller was put in place. */
  void onChange(String id, long nowNs) {
    int before = timesUsed.merge(id, 1, Integer::sum) - 1;
    stayUntilNs = nowNs + (STAY_NS << Math.min(before, LONGEST_DOUBLING));
    proposed = "";
  }
}
