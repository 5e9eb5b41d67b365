package org.tquic.scheduler.unruly;

import java.lang.foreign.Arena;
import java.util.logging.Logger;
import org.tquic.api.bond.PathState;
import org.tquic.gateway.Unnamed;
import org.tquic.scheduler.unruly.inner.Mutual;

/** Breaks one rule with each member; it is only looked at, never run. */
public final class UnrulyScheduler {
  static final Logger LOG = Logger.getLogger("unruly");

  PathState moreThanTheSpi = PathState.ACTIVE;
  Mutual usesTheOther = new Mutual();
  Unnamed gateway;

  void print() {
    System.out.println(usesTheOther);
  }

  void end() {
    System.exit(1);
  }

  void callNative() {
    Arena.global().allocate(1);
  }
}
