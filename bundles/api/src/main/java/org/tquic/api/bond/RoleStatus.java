package org.tquic.api.bond;

import java.util.List;

/**
 * A running role, an immutable snapshot.
 *
 * @param role {@code router} or {@code server}
 * @param engine id of the QUIC engine
 * @param device name of the TUN device
 * @param state one word: {@code starting}, {@code connecting}, {@code up}, {@code listening},
 *     {@code failed}, {@code stuck}
 * @param message what is wrong and what to do, or empty
 * @param uptimeMillis since the role started
 * @param warnings what weakens the role as long as it runs so, sentences for people
 * @param qlog logs of its connections
 * @param plugins plug-ins that did something wrong, or cannot be started
 * @param bonds its bonds: one on a router, one per connected router on a server
 */
public record RoleStatus(
    String role,
    String engine,
    String device,
    String state,
    String message,
    long uptimeMillis,
    List<String> warnings,
    QlogStatus qlog,
    List<PluginTrouble> plugins,
    List<BondStatus> bonds) {
  /** Copies the lists. */
  public RoleStatus {
    warnings = List.copyOf(warnings);
    plugins = List.copyOf(plugins);
    bonds = List.copyOf(bonds);
  }
}
