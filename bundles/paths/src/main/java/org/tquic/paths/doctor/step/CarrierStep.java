package org.tquic.paths.doctor.step;

import org.tquic.api.doctor.StepResult;
import org.tquic.paths.doctor.finding.StepName;

/** Whether the lower layer is up. */
final class CarrierStep implements Step {
  @Override
  public String name() {
    return StepName.CARRIER;
  }

  @Override
  public boolean isNeeded() {
    return true;
  }

  @Override
  public StepResult take(LinkCase link) {
    if (!link.info().up()) {
      return fail("switched off (ip link)");
    }
    return link.info().carrier() ? pass("up") : fail("the lower layer is down");
  }
}
