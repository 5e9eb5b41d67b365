package org.tquic.paths.doctor.step;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.tquic.api.bond.PathKeepAlive;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathStatus;
import org.tquic.api.bond.RoleControl;
import org.tquic.api.doctor.Doctor;
import org.tquic.api.doctor.StepResult;
import org.tquic.paths.doctor.finding.StepName;

/**
 * How long the link's NATs remember a silent flow, on request. Only the server can find out whether
 * it still reaches a router that is silent, and it does so for the bond: this waits for what the
 * bond learns while the link is idle.
 */
final class NatTimeoutStep implements Step {
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Set<PathState> WORKING = EnumSet.of(PathState.ACTIVE, PathState.STANDBY);

  private final RoleControl role;
  private final boolean wanted;

  NatTimeoutStep(RoleControl role, boolean wanted) {
    this.role = role;
    this.wanted = wanted;
  }

  @Override
  public String name() {
    return StepName.NAT_TIMEOUT;
  }

  @Override
  public StepResult take(LinkCase link) throws InterruptedException {
    if (!wanted) {
      return skip("on request: --nat-timeout");
    }
    if (role == null) {
      return skip("no bond is running to measure it");
    }
    long endNs = System.nanoTime() + link.bound(Doctor.NAT_TIMEOUT_BOUND);
    while (true) {
      Optional<PathStatus> path = path(link.info().name());
      if (path.isEmpty()) {
        return skip("the bond has no path over it that works");
      }
      PathKeepAlive learnt = path.get().keepAlive();
      if (learnt.lostNs() > 0 || System.nanoTime() - endNs >= 0) {
        return result(learnt);
      }
      Thread.sleep(LOOK);
    }
  }

  private Optional<PathStatus> path(String link) {
    return role.status().bonds().stream()
        .flatMap(bond -> bond.paths().stream())
        .filter(path -> path.link().equals(link) && WORKING.contains(path.state()))
        .findFirst();
  }

  /** Forgetting is no fault: the bond goes by it. */
  private StepResult result(PathKeepAlive learnt) {
    String held = "a mapping survives a silence of " + Text.seconds(learnt.heldNs());
    String lost = "is lost after one of " + Text.seconds(learnt.lostNs());
    if (learnt.heldNs() > 0) {
      return pass(learnt.lostNs() > 0 ? held + ", and " + lost : held + " at least");
    }
    return learnt.lostNs() > 0
        ? pass("a mapping " + lost)
        : skip("nothing was learnt: the link was in use, or not there for long enough");
  }
}
