package org.tquic.quic.recovery;

import java.util.Objects;
import org.tquic.spi.Handover;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathEvent;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.PathSet;
import org.tquic.spi.scheduler.PathView;
import org.tquic.spi.scheduler.SendUnit;

/**
 * Holds a connection's scheduler and keeps the connection safe from it. One that throws is replaced
 * by {@link BuiltinMinRtt}; for a decision that cannot be carried out the built-in decides.
 */
public final class GuardedScheduler implements PathScheduler {
  private final ConnectionInfo connection;
  private final PathScheduler builtIn = new BuiltinMinRtt();
  private PathScheduler scheduler = builtIn;
  private String id = BuiltinMinRtt.ID;
  private long faults;
  private String lastFault = "";
  private long lastIllegal = Decision.NONE;

  /** Starts with the built-in. */
  public GuardedScheduler(ConnectionInfo connection) {
    this.connection = connection;
  }

  /** Id of the scheduler in use. */
  public String id() {
    return id;
  }

  /** How often a scheduler failed. */
  public long faults() {
    return faults;
  }

  /** What the last failure was, empty for none. */
  public String lastFault() {
    return lastFault;
  }

  /**
   * Puts another scheduler in place, with hand-over, and shows it the paths there are.
   *
   * @return whether it is in use now, rather than the built-in because it failed
   */
  public boolean swap(PathSchedulerFactory factory, PathSet paths, long nowNs) {
    Handover handover = leave(nowNs);
    useBuiltIn();
    try {
      id = Objects.requireNonNull(factory.id());
      scheduler = Objects.requireNonNull(factory.create(connection, handover, nowNs));
      for (int i = 0; i < paths.size(); i++) {
        scheduler.onPathEvent(PathEvent.ADDED, paths.get(i), nowNs);
      }
      return true;
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      fail(e);
      return false;
    }
  }

  /** Goes back to the built-in. */
  public void swapToBuiltIn(long nowNs) {
    if (scheduler != builtIn) {
      leave(nowNs);
      useBuiltIn();
    }
  }

  private Handover leave(long nowNs) {
    Handover handover = new Handover(id, nowNs);
    try {
      Handover own = scheduler.handover(id, nowNs);
      if (own != null) {
        handover = own;
      } else {
        fault("left no hand-over");
      }
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      fault(e.toString());
    }
    close();
    return handover;
  }

  @Override
  public long select(SendUnit unit, PathSet paths, long nowNs) {
    try {
      long decision = scheduler.select(unit, paths, nowNs);
      if (Decision.isLegal(decision, paths.size())) {
        return decision;
      }
      illegal(decision, paths);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      fail(e);
    }
    return builtIn.select(unit, paths, nowNs);
  }

  private void illegal(long decision, PathSet paths) {
    if (decision == lastIllegal) {
      // The text is the same; a scheduler that errs with each packet must not cost more.
      faults++;
      return;
    }
    lastIllegal = decision;
    fault("decided 0x" + Long.toHexString(decision) + " with " + paths.size() + " paths");
  }

  @Override
  public void onSent(SendUnit unit, PathView path, long nowNs) {
    try {
      scheduler.onSent(unit, path, nowNs);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      fail(e);
    }
  }

  @Override
  public void onPathEvent(PathEvent event, PathView path, long nowNs) {
    try {
      scheduler.onPathEvent(event, path, nowNs);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      fail(e);
    }
  }

  @Override
  public void close() {
    try {
      scheduler.close();
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      fault(e.toString());
    }
  }

  private void fail(Throwable e) {
    fault(e.toString());
    if (scheduler != builtIn) {
      close();
      useBuiltIn();
    }
  }

  private void useBuiltIn() {
    scheduler = builtIn;
    id = BuiltinMinRtt.ID;
  }

  private void fault(String what) {
    faults++;
    lastFault = id + ": " + what;
  }
}
