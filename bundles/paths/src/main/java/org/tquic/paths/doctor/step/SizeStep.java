package org.tquic.paths.doctor.step;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tquic.api.doctor.StepResult;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.socket.LinkSocket;
import org.tquic.paths.doctor.finding.Fact.UdpAnswer;
import org.tquic.paths.doctor.finding.StepName;
import org.tquic.paths.doctor.probe.VersionProbe;

/** The longest datagram that reaches the server, among some sizes. */
final class SizeStep implements Step {
  private static final List<Integer> SIZES = List.of(1200, 1252, 1280, 1350, 1400, 1452);
  private static final int ROUNDS = 3;
  private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(100);
  private static final Duration STRAGGLERS = Duration.ofMillis(900);

  @Override
  public String name() {
    return StepName.SIZE;
  }

  @Override
  public StepResult take(LinkCase link) {
    if (!link.facts().answers(UdpAnswer.QUIC)) {
      return skip("no answer to measure by");
    }
    int longest = link.info().mtu() - link.headerBytes();
    int[] sizes =
        Stream.concat(SIZES.stream(), Stream.of(longest))
            .filter(size -> size >= VersionProbe.MIN_BYTES && size <= longest)
            .mapToInt(Integer::intValue)
            .distinct()
            .toArray();
    try (LinkSocket socket = link.udp()) {
      int passes = measure(link, socket, sizes);
      return passes == 0
          ? fail("datagrams of 1200 bytes are lost")
          : pass(
              "datagrams of "
                  + passes
                  + " bytes pass"
                  + (passes == longest ? ", all that the link's MTU allows" : ""));
    } catch (LinuxException e) {
      return skip(e.getMessage());
    }
  }

  private static int measure(LinkCase link, LinkSocket socket, int[] sizes) {
    boolean[] answered = new boolean[sizes.length];
    ProbeExchange exchange = new ProbeExchange(socket);
    for (int round = 0; round < ROUNDS && !all(answered); round++) {
      for (int i = 0; i < sizes.length; i++) {
        if (!answered[i]) {
          send(link, exchange, sizes[i], i);
        }
      }
      exchange.receive(
          link.bound(BETWEEN_ROUNDS), size -> answered[size] = true, () -> all(answered));
    }
    exchange.receive(link.bound(STRAGGLERS), size -> answered[size] = true, () -> all(answered));
    return IntStream.range(0, sizes.length)
        .filter(i -> answered[i])
        .map(i -> sizes[i])
        .max()
        .orElse(0);
  }

  private static void send(LinkCase link, ProbeExchange exchange, int bytes, int tag) {
    try {
      exchange.send(VersionProbe.of(link.random(), bytes), tag);
    } catch (LinuxException e) {
      if (e.errno() != Errno.EMSGSIZE) {
        throw e;
      }
    }
  }

  private static boolean all(boolean[] answered) {
    return IntStream.range(0, answered.length).allMatch(i -> answered[i]);
  }
}
