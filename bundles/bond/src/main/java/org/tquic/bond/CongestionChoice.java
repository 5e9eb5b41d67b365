package org.tquic.bond;

import org.tquic.spi.congestion.CongestionControllerFactory;

/**
 * A congestion controller as the operator and the engine call it.
 *
 * @param id id of the plug-in
 * @param algorithm one of the engine's own: it, or what stands in where controllers are plug-ins
 * @param controller makes it, where controllers are plug-ins; null for the built-in
 */
public record CongestionChoice(
    String id, String algorithm, CongestionControllerFactory controller) {
  /** One of the engine's own. */
  public CongestionChoice(String id, String algorithm) {
    this(id, algorithm, null);
  }
}
