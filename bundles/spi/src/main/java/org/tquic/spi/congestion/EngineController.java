package org.tquic.spi.congestion;

/**
 * A congestion control plug-in that picks one of an engine's own controllers, for engines whose
 * controllers are not written in Java. Registered as an OSGi service with the property {@link
 * #PROPERTY}; a bond that runs on the named engine can then be switched to it.
 */
public interface EngineController {
  /** Service property that names the plug-in, for example {@code tquic.congestion=cubic}. */
  String PROPERTY = "tquic.congestion";

  /** The id that operators select, lower case letters, digits and {@code -}. */
  String id();

  /** The engine this plug-in is for, as in the engine's own service property. */
  String engine();

  /** The engine's name for the controller. */
  String algorithm();
}
