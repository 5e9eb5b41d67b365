package org.tquic.paths.doctor.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.tquic.linux.socket.LinkSocket;
import org.tquic.paths.doctor.probe.VersionAnswer;
import org.tquic.paths.doctor.probe.VersionProbe;

/** Probes under way on one socket, each with a tag that its answer is known by. */
final class ProbeExchange {
  private static final int MAX_DATAGRAM = 2048;

  private final LinkSocket socket;
  private final List<Sent> sent = new ArrayList<>();
  private final byte[] buffer = new byte[MAX_DATAGRAM];

  private record Sent(VersionProbe probe, int tag) {}

  ProbeExchange(LinkSocket socket) {
    this.socket = socket;
  }

  /** Sends a probe. */
  void send(VersionProbe probe, int tag) {
    sent.add(new Sent(probe, tag));
    socket.send(probe.datagram());
  }

  /**
   * Takes answers until the time is up, or it is enough.
   *
   * @param onAnswer gets the tag of each probe that was answered
   */
  void receive(long boundNs, IntConsumer onAnswer, BooleanSupplier enough) {
    long end = System.nanoTime() + boundNs;
    while (!enough.getAsBoolean()) {
      int length = socket.receive(buffer, Math.max(0, end - System.nanoTime()));
      if (length < 0) {
        return;
      }
      Optional<VersionAnswer> answer = VersionAnswer.parse(buffer, length);
      if (answer.isPresent()) {
        sent.stream()
            .filter(one -> one.probe().isAnsweredBy(answer.get()))
            .findFirst()
            .ifPresent(one -> onAnswer.accept(one.tag()));
      }
    }
  }
}
