package org.tquic.paths.doctor.step;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.tquic.api.doctor.StepResult;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.socket.LinkSocket;
import org.tquic.paths.doctor.finding.Fact;
import org.tquic.paths.doctor.finding.StepName;
import org.tquic.paths.doctor.probe.HttpAnswer;

/**
 * Whether somebody speaks HTTP at the server's address, as captive portals do in everybody's place.
 * No third party is asked.
 */
final class PortalStep implements Step {
  private static final int HTTP = 80;
  private static final Duration CONNECT = Duration.ofMillis(1200);
  private static final Duration ANSWER = Duration.ofMillis(1200);
  private static final int MAX_ANSWER = 4096;

  @Override
  public String name() {
    return StepName.PORTAL;
  }

  @Override
  public StepResult take(LinkCase link) {
    InetSocketAddress web = new InetSocketAddress(link.remote().getAddress(), HTTP);
    try (LinkSocket socket =
        LinkSocket.tcp(link.info().name(), link.source(), web, link.bound(CONNECT))) {
      String request =
          "GET / HTTP/1.1\r\nHost: "
              + web.getAddress().getHostAddress()
              + "\r\nConnection: close\r\n\r\n";
      socket.send(request.getBytes(StandardCharsets.US_ASCII));
      byte[] buffer = new byte[MAX_ANSWER];
      int length = socket.receive(buffer, link.bound(ANSWER));
      Optional<HttpAnswer> answer = HttpAnswer.parse(buffer, Math.max(0, length));
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
