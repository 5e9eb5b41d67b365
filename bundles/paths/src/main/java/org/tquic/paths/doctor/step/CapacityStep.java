package org.tquic.paths.doctor.step;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.tquic.api.doctor.Doctor;
import org.tquic.api.doctor.LinkCapacity;
import org.tquic.api.doctor.StepResult;
import org.tquic.paths.doctor.finding.StepName;

/**
 * How much the link carries down and up, on request, since it fills the link. One link at a time:
 * links may share a bottleneck, and the server measures for a router once at a time.
 */
final class CapacityStep implements Step {
  private static final Duration HANDSHAKE = Duration.ofMillis(4500);

  private final int seconds;
  private final boolean metered;
  private final ReentrantLock turn = new ReentrantLock(true);

  /**
   * The same for all links.
   *
   * @param seconds for each direction, 0 for not at all
   * @param metered whether links are measured too that are paid for by volume
   */
  CapacityStep(int seconds, boolean metered) {
    this.seconds = seconds;
    this.metered = metered;
  }

  @Override
  public String name() {
    return StepName.CAPACITY;
  }

  @Override
  public StepResult take(LinkCase link) throws InterruptedException {
    if (seconds == 0) {
      return skip("on request: --capacity");
    }
    if (link.info().metered() && !metered) {
      return skip("it is paid for by volume; --metered measures it all the same");
    }
    if (!link.facts().works()) {
      return skip("no connection to measure with");
    }
    turn.lockInterruptibly();
    try {
      return measure(link);
    } finally {
      turn.unlock();
    }
  }

  private StepResult measure(LinkCase link) throws InterruptedException {
    Future<LinkCapacity> measured = link.dials().measure(link, seconds, HANDSHAKE);
    Duration bound = Doctor.CAPACITY_BOUND.plusSeconds(2L * seconds);
    if (!measured.await(link.bound(bound), TimeUnit.NANOSECONDS)) {
      measured.cancel(false);
      return skip("it took too long");
    }
    if (!measured.isSuccess()) {
      return skip("not measured: " + measured.cause().getMessage());
    }
    LinkCapacity capacity = measured.getNow();
    return pass(
        "down "
            + Text.rate(capacity.downBps())
            + ", up "
            + Text.rate(capacity.upBps())
            + " with "
            + capacity.congestion());
  }
}
