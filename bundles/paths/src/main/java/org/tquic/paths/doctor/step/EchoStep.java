package org.tquic.paths.doctor.step;

import org.tquic.api.doctor.StepResult;
import org.tquic.linux.LinuxException;
import org.tquic.linux.socket.LinkSocket;
import org.tquic.paths.doctor.finding.Fact;
import org.tquic.paths.doctor.finding.StepName;
import org.tquic.paths.doctor.probe.VersionProbe;

/** ICMP echo with packets of several sizes that may not be fragmented. */
final class EchoStep implements Step {
  @Override
  public String name() {
    return StepName.ICMP;
  }

  @Override
  public StepResult take(LinkCase link) {
    try (LinkSocket socket =
        LinkSocket.icmp(link.info().name(), link.source(), link.remote().getAddress())) {
      EchoVolley volley = new EchoVolley(link, socket);
      volley.run();
      return result(link, volley);
    } catch (LinuxException e) {
      return skip(e.getMessage());
    }
  }

  private StepResult result(LinkCase link, EchoVolley volley) {
    int passes = volley.longest();
    // What QUIC cannot do without, RFC 9000 section 14.
    int needed = VersionProbe.MIN_BYTES + link.headerBytes();
    link.facts().add(new Fact.Echo(passes > 0, passes >= needed));
    if (passes == 0) {
      return skip("no answer to a ping, which servers need not give");
    }
    String trip = Text.millis(volley.roundTripNs());
    return passes < needed
        ? fail(
            "packets of "
                + passes
                + " bytes pass, of "
                + volley.shortestLost()
                + " bytes do not; "
                + trip)
        : pass("packets of up to " + passes + " bytes pass; " + trip);
  }
}
