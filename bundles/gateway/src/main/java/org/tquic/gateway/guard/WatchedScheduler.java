package org.tquic.gateway.guard;

import java.util.Objects;
import org.tquic.spi.Handover;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathEvent;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSet;
import org.tquic.spi.scheduler.PathView;
import org.tquic.spi.scheduler.SendUnit;

/** Passes everything on to a scheduler and records what goes wrong. */
final class WatchedScheduler implements PathScheduler {
  private final PathScheduler scheduler;
  private final PluginRecord errors;
  private final CallBudget budget;
  private long lastIllegal = Decision.NONE;

  WatchedScheduler(PathScheduler scheduler, PluginRecord errors, CallBudget budget) {
    this.scheduler = Objects.requireNonNull(scheduler, "it made no scheduler");
    this.errors = errors;
    this.budget = budget;
  }

  @Override
  public long select(SendUnit unit, PathSet paths, long nowNs) {
    long begin = budget.begin();
    long decision;
    try {
      decision = scheduler.select(unit, paths, nowNs);
    } catch (Throwable e) {
      throw errors.failed(e);
    }
    long tookNs = budget.end(begin);
    if (tookNs >= 0) {
      throw errors.failed(new SlowPluginException(tookNs));
    }
    if (!Decision.isLegal(decision, paths.size())) {
      illegal(decision, paths.size());
    }
    return decision;
  }

  /** Whoever asked decides in its place; one that errs with each packet must not cost more. */
  private void illegal(long decision, int paths) {
    if (decision == lastIllegal) {
      errors.again();
    } else {
      lastIllegal = decision;
      errors.note("decided 0x" + Long.toHexString(decision) + " with " + paths + " paths");
    }
  }

  @Override
  public void onSent(SendUnit unit, PathView path, long nowNs) {
    try {
      scheduler.onSent(unit, path, nowNs);
    } catch (Throwable e) {
      throw errors.failed(e);
    }
  }

  @Override
  public void onPathEvent(PathEvent event, PathView path, long nowNs) {
    try {
      scheduler.onPathEvent(event, path, nowNs);
    } catch (Throwable e) {
      throw errors.failed(e);
    }
  }

  @Override
  public Handover handover(String id, long nowNs) {
    try {
      return scheduler.handover(id, nowNs);
    } catch (Throwable e) {
      throw errors.failed(e);
    }
  }

  @Override
  public void close() {
    try {
      scheduler.close();
    } catch (Throwable e) {
      throw errors.failed(e);
    }
  }
}
