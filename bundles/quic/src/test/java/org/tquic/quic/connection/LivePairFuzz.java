package org.tquic.quic.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;
import org.tquic.quic.Role;
import org.tquic.quic.endpoint.Sent;
import org.tquic.quic.fuzz.FuzzInput;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.PacketHeader;
import org.tquic.quic.wire.TransportParameters;

/**
 * Two honest ends and a network that loses, delays, repeats, reorders, damages, forges and sends
 * from elsewhere. Whatever of that happens, the connection lives, and afterwards bytes arrive.
 */
public final class LivePairFuzz {
  private static final int MAX_STEPS = 200;
  private static final int MAX_LOST = 20;
  private static final int HISTORY = 32;
  private static final long STEP_NS = 5_000_000;
  private static final long LONGEST_WAIT_NS = 3 * EndSettings.SECOND_NS;
  private static final int HEALING_ROUNDS = 4000;
  private static final int LAST_BYTES = 3000;

  private final FuzzInput in;
  private final End client;
  private final End server;
  private int lost;
  private long waitedNs;
  private long nowNs = EndSettings.SECOND_NS;

  /** One end, what is under way to it, and what has been. */
  private static final class End {
    final Subject subject;
    final SubjectUse use;
    final Deque<Sent> underWay = new ArrayDeque<>();
    final Deque<Sent> history = new ArrayDeque<>();

    End(Subject subject, Role role) {
      this.subject = subject;
      use = new SubjectUse(subject, role);
    }

    void receive(Sent sent, byte[] bytes, long nowNs) {
      subject.onDatagram(sent.arrival(), bytes.clone(), sent.ecn(), nowNs);
    }
  }

  private LivePairFuzz(FuzzInput in) {
    this.in = in;
    UnaryOperator<TransportParameters.Builder> offers = EndSettings.paths((in.u8() & 1) == 0);
    client = new End(Subject.client(offers, nowNs), Role.CLIENT);
    Sent first = client.subject.settle(nowNs).get(0);
    PacketHeader header = new PacketHeader();
    header.parse(first.bytes(), 0, first.bytes().length, EndIds.LENGTH);
    ConnectionId destination =
        ConnectionId.of(first.bytes(), header.dcidOffset(), header.dcidLength());
    server = new End(Subject.server(offers, destination, nowNs), Role.SERVER);
    server.underWay.add(first);
  }

  public static void fuzzerTestOneInput(byte[] input) {
    new LivePairFuzz(new FuzzInput(input)).run();
  }

  private void run() {
    for (int rounds = in.below(8); rounds > 0; rounds--) {
      deliverAll();
    }
    for (int step = 0; step < MAX_STEPS && in.hasMore(); step++) {
      step();
      collect();
      assertHealthy();
    }
    heal();
    client.subject.end(nowNs);
  }

  private void step() {
    int kind = in.u8();
    End to = (kind & 1) == 0 ? client : server;
    switch (kind >> 1 & 7) {
      case 0 -> deliver(to, to.underWay.poll());
      case 1 -> forge(to);
      case 2 -> damage(to);
      case 3 -> repeat(to);
      case 4 -> reorderOrLose(to);
      case 5 -> to.use.act(in, nowNs);
      case 6 -> elapse(in.u8() * STEP_NS);
      default -> deliverAll();
    }
  }

  private void deliver(End to, Sent sent) {
    if (sent != null) {
      to.receive(sent, sent.bytes(), nowNs);
      to.history.add(sent);
      if (to.history.size() > HISTORY) {
        to.history.poll();
      }
    }
  }

  /** Bytes that nobody sent, from anywhere. */
  private void forge(End to) {
    Role from = to == client ? Role.SERVER : Role.CLIENT;
    byte[] bytes = in.counted();
    to.receive(new Sent(bytes, EndSettings.network(from, in.u8()), in.below(4)), bytes, nowNs);
  }

  /** A damaged copy overtakes what is under way, or follows what has been. */
  private void damage(End to) {
    Sent sent = to.underWay.isEmpty() ? to.history.peekLast() : to.underWay.peek();
    if (sent != null) {
      to.receive(sent, in.damaged(sent.bytes()), nowNs);
    }
  }

  /** A copy of an old datagram, or of one under way, comes, perhaps from another address. */
  private void repeat(End to) {
    int which = in.u8();
    Deque<Sent> from = (which & 0x40) == 0 ? to.history : to.underWay;
    if (!from.isEmpty()) {
      copy(to, from.stream().skip(which % from.size()).findFirst().orElseThrow(), which);
    }
  }

  private void copy(End to, Sent old, int which) {
    Role from = to == client ? Role.SERVER : Role.CLIENT;
    Sent again =
        (which & 0x80) == 0
            ? old
            : new Sent(old.bytes(), EndSettings.network(from, which), old.ecn());
    to.receive(again, old.bytes(), nowNs);
  }

  private void reorderOrLose(End to) {
    Sent first = to.underWay.poll();
    if (first == null) {
      return;
    }
    if (in.flag() && lost < MAX_LOST) {
      lost++;
    } else {
      to.underWay.add(first);
    }
  }

  /** Time goes by; what is under way is not held up for longer than a network may. */
  private void elapse(long ns) {
    waitedNs += ns;
    if (waitedNs > LONGEST_WAIT_NS) {
      deliverAll();
    }
    nowNs += ns;
  }

  private void deliverAll() {
    waitedNs = 0;
    nowNs += STEP_NS;
    collect();
    for (int i = client.underWay.size(); i > 0; i--) {
      deliver(client, client.underWay.poll());
    }
    for (int i = server.underWay.size(); i > 0; i--) {
      deliver(server, server.underWay.poll());
    }
    collect();
  }

  private void collect() {
    server.underWay.addAll(client.subject.settle(nowNs));
    client.underWay.addAll(server.subject.settle(nowNs));
  }

  private void assertHealthy() {
    assertThat(client.subject.events.closed).isNull();
    assertThat(server.subject.events.closed).isNull();
  }

  /** On a network without faults the handshake is soon over, and bytes go both ways. */
  private void heal() {
    long up = -1;
    for (int i = 0; i < HEALING_ROUNDS && !(up >= 0 && arrived(server, up)); i++) {
      if (up < 0 && client.subject.events.confirmed && server.subject.events.confirmed) {
        up = client.subject.connection.openStream(true);
        client.subject.connection.write(up, new byte[LAST_BYTES], 0, LAST_BYTES, true);
        collect();
      }
      if (client.underWay.isEmpty() && server.underWay.isEmpty()) {
        nowNs = Math.max(nowNs, nextTimeoutNs());
      }
      deliverAll();
      assertHealthy();
    }
    assertThat(arrived(server, up)).isTrue();
  }

  private static boolean arrived(End at, long stream) {
    return at.subject.events.received.getOrDefault(stream, 0L) == LAST_BYTES;
  }

  private long nextTimeoutNs() {
    return Math.min(
        client.subject.connection.nextTimeoutNs(nowNs),
        server.subject.connection.nextTimeoutNs(nowNs));
  }
}
