package org.tquic.paths.doctor.step;

import java.util.Optional;
import org.tquic.api.doctor.StepResult;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.paths.doctor.finding.Fact;
import org.tquic.paths.doctor.finding.StepName;
import org.tquic.paths.doctor.probe.HttpAnswer;
import org.tquic.paths.doctor.probe.WebQuestion;

/**
 * Whether somebody speaks HTTP at the server's address, as captive portals do in everybody's place.
 * No third party is asked.
 */
final class PortalStep implements Step {
  @Override
  public String name() {
    return StepName.PORTAL;
  }

  @Override
  public StepResult take(LinkCase link) {
    try {
      Optional<HttpAnswer> answer =
          WebQuestion.ask(
              link.info().name(), link.source(), link.remote().getAddress(), link::bound);
      if (answer.isEmpty()) {
        return skip("TCP port 80 is open and says nothing of HTTP");
      }
      link.facts().add(new Fact.Http(answer.get().text()));
      return skip("HTTP at the server's address: " + answer.get().text());
    } catch (LinuxException e) {
      return switch (e.errno()) {
        case Errno.ECONNREFUSED -> pass("TCP port 80 is closed, so no portal is in between");
        case Errno.ETIMEDOUT -> skip("TCP port 80 does not answer");
        default -> skip(e.getMessage());
      };
    }
  }
}
