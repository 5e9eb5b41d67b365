package org.tquic.spi.congestion;

/**
 * Makes congestion controllers. Registered as an OSGi service with the property {@link #PROPERTY};
 * thread-safe.
 */
public interface CongestionControllerFactory {
  /** Service property that names the plug-in, for example {@code tquic.congestion=cubic}. */
  String PROPERTY = "tquic.congestion";

  /** The id that operators select, lower case letters, digits and {@code -}. */
  String id();

  /**
   * A controller for one path. After a swap it starts at no more than the old window and no less
   * than the minimum: {@link CongestionHandover#startWindowBytes} is both.
   *
   * @param path what it will control
   * @param handover what the replaced controller left, {@link CongestionHandover#none()} at the
   *     first start
   * @param nowNs time, nanoseconds on the engine's clock
   */
  CongestionController create(PathInfo path, CongestionHandover handover, long nowNs);
}
