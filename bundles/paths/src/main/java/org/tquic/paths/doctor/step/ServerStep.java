package org.tquic.paths.doctor.step;

import static java.util.stream.Collectors.joining;

import java.net.InetAddress;
import org.tquic.api.doctor.StepResult;
import org.tquic.paths.doctor.finding.StepName;

/** Whether there is a server to examine the way to. */
final class ServerStep implements Step {
  @Override
  public String name() {
    return StepName.SERVER;
  }

  @Override
  public boolean isNeeded() {
    return true;
  }

  @Override
  public StepResult take(LinkCase link) {
    LinkCase.Server server = link.server();
    if (server.addresses().isEmpty()) {
      return fail(server.problem());
    }
    return pass(
        server.addresses().stream().map(InetAddress::getHostAddress).collect(joining(", "))
            + ", UDP port "
            + server.target().port());
  }
}
