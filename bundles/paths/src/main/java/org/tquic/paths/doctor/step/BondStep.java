package org.tquic.paths.doctor.step;

import java.util.Locale;
import java.util.Optional;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathStatus;
import org.tquic.api.bond.RoleControl;
import org.tquic.api.doctor.StepResult;
import org.tquic.paths.doctor.finding.StepName;

/** What the running bond says of its path over the link. */
final class BondStep implements Step {
  private final RoleControl role;

  /** With the running role, or null. */
  BondStep(RoleControl role) {
    this.role = role;
  }

  @Override
  public String name() {
    return StepName.BOND;
  }

  @Override
  public StepResult take(LinkCase link) {
    if (role == null) {
      return skip("no bond is running");
    }
    Optional<PathStatus> latest =
        role.status().bonds().stream()
            .flatMap(bond -> bond.paths().stream())
            .filter(path -> path.link().equals(link.info().name()))
            .filter(path -> path.state() != PathState.REMOVED)
            .max(
                (a, b) ->
                    works(a) != works(b)
                        ? Boolean.compare(works(a), works(b))
                        : Long.compare(a.sinceMillis(), b.sinceMillis()));
    if (latest.isEmpty()) {
      return skip("the bond has no path over it");
    }
    PathStatus path = latest.get();
    String text =
        lower(path.state())
            + (path.reason() == PathReason.NONE ? "" : ", " + lower(path.reason()))
            + (path.detail().isEmpty() ? "" : ": " + path.detail());
    return works(path) ? pass(text) : skip(text);
  }

  private static boolean works(PathStatus path) {
    return switch (path.state()) {
      case ACTIVE, STANDBY, VALIDATED -> true;
      default -> false;
    };
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
