package org.tquic.gateway.guard;

import java.util.function.LongSupplier;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.PathInfo;

/** A congestion plug-in, each of whose controllers is watched. */
public final class WatchedControllers implements CongestionControllerFactory {
  private static final String KIND = "congestion controller";

  private final CongestionControllerFactory factory;
  private final String id;
  private final PluginRecord errors;
  private final LongSupplier stopwatch;

  /**
   * Watches one.
   *
   * @param stopwatch nanoseconds since any time
   * @throws PluginFailedException when it cannot even say what it is called
   */
  public WatchedControllers(
      CongestionControllerFactory factory, PluginTroubles troubles, LongSupplier stopwatch) {
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
  public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
    try {
      return new WatchedController(
          factory.create(path, handover, nowNs), path, errors, new CallBudget(stopwatch));
    } catch (Throwable e) {
      throw errors.failed(e);
    }
  }
}
