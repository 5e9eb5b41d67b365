package org.tquic.paths.doctor.step;

import org.tquic.api.doctor.StepResult;
import org.tquic.api.doctor.StepResult.Result;

/** One step of a link's examination. */
public interface Step {
  /** Its name, one of {@link org.tquic.paths.doctor.finding.StepName}. */
  String name();

  /**
   * Takes the step, and adds what it saw to the link's facts.
   *
   * @throws InterruptedException when the examination is called off
   */
  StepResult take(LinkCase link) throws InterruptedException;

  /** Whether nothing behind this step makes sense when it does not hold. */
  default boolean isNeeded() {
    return false;
  }

  /** It holds. */
  default StepResult pass(String detail) {
    return new StepResult(name(), Result.PASS, detail);
  }

  /** It does not hold. */
  default StepResult fail(String detail) {
    return new StepResult(name(), Result.FAIL, detail);
  }

  /** It was not tried, or tells nothing. */
  default StepResult skip(String detail) {
    return new StepResult(name(), Result.SKIP, detail);
  }
}
