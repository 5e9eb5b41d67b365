package org.tquic.gateway.role;

import java.util.Set;
import org.tquic.api.engine.QuicEngine;
import org.tquic.bond.CongestionChoice;

/** What an engine runs when the congestion plug-in that was chosen is gone. */
final class Fallback {
  private static final String PLAIN = "newreno";

  private Fallback() {}

  /** The engine's plain NewReno (RFC 9002 section 7), or else its first controller. */
  static CongestionChoice congestion(QuicEngine engine) {
    Set<String> algorithms = engine.congestionAlgorithms();
    String algorithm =
        algorithms.contains(PLAIN) ? PLAIN : algorithms.stream().sorted().findFirst().orElse(PLAIN);
    return new CongestionChoice(algorithm + " (built-in)", algorithm);
  }
}
