package org.tquic.gateway.role;

import org.tquic.api.engine.QuicEngine;
import org.tquic.bond.CongestionChoice;

/** Which congestion controller the bond has, or would have, on each link. Thread-safe. */
@FunctionalInterface
interface LinkCongestion {
  /**
   * That of a link; the engine's plain one where what was chosen is not here.
   *
   * @param engine the one that is to run it
   * @param link interface name
   */
  CongestionChoice of(QuicEngine engine, String link);
}
