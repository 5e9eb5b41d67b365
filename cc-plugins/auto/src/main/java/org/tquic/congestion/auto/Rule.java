package org.tquic.congestion.auto;

import java.util.List;
import java.util.Locale;

/**
 * What speaks for a controller. The first rule that holds counts; where none does, the path has
 * given no reason to change anything. Each rests on what went wrong under the controller in use,
 * never on its absence: a queue that BBR keeps empty does not mean that another would, too.
 */
enum Rule {
  /** A queue that marks is short whoever fills it, and each mark is answered once. */
  MARKS("cubic", "newreno") {
    @Override
    boolean holds(Findings seen) {
      return seen.markEpochs() >= LEAST_EPOCHS;
    }

    @Override
    String reason(Findings seen) {
      return "its queue marks packets, " + seen.markEpochs() + " times in a period";
    }
  },

  /** Who takes such losses for congestion slows down for nothing. */
  RANDOM_LOSS("bbr", "westwood", "copa") {
    @Override
    boolean holds(Findings seen) {
      return seen.lossShare() >= RANDOM_LOSS_SHARE
          && seen.lossEpochs() >= LEAST_EPOCHS
          && 3 * seen.emptyLossEpochs() >= 2 * seen.lossEpochs();
    }

    @Override
    String reason(Findings seen) {
      return "it loses " + percent(seen.lossShare()) + " without a queue";
    }
  },

  /** A long buffer of a steady link: who reads the delay keeps it short. */
  STEADY_BLOAT("copa", "bbr") {
    @Override
    boolean holds(Findings seen) {
      return isBloated(seen) && seen.jitterNs() <= Math.max(CALM_NS, seen.minRttNs() / CALM_PART);
    }

    @Override
    String reason(Findings seen) {
      return "its queue grew to " + millis(seen.queueNs());
    }
  },

  /** The same where round-trip times vary: who knows the bandwidth keeps it short. */
  BLOAT("bbr", "copa") {
    @Override
    boolean holds(Findings seen) {
      return isBloated(seen);
    }

    @Override
    String reason(Findings seen) {
      return "its queue grew to "
          + millis(seen.queueNs())
          + " and its round-trip times vary by "
          + millis(seen.jitterNs());
    }
  },

  /** Round-trip times from which no queue can be read. */
  JITTER("bbr", "cubic") {
    @Override
    boolean holds(Findings seen) {
      return seen.jitterNs() > Math.max(CALM_NS, seen.minRttNs() / WILD_PART);
    }

    @Override
    String reason(Findings seen) {
      return "its round-trip times vary by " + millis(seen.jitterNs());
    }
  },

  /** A buffer of usual size that somebody fills: stand beside others as they do. */
  SHARED_QUEUE("cubic", "newreno") {
    @Override
    boolean holds(Findings seen) {
      return seen.lossShare() >= QUEUE_LOSS_SHARE
          && seen.lossEpochs() >= LEAST_EPOCHS
          && 3 * seen.emptyLossEpochs() < seen.lossEpochs();
    }

    @Override
    String reason(Findings seen) {
      return "it loses " + percent(seen.lossShare()) + " with a queue of " + millis(seen.queueNs());
    }
  };

  /** What happens less often in a period may be chance. */
  private static final int LEAST_EPOCHS = 3;

  /** Half of what halves CUBIC on a path of 50 ms and 10 Mbit/s. */
  private static final double RANDOM_LOSS_SHARE = 0.005;

  private static final double QUEUE_LOSS_SHARE = 0.001;

  /** Queue that a call notices, and twice the path itself. */
  private static final long BLOAT_NS = 100_000_000;

  private static final int BLOAT_ROUND_TRIPS = 2;
  private static final long CALM_NS = 2_000_000;
  private static final int CALM_PART = 10;
  private static final int WILD_PART = 4;

  private final List<String> controllers;

  Rule(String... controllers) {
    this.controllers = List.of(controllers);
  }

  abstract boolean holds(Findings seen);

  /** Why, a clause about the path. */
  abstract String reason(Findings seen);

  /** Ids of the controllers that it speaks for, the best first. */
  List<String> controllers() {
    return controllers;
  }

  /** The first that holds, or null. */
  static Rule of(Findings seen) {
    for (Rule rule : values()) {
      if (rule.holds(seen)) {
        return rule;
      }
    }
    return null;
  }

  private static boolean isBloated(Findings seen) {
    return seen.queueNs() >= Math.max(BLOAT_NS, BLOAT_ROUND_TRIPS * seen.minRttNs());
  }

  private static String millis(long ns) {
    return Math.round(ns / 1e6) + " ms";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
