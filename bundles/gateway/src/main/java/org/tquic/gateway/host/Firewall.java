package org.tquic.gateway.host;

import java.util.List;

/** Firewall tables of the family {@code inet}. Refusals are {@code TquicException}s. */
public interface Firewall {
  /** Checks, without changing anything, that a table with this body could be made. */
  void check(String table, String body);

  /** Makes the table, or gives it a new body in one step. */
  void replace(String table, String body);

  /** Whether there is a table with this name. */
  boolean has(String table);

  /** Removes the table; one that is gone already is no error. */
  void remove(String table);

  /**
   * Other tables that drop forwarded packets by default and say nothing of this device. No table of
   * one's own can let through what another drops.
   *
   * @return their families and names
   */
  List<String> obstacles(String device);
}
