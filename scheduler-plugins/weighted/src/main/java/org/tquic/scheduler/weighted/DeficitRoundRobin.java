package org.tquic.scheduler.weighted;

import java.util.function.Supplier;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSet;
import org.tquic.spi.scheduler.PathView;
import org.tquic.spi.scheduler.SendUnit;

/**
 * Deficit round robin over paths (Shreedhar and Varghese, 1995): each path earns credit in
 * proportion to its weight and pays for the bytes it is given. A path without room is passed over
 * and keeps a bounded credit, so no capacity is wasted. No measured weight counts less than {@value
 * #MIN_SHARE} of the whole, or a path that was slow once would never be measured again; the
 * operator's weights are kept to as they are.
 */
final class DeficitRoundRobin implements PathScheduler {
  private static final double MIN_SHARE = 0.05;
  private static final double MAX_CREDIT_BYTES = 30_000;
  private static final long WEIGH_AGAIN_NS = 20_000_000;

  private final Supplier<LinkWeights> weights;

  private int[] ids = new int[0];
  private double[] credits = new double[0];
  private double[] shares = new double[0];
  private long weighedNs = Long.MIN_VALUE;

  DeficitRoundRobin(Supplier<LinkWeights> weights) {
    this.weights = weights;
  }

  @Override
  public long select(SendUnit unit, PathSet paths, long nowNs) {
    boolean changed = !sameAsBefore(paths);
    if (changed) {
      adopt(paths);
    }
    if (changed || nowNs - weighedNs >= WEIGH_AGAIN_NS) {
      weigh(paths);
      weighedNs = nowNs;
    }
    int best = -1;
    for (int i = 0; i < paths.size(); i++) {
      if (paths.get(i).room() > 0 && (best < 0 || credits[i] > credits[best])) {
        best = i;
      }
    }
    return best < 0 ? Decision.NONE : Decision.send(best);
  }

  /**
   * Only what was sent is paid for: a choice may not be carried out, or by another path. What went
   * over a path that is not to be chosen from, such as its own probes, earns the others nothing.
   */
  @Override
  public void onSent(SendUnit unit, PathView path, long nowNs) {
    if (!knows(path.id())) {
      return;
    }
    for (int i = 0; i < ids.length; i++) {
      credits[i] = Math.min(credits[i] + shares[i] * unit.sizeBytes(), MAX_CREDIT_BYTES);
      if (ids[i] == path.id()) {
        credits[i] = Math.max(credits[i] - unit.sizeBytes(), -MAX_CREDIT_BYTES);
      }
    }
  }

  private boolean knows(int id) {
    for (int known : ids) {
      if (known == id) {
        return true;
      }
    }
    return false;
  }

  private boolean sameAsBefore(PathSet paths) {
    if (paths.size() != ids.length) {
      return false;
    }
    for (int i = 0; i < ids.length; i++) {
      if (paths.get(i).id() != ids[i]) {
        return false;
      }
    }
    return true;
  }

  /** Takes over a changed set of paths; those known before keep their credit. */
  private void adopt(PathSet paths) {
    int[] newIds = new int[paths.size()];
    double[] newCredits = new double[paths.size()];
    for (int i = 0; i < newIds.length; i++) {
      newIds[i] = paths.get(i).id();
      for (int j = 0; j < ids.length; j++) {
        if (ids[j] == newIds[i]) {
          newCredits[i] = credits[j];
        }
      }
    }
    ids = newIds;
    credits = newCredits;
    shares = new double[newIds.length];
  }

  private void weigh(PathSet paths) {
    LinkWeights wanted = weights.get();
    boolean byOperator = false;
    for (int i = 0; i < shares.length; i++) {
      byOperator |= wanted.of(paths.get(i)) > 0;
    }
    double total = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = byOperator ? operatorWeight(wanted.of(paths.get(i))) : capacity(paths.get(i));
      total += shares[i];
    }
    double floored = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.max(shares[i] / total, byOperator ? 0 : MIN_SHARE);
      floored += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= floored;
    }
  }

  /** A path that was given none counts as 1 beside others that were. */
  private static double operatorWeight(double weight) {
    return weight > 0 ? weight : 1;
  }

  /**
   * What the path can carry: the rate it proved, or where it was not yet asked for much, the rate
   * its window allows.
   */
  private static double capacity(PathView path) {
    double allowed = 1e9 * path.congestionWindow() / Math.max(path.smoothedRttNs(), 1);
    return Math.max(1, Math.max(path.deliveryRateBps(), allowed));
  }
}
