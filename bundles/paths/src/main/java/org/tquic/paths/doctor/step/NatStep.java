package org.tquic.paths.doctor.step;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.tquic.api.doctor.StepResult;
import org.tquic.paths.doctor.finding.StepName;

/**
 * Whether NATs are in between, whether they keep ports, whether they give two flows one address
 * (RFC 4787 section 4), and whether they move a flow while it is in use. The server tells as what
 * it sees the connections of both engines. No fault: the bond bears all of it.
 */
final class NatStep implements Step {
  private static final Duration ANSWER = Duration.ofMillis(1500);

  @Override
  public String name() {
    return StepName.NAT;
  }

  @Override
  public StepResult take(LinkCase link) throws InterruptedException {
    Optional<Mapping> first = link.dials().seen(true);
    if (first.isEmpty()) {
      return skip("no connection to ask over");
    }
    Optional<InetSocketAddress> seen = first.get().await(link, ANSWER);
    if (seen.isEmpty()) {
      return skip("the server does not tell: it is older than this router, or slow");
    }
    StringBuilder text =
        new StringBuilder(mapped(link.source(), first.get().local().getPort(), seen.get()));
    Optional<Mapping> again = link.dials().seenNow();
    if (again.isPresent()) {
      long apartNs = again.get().atNs() - first.get().atNs();
      again
          .get()
          .await(link, ANSWER)
          .ifPresent(now -> text.append(moved(seen.get(), now, apartNs)));
    }
    Optional<Mapping> other = link.dials().seen(false);
    if (other.isPresent()) {
      other.get().await(link, ANSWER).ifPresent(flow -> text.append(paired(seen.get(), flow)));
    }
    return pass(text.toString());
  }

  static String mapped(InetAddress own, int port, InetSocketAddress seen) {
    String ports =
        seen.getPort() == port ? "keeps the port" : "makes port " + port + " " + seen.getPort();
    return seen.getAddress().equals(own)
        ? "none, the server sees the link's own address"
            + (seen.getPort() == port ? "" : ", but something " + ports)
        : "the server sees " + seen.getAddress().getHostAddress() + "; the NAT " + ports;
  }

  static String moved(InetSocketAddress before, InetSocketAddress now, long apartNs) {
    return before.equals(now)
        ? ""
        : ", and moved the flow to "
            + now.getAddress().getHostAddress()
            + " port "
            + now.getPort()
            + " within "
            + Text.millis(apartNs);
  }

  static String paired(InetSocketAddress seen, InetSocketAddress other) {
    return seen.getAddress().equals(other.getAddress())
        ? ""
        : "; another flow is seen as " + other.getAddress().getHostAddress();
  }
}
