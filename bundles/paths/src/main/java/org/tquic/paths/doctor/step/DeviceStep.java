package org.tquic.paths.doctor.step;

import java.util.Locale;
import org.tquic.api.doctor.StepResult;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkRole;
import org.tquic.paths.doctor.finding.StepName;

/** The device and its driver. */
final class DeviceStep implements Step {
  @Override
  public String name() {
    return StepName.LINK;
  }

  @Override
  public boolean isNeeded() {
    return true;
  }

  @Override
  public StepResult take(LinkCase link) {
    LinkInfo info = link.info();
    String kind = info.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String driver = info.driver().isEmpty() ? "" : ", driver " + info.driver();
    String detail = kind + driver + ", MTU " + info.mtu();
    if (info.quota().isUsedUp()) {
      return fail(detail + ", quota: " + info.quota().text());
    }
    return info.role() == LinkRole.DISABLED
        ? fail(detail + ", " + info.roleReason())
        : pass(detail);
  }
}
