package org.tquic.paths.doctor.step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tquic.api.doctor.StepResult;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.socket.LinkSocket;
import org.tquic.paths.doctor.finding.Fact;
import org.tquic.paths.doctor.finding.Fact.UdpAnswer;
import org.tquic.paths.doctor.finding.StepName;
import org.tquic.paths.doctor.probe.VersionAnswer;
import org.tquic.paths.doctor.probe.VersionProbe;

/**
 * The cheapest proof that a QUIC server is there. Where no answer comes, it is asked again with an
 * eye on the other links, for answers may take another way.
 */
final class VersionStep implements Step {
  private static final int TRIES = 5;
  private static final int TRIES_WATCHED = 3;
  private static final Duration BETWEEN = Duration.ofMillis(350);
  private static final Duration AFTER_ANOTHER_ANSWER = Duration.ofMillis(300);
  private static final int MAX_DATAGRAM = 65_536;

  @Override
  public String name() {
    return StepName.VERSION;
  }

  @Override
  public StepResult take(LinkCase link) {
    try (LinkSocket socket = link.udp()) {
      Asked asked = new Asked(link, socket);
      asked.ask(TRIES, Optional.empty());
      if (asked.outcome == UdpAnswer.SILENT && !link.others().isEmpty()) {
        try (AnswerWatch watch =
            AnswerWatch.open(link.others(), link.remote(), socket.localAddress())) {
          asked.ask(TRIES_WATCHED, Optional.of(watch));
          watch.seenOn().ifPresent(other -> link.facts().add(new Fact.Astray(other)));
        }
      }
      link.facts().add(asked.outcome);
      return result(link, asked);
    } catch (LinuxException e) {
      return fail(e.getMessage());
    }
  }

  private StepResult result(LinkCase link, Asked asked) {
    return switch (asked.outcome) {
      case QUIC -> pass("the server offers " + asked.offered);
      case OTHER_VERSION -> fail("what answers offers " + asked.offered + ", none of ours");
      case NOT_QUIC -> fail("what answers on the port is not QUIC");
      case REFUSED -> fail("refused: ICMP port unreachable came back");
      case SILENT ->
          fail(
              link.facts()
                  .find(Fact.Astray.class)
                  .map(astray -> "answers to this link arrive on " + astray.link())
                  .orElse(asked.trouble.isEmpty() ? "no answer" : asked.trouble));
    };
  }

  /** What came back so far. */
  private static final class Asked {
    private final LinkCase link;
    private final LinkSocket socket;
    private final List<VersionProbe> probes = new ArrayList<>();
    private final byte[] buffer = new byte[MAX_DATAGRAM];
    private UdpAnswer outcome = UdpAnswer.SILENT;
    private String offered = "";
    private String trouble = "";

    Asked(LinkCase link, LinkSocket socket) {
      this.link = link;
      this.socket = socket;
    }

    void ask(int tries, Optional<AnswerWatch> watch) {
      for (int i = 0; i < tries && outcome == UdpAnswer.SILENT; i++) {
        VersionProbe probe = VersionProbe.of(link.random(), VersionProbe.MIN_BYTES);
        probes.add(probe);
        try {
          socket.send(probe.datagram());
          listen(link.bound(BETWEEN));
          if (outcome == UdpAnswer.NOT_QUIC) {
            // A stranger may be quicker than the server.
            listen(link.bound(AFTER_ANOTHER_ANSWER));
          }
        } catch (LinuxException e) {
          onError(e);
        }
        watch.ifPresent(AnswerWatch::look);
      }
    }

    private void onError(LinuxException error) {
      switch (error.errno()) {
        case Errno.ECONNREFUSED -> outcome = UdpAnswer.REFUSED;
        case Errno.EMSGSIZE -> {
          if (trouble.isEmpty()) {
            link.facts().add(new Fact.TooLong());
          }
          trouble = "no answer; datagrams of 1200 bytes are too long for a router on the way";
        }
        default -> trouble = error.getMessage();
      }
    }

    private void listen(long boundNs) {
      long end = System.nanoTime() + boundNs;
      while (outcome == UdpAnswer.SILENT || outcome == UdpAnswer.NOT_QUIC) {
        int length = socket.receive(buffer, Math.max(0, end - System.nanoTime()));
        if (length < 0) {
          return;
        }
        Optional<VersionAnswer> answer = VersionAnswer.parse(buffer, length);
        if (answer.isEmpty() || probes.stream().noneMatch(p -> p.isAnsweredBy(answer.get()))) {
          outcome = UdpAnswer.NOT_QUIC;
          return;
        }
        offered = answer.get().text();
        outcome = answer.get().isKnown() ? UdpAnswer.QUIC : UdpAnswer.OTHER_VERSION;
      }
    }
  }
}
