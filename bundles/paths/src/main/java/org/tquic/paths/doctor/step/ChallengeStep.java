package org.tquic.paths.doctor.step;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.tquic.api.doctor.StepResult;
import org.tquic.api.engine.LinkBinding;
import org.tquic.api.engine.MultipathChannel;
import org.tquic.paths.doctor.finding.Fact;
import org.tquic.paths.doctor.finding.StepName;

/**
 * PATH_CHALLENGE and PATH_RESPONSE (RFC 9000 section 8.2): a second path of a connection, over the
 * same link from another port.
 */
final class ChallengeStep implements Step {
  private static final Duration BOUND = Duration.ofMillis(3500);

  @Override
  public String name() {
    return StepName.CHALLENGE;
  }

  @Override
  public StepResult take(LinkCase link) throws InterruptedException {
    Optional<QuicChannel> open = link.dials().open();
    if (open.isEmpty()) {
      return skip("no connection to try it on");
    }
    return open.get() instanceof MultipathChannel channel && channel.isMultipath()
        ? challenge(link, channel)
        : skip("the engine in use has one path per connection with this server");
  }

  private StepResult challenge(LinkCase link, MultipathChannel channel)
      throws InterruptedException {
    long startedNs = System.nanoTime();
    Future<Long> path =
        channel.openPath(new LinkBinding(link.info().name(), link.source()), link.remote());
    boolean done = path.await(link.bound(BOUND), TimeUnit.NANOSECONDS);
    if (path.isSuccess()) {
      return pass("a second path was validated in " + Text.millis(System.nanoTime() - startedNs));
    }
    path.cancel(false);
    String text = done ? path.cause().getMessage() : "the challenges stay unanswered";
    link.facts().add(new Fact.Unvalidated(text));
    return fail(text);
  }
}
