package org.tquic.paths.doctor.step;

import java.time.Duration;
import org.tquic.api.doctor.StepResult;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.socket.LinkSocket;
import org.tquic.paths.doctor.finding.Fact;
import org.tquic.paths.doctor.finding.Fact.UdpAnswer;
import org.tquic.paths.doctor.finding.StepName;
import org.tquic.paths.doctor.probe.ShortProbe;

/**
 * Whether small datagrams pass, where those of full length drew no answer. There are many of them,
 * since the running bond uses up what ICMP errors a router sends (RFC 1812 section 4.3.2.8).
 */
final class SmallUdpStep implements Step {
  private static final int TRIES = 30;
  private static final Duration BETWEEN = Duration.ofMillis(50);
  private static final int MAX_DATAGRAM = 2048;

  @Override
  public String name() {
    return StepName.SMALL_UDP;
  }

  @Override
  public StepResult take(LinkCase link) {
    if (!link.facts().answers(UdpAnswer.SILENT)) {
      return skip("datagrams of full length tell already");
    }
    byte[] buffer = new byte[MAX_DATAGRAM];
    try (LinkSocket socket = link.udp()) {
      for (int i = 0; i < TRIES; i++) {
        socket.send(ShortProbe.datagram(link.random()));
        if (socket.receive(buffer, link.bound(BETWEEN)) >= 0) {
          link.facts().add(new Fact.SmallAnswered());
          return pass("small datagrams pass");
        }
      }
      return skip("no answer, which servers need not give");
    } catch (LinuxException e) {
      if (e.errno() == Errno.ECONNREFUSED) {
        link.facts().add(UdpAnswer.REFUSED);
        return fail("refused: ICMP port unreachable came back");
      }
      return skip(e.getMessage());
    }
  }
}
