package org.tquic.shell;

import org.tquic.api.TquicException;
import org.tquic.api.bond.RoleControl;

/** The role that commands are for. */
final class RunningRole {
  private RunningRole() {}

  /**
   * The role.
   *
   * @throws TquicException without one
   */
  static RoleControl of(RoleControl role) {
    if (role == null) {
      throw new TquicException(
          "No role is up in this process yet.",
          "Try again in a moment; `felix:lb` shows whether a bundle failed to start, and the log"
              + " says why.");
    }
    return role;
  }
}
