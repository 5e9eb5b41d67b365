package org.tquic.spi.scheduler;

import org.tquic.spi.Handover;

/**
 * Makes path schedulers. Registered as an OSGi service with the property {@link #PROPERTY};
 * thread-safe.
 */
public interface PathSchedulerFactory {
  /** Service property that names the plug-in, for example {@code tquic.scheduler=minrtt}. */
  String PROPERTY = "tquic.scheduler";

  /** The id that operators select, lower case letters, digits and {@code -}. */
  String id();

  /**
   * A scheduler for one sending direction of one bond.
   *
   * @param connection what it will schedule for
   * @param handover what the replaced scheduler left, {@link Handover#none()} at the first start
   * @param nowNs time, nanoseconds on the engine's clock
   */
  PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs);
}
