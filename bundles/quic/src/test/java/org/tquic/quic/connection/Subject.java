package org.tquic.quic.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tquic.quic.Role;
import org.tquic.quic.endpoint.Sent;
import org.tquic.quic.fuzz.SeededRandom;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.QuicVersion;
import org.tquic.quic.wire.TransportParameters;

/**
 * A connection under test. After each step it has to come to rest: what it wants to send ends, its
 * next timeout is ahead, it has told of its end at most once, and what it keeps is bounded.
 */
final class Subject {
  private static final int MAX_DATAGRAMS = 1000;
  private static final int MAX_TICKS = 64;
  private static final int MAX_ROUTES = 64;

  final EndEvents events;
  final EndIds ids;
  final Connection connection;
  private final Transmit out = new Transmit(2048);

  private Subject(EndIds ids, Connection connection, EndEvents events) {
    this.events = events;
    this.ids = ids;
    this.connection = connection;
    events.connection = connection;
  }

  static Subject client(UnaryOperator<TransportParameters.Builder> offers, long nowNs) {
    SeededRandom random = new SeededRandom(1);
    EndIds ids = new EndIds(random);
    EndEvents events = new EndEvents();
    Connection connection =
        Connection.open(
            EndSettings.of(Role.CLIENT, offers, random),
            ids,
            ids,
            EndSettings.network(Role.CLIENT, 0),
            AddressToken.NONE,
            events,
            nowNs);
    return new Subject(ids, connection, events);
  }

  static Subject server(
      UnaryOperator<TransportParameters.Builder> offers,
      ConnectionId clientDestination,
      long nowNs) {
    SeededRandom random = new SeededRandom(3);
    EndIds ids = new EndIds(random);
    EndEvents events = new EndEvents();
    ConnectionId local = ids.newId();
    ids.add(local);
    Connection connection =
        Connection.accept(
            EndSettings.of(Role.SERVER, offers, random),
            ids,
            ids,
            EndSettings.network(Role.SERVER, 0),
            local,
            clientDestination,
            null,
            QuicVersion.V1,
            false,
            events,
            nowNs);
    return new Subject(ids, connection, events);
  }

  void onDatagram(NetworkPath network, byte[] datagram, int ecn, long nowNs) {
    connection.onDatagram(nowNs, network, ecn, datagram, 0, datagram.length);
  }

  /** Lets it send and do what is due; returns what it sent. */
  List<Sent> settle(long nowNs) {
    List<Sent> sent = new ArrayList<>();
    int ticks = 0;
    drain(sent, nowNs);
    while (!connection.isTerminated() && connection.nextTimeoutNs(nowNs) <= nowNs) {
      assertThat(++ticks).as("timeouts that are due at once").isLessThan(MAX_TICKS);
      connection.onTimeout(nowNs);
      drain(sent, nowNs);
    }
    check();
    return sent;
  }

  private void drain(List<Sent> sent, long nowNs) {
    while (connection.poll(nowNs, out)) {
      assertThat(out.length).isBetween(1, out.array.length);
      byte[] datagram = new byte[out.length];
      System.arraycopy(out.array, 0, datagram, 0, out.length);
      sent.add(new Sent(datagram, out.network, out.ecn));
      assertThat(sent).as("datagrams at once").hasSizeLessThan(MAX_DATAGRAMS);
    }
  }

  private void check() {
    assertThat(events.closings).isLessThanOrEqualTo(1);
    assertThat(events.terminations).isLessThanOrEqualTo(events.closings);
    assertThat(events.terminations == 1).isEqualTo(connection.isTerminated());
    assertThat(ids.routes).hasSizeLessThan(MAX_ROUTES);
    if (connection.isTerminated()) {
      assertThat(ids.routes).isEmpty();
    }
  }

  /** Closes it if it is not closed; within a few timeouts nothing is left of it. */
  void end(long nowNs) {
    connection.close(0, "", nowNs);
    long now = nowNs;
    settle(now);
    for (int i = 0; i < MAX_TICKS && !connection.isTerminated(); i++) {
      now = Math.max(now, connection.nextTimeoutNs(now));
      settle(now);
    }
    assertThat(connection.isTerminated()).isTrue();
  }
}
