package org.tquic.paths.doctor;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.doctor.DoctorEvent;
import org.tquic.api.doctor.StepResult;
import org.tquic.paths.doctor.finding.LinkFacts;
import org.tquic.paths.doctor.step.LinkCase;
import org.tquic.paths.doctor.step.Step;

/** Takes the steps of a link one after the other. Thread-safe. */
final class LinkWalk {
  private static final Logger LOG = LoggerFactory.getLogger(LinkWalk.class);

  private final List<Step> steps;
  private final Consumer<DoctorEvent> live;

  LinkWalk(List<Step> steps, Consumer<DoctorEvent> live) {
    this.steps = steps;
    this.live = live;
  }

  /**
   * Walks a link as far as it goes.
   *
   * @return what was seen
   */
  LinkFacts of(LinkCase link) throws InterruptedException {
    try (link) {
      for (Step step : steps) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        StepResult result = link.isOver() ? step.skip("no time left") : take(step, link);
        link.facts().add(result);
        tell(new DoctorEvent(link.facts().link().name(), result));
        if (step.isNeeded() && link.facts().failed(step.name())) {
          break;
        }
      }
    }
    return link.facts();
  }

  /** A defect of one step must not cost what the others find. */
  private static StepResult take(Step step, LinkCase link) throws InterruptedException {
    try {
      return step.take(link);
    } catch (RuntimeException e) {
      LOG.error("step {} of {} failed", step.name(), link.facts().link().name(), e);
      return step.skip("failed for a reason of ours: " + e);
    }
  }

  private synchronized void tell(DoctorEvent event) {
    live.accept(event);
  }
}
