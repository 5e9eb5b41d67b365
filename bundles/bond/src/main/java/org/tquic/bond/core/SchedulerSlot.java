package org.tquic.bond.core;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.bond.path.Carrier;
import org.tquic.spi.Handover;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathEvent;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.PathSet;
import org.tquic.spi.scheduler.SendUnit;

/**
 * Holds the scheduler in use and guards the bond against it: a scheduler that throws is replaced by
 * the built-in at once, an illegal result is replaced by the built-in's.
 */
final class SchedulerSlot {
  private static final Logger LOG = LoggerFactory.getLogger(SchedulerSlot.class);

  private final ConnectionInfo connection;
  private final PathSchedulerFactory builtIn = new BuiltInScheduler();
  private final PathScheduler fallback;
  private PathScheduler scheduler;
  private String id;
  private long faults;

  SchedulerSlot(ConnectionInfo connection, long nowNs) {
    this.connection = connection;
    this.fallback = builtIn.create(connection, Handover.none(), nowNs);
    this.scheduler = fallback;
    this.id = BuiltInScheduler.ID;
  }

  String id() {
    return id;
  }

  long faults() {
    return faults;
  }

  /** Swaps to another scheduler, with hand-over; to the built-in where the factory fails. */
  void swap(PathSchedulerFactory factory, Iterable<Carrier> carriers, long nowNs) {
    Handover handover = handoverAndClose(nowNs);
    try {
      scheduler = factory.create(connection, handover, nowNs);
      id = factory.id();
      for (Carrier carrier : carriers) {
        scheduler.onPathEvent(PathEvent.ADDED, carrier, nowNs);
      }
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      fail(e);
    }
  }

  /** Swaps to the built-in. */
  void swapToBuiltIn(long nowNs) {
    if (scheduler != fallback) {
      handoverAndClose(nowNs);
      scheduler = fallback;
      id = BuiltInScheduler.ID;
    }
  }

  void close() {
    try {
      scheduler.close();
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      faults++;
      LOG.warn("scheduler {} failed while it was closed", id, e);
    }
    scheduler = fallback;
  }

  private Handover handoverAndClose(long nowNs) {
    try {
      Handover handover = scheduler.handover(id, nowNs);
      scheduler.close();
      return handover;
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      faults++;
      LOG.warn("scheduler {} failed while it was replaced", id, e);
      return Handover.none();
    }
  }

  long select(SendUnit unit, PathSet paths, long nowNs) {
    try {
      long decision = scheduler.select(unit, paths, nowNs);
      if (Decision.isLegal(decision, paths.size())) {
        return decision;
      }
      faults++;
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      fail(e);
    }
    return fallback.select(unit, paths, nowNs);
  }

  void onSent(SendUnit unit, Carrier carrier, long nowNs) {
    try {
      scheduler.onSent(unit, carrier, nowNs);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      fail(e);
    }
  }

  void onPathEvent(PathEvent event, Carrier carrier, long nowNs) {
    try {
      scheduler.onPathEvent(event, carrier, nowNs);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      fail(e);
    }
  }

  private void fail(Throwable e) {
    faults++;
    LOG.error("scheduler {} failed and is replaced by {}", id, BuiltInScheduler.ID, e);
    scheduler = fallback;
    id = BuiltInScheduler.ID;
  }
}
