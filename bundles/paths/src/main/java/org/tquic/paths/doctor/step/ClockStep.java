package org.tquic.paths.doctor.step;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.tquic.api.doctor.StepResult;
import org.tquic.paths.doctor.finding.StepName;

/**
 * Whether the machine's clock is after the making of its own certificate. The bond needs no clock,
 * for keys are pinned and dates play no part; logs and other programs do.
 */
final class ClockStep implements Step {
  private final InstantSource clock;

  ClockStep(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return StepName.CLOCK;
  }

  @Override
  public StepResult take(LinkCase link) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant made = link.server().target().certificate().getNotBefore().toInstant();
    return now.isBefore(made)
        ? fail(now + " is before this machine's certificate was made, " + made + "; set the clock")
        : pass(now + ", plausible");
  }
}
