package org.tquic.bond.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathStatus;

/**
 * Holds what became of paths against the promise of the architecture: a suspect path is back after
 * 250 ms at the earliest, and each relapse within 10 s doubles that, up to 1.5 s.
 */
final class HistoryDamping {
  private static final long MS = 1_000_000;
  private static final long FIRST_NS = 250 * MS;
  private static final long MOST_NS = 1_500 * MS;
  private static final long RELAPSE_NS = 10_000 * MS;
  private static final long HOUR_NS = 3_600_000 * MS;

  private final Map<Integer, Life> lives = new HashMap<>();
  private final Map<String, PathState> states = new HashMap<>();
  private final Map<String, Integer> thisHour = new HashMap<>();
  final List<String> tooEarly = new ArrayList<>();
  private long hour;
  private int mostInAnHour;
  private long transitions;

  private static final class Life {
    private long suspectedNs = -1;
    private long returnedNs = Long.MIN_VALUE / 2;
    private long penaltyNs = FIRST_NS;
  }

  void onPath(PathStatus path, long nowNs) {
    count(path, nowNs);
    if (path.id() < 0) {
      return;
    }
    if (path.state() == PathState.REMOVED) {
      lives.remove(path.id());
      return;
    }
    Life life = lives.computeIfAbsent(path.id(), _ -> new Life());
    // The same state is told again when something else about the link changes.
    if (path.state() == PathState.SUSPECT && life.suspectedNs < 0) {
      boolean relapse = nowNs - life.returnedNs < RELAPSE_NS;
      life.penaltyNs = relapse ? Math.min(2 * life.penaltyNs, MOST_NS) : FIRST_NS;
      life.suspectedNs = nowNs;
    } else if (path.state() == PathState.ACTIVE && life.suspectedNs >= 0) {
      if (nowNs - life.suspectedNs < life.penaltyNs) {
        tooEarly.add(path.link() + " after " + (nowNs - life.suspectedNs) / MS + " ms");
      }
      life.suspectedNs = -1;
      life.returnedNs = nowNs;
    }
  }

  private void count(PathStatus path, long nowNs) {
    if (nowNs / HOUR_NS != hour) {
      hour = nowNs / HOUR_NS;
      thisHour.clear();
    }
    if (states.put(path.link(), path.state()) != path.state()) {
      transitions++;
      mostInAnHour = Math.max(mostInAnHour, thisHour.merge(path.link(), 1, Integer::sum));
    }
  }

  int mostInAnHour() {
    return mostInAnHour;
  }

  long transitions() {
    return transitions;
  }

  /** Entries of its own tables, which follow those of the bond. */
  int carriers() {
    return lives.size();
  }
}
