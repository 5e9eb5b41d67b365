package org.tquic.paths.doctor.step;

import java.time.Duration;
import org.tquic.api.doctor.StepResult;
import org.tquic.linux.LinuxException;
import org.tquic.linux.socket.LinkSocket;
import org.tquic.paths.doctor.finding.Fact;
import org.tquic.paths.doctor.finding.Fact.UdpAnswer;
import org.tquic.paths.doctor.finding.StepName;
import org.tquic.paths.doctor.probe.ProbeTrain;
import org.tquic.paths.doctor.probe.ProbeTrain.Quality;
import org.tquic.paths.doctor.probe.VersionProbe;

/** Loss, round trip and jitter, by a train of probes of 0.5 Mbit/s for a second. */
final class LossStep implements Step {
  private static final int PROBES = 60;
  private static final Duration SPACING = Duration.ofMillis(20);
  private static final Duration STRAGGLERS = Duration.ofMillis(500);

  @Override
  public String name() {
    return StepName.LOSS;
  }

  @Override
  public StepResult take(LinkCase link) {
    if (!link.facts().answers(UdpAnswer.QUIC)) {
      return skip("no answer to measure by");
    }
    try (LinkSocket socket = link.udp()) {
      Quality quality = measure(link, new ProbeExchange(socket));
      Fact.Train train = new Fact.Train(quality);
      link.facts().add(train);
      String text =
          Text.percent(quality.loss())
              + " of "
              + quality.sent()
              + " round trips lost"
              + (quality.answered() == 0
                  ? ""
                  : "; median "
                      + Text.millis(quality.medianNs())
                      + ", jitter "
                      + Text.millis(quality.jitterNs()));
      return train.isLossy() ? fail(text) : pass(text);
    } catch (LinuxException e) {
      return skip(e.getMessage());
    }
  }

  private static Quality measure(LinkCase link, ProbeExchange exchange) {
    ProbeTrain train = new ProbeTrain(PROBES);
    int sent = 0;
    long nextNs = System.nanoTime();
    while (sent < PROBES && !link.isOver()) {
      exchange.send(VersionProbe.of(link.random(), VersionProbe.MIN_BYTES), sent);
      train.onSent(System.nanoTime());
      sent++;
      nextNs += SPACING.toNanos();
      exchange.receive(
          Math.max(0, nextNs - System.nanoTime()),
          number -> train.onAnswer(number, System.nanoTime()),
          () -> false);
    }
    exchange.receive(
        link.bound(STRAGGLERS.plusNanos(Math.max(0, train.quality().medianNs()))),
        number -> train.onAnswer(number, System.nanoTime()),
        () -> train.quality().answered() == PROBES);
    return train.quality();
  }
}
