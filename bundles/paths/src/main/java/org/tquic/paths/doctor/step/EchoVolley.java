package org.tquic.paths.doctor.step;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.socket.LinkSocket;
import org.tquic.paths.doctor.probe.EchoMessage;

/**
 * Echo requests of several sizes under way together, a few rounds of them for what is lost. The
 * sequence number tells round and size.
 */
final class EchoVolley {
  /** IP packets: tiny; the least of IPv4; below and above what QUIC needs; the least of IPv6. */
  private static final List<Integer> SIZES = List.of(100, 576, 1000, 1228, 1248, 1280, 1400);

  private static final int ROUNDS = 4;
  private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(100);
  private static final Duration SILENCE = Duration.ofMillis(1100);
  private static final Duration STRAGGLERS = Duration.ofMillis(300);
  private static final int MAX_MESSAGE = 65_536;

  private final LinkCase link;
  private final LinkSocket socket;
  private final boolean ipv6;
  private final int identifier;
  private final int[] sizes;
  private final boolean[] answered;
  private final long[] roundSentNs = new long[ROUNDS];
  private final byte[] buffer = new byte[MAX_MESSAGE];
  private long roundTripNs = -1;

  /** A volley through a socket for ICMP; no packet is longer than the link's MTU. */
  EchoVolley(LinkCase link, LinkSocket socket) {
    this.link = link;
    this.socket = socket;
    ipv6 = link.isIpv6();
    identifier = link.random().nextInt(1 << Short.SIZE);
    int mtu = link.info().mtu();
    sizes =
        Stream.concat(SIZES.stream().filter(size -> size < mtu), Stream.of(mtu))
            .mapToInt(Integer::intValue)
            .toArray();
    answered = new boolean[sizes.length];
  }

  /** Sends, and waits for what comes back. */
  void run() {
    for (int round = 0; round < ROUNDS && !isComplete(); round++) {
      roundSentNs[round] = System.nanoTime();
      for (int i = 0; i < sizes.length; i++) {
        if (!answered[i]) {
          send(round * sizes.length + i, sizes[i]);
        }
      }
      receive(link.bound(BETWEEN_ROUNDS), this::isComplete);
    }
    receive(link.bound(SILENCE), () -> roundTripNs >= 0);
    if (roundTripNs >= 0) {
      receive(link.bound(STRAGGLERS.plusNanos(roundTripNs)), this::isComplete);
    }
  }

  private void send(int sequence, int packetBytes) {
    try {
      socket.send(EchoMessage.request(ipv6, identifier, sequence, packetBytes));
    } catch (LinuxException e) {
      if (e.errno() != Errno.EMSGSIZE && e.errno() != Errno.ENOBUFS) {
        throw e;
      }
    }
  }

  private void receive(long boundNs, BooleanSupplier enough) {
    long end = System.nanoTime() + boundNs;
    while (!enough.getAsBoolean()) {
      int length = receiveOne(Math.max(0, end - System.nanoTime()));
      if (length < 0) {
        return;
      }
      int sequence = EchoMessage.replyTo(ipv6, identifier, buffer, length);
      if (sequence != EchoMessage.NONE && sequence < ROUNDS * sizes.length) {
        answered[sequence % sizes.length] = true;
        if (roundTripNs < 0) {
          roundTripNs = System.nanoTime() - roundSentNs[sequence / sizes.length];
        }
      }
    }
  }

  /** Errors are the network's words on single packets, such as on one that is too long. */
  private int receiveOne(long boundNs) {
    try {
      return socket.receive(buffer, boundNs);
    } catch (LinuxException e) {
      if (e.errno() == Errno.ENETDOWN) {
        throw e;
      }
      return 0;
    }
  }

  private boolean isComplete() {
    return IntStream.range(0, answered.length).allMatch(i -> answered[i]);
  }

  /** Round trip of the first answer, -1 without one. */
  long roundTripNs() {
    return roundTripNs;
  }

  /** Longest packet that passed, 0 for none. */
  int longest() {
    return IntStream.range(0, sizes.length)
        .filter(i -> answered[i])
        .map(i -> sizes[i])
        .max()
        .orElse(0);
  }

  /** Shortest packet that is longer than all that passed, 0 when the longest did. */
  int shortestLost() {
    int longest = longest();
    return Arrays.stream(sizes).filter(size -> size > longest).min().orElse(0);
  }
}
