package org.tquic.gateway.guard;

import java.util.function.LongSupplier;
import org.tquic.spi.Handover;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** A scheduler plug-in, each of whose schedulers is watched. */
public final class WatchedSchedulers implements PathSchedulerFactory {
  private static final String KIND = "scheduler";

  private final PathSchedulerFactory factory;
  private final String id;
  private final PluginRecord errors;
  private final LongSupplier stopwatch;

  /**
   * Watches one.
   *
   * @param stopwatch nanoseconds since any time
   * @throws PluginFailedException when it cannot even say what it is called
   */
  public WatchedSchedulers(
      PathSchedulerFactory factory, PluginTroubles troubles, LongSupplier stopwatch) {
    this.factory = factory;
    this.id = PluginIds.of(factory, factory::id, KIND, troubles);
    this.errors = troubles.of(KIND, id).codeOf(factory.getClass());
    this.stopwatch = stopwatch;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
    try {
      return new WatchedScheduler(
          factory.create(connection, handover, nowNs), errors, new CallBudget(stopwatch));
    } catch (Throwable e) {
      throw errors.failed(e);
    }
  }
}
