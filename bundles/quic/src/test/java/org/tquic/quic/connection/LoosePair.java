package org.tquic.quic.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.Role;
import org.tquic.quic.endpoint.Sent;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.TransportParameters;

/** A connection under test and a peer that says what it is told to, on a network without faults. */
final class LoosePair {
  private static final long STEP_NS = 10_000_000;
  private static final int ROUNDS = 20;

  final Subject subject;
  final LooseEnd peer;
  private final Role role;
  long nowNs = EndSettings.SECOND_NS;

  private LoosePair(Role role, UnaryOperator<TransportParameters.Builder> offers) {
    this.role = role;
    if (role == Role.SERVER) {
      ConnectionId first = ConnectionId.of(new byte[] {8, 7, 6, 5, 4, 3, 2, 1});
      peer = LooseEnd.of(Role.CLIENT, offers, first, nowNs);
      subject = Subject.server(offers, first, nowNs);
    } else {
      subject = Subject.client(offers, nowNs);
      peer = LooseEnd.of(Role.SERVER, offers, subject.connection.originalDestination(), nowNs);
    }
  }

  /** Before the first datagram; the connection under test is of that role. */
  static LoosePair of(Role role, boolean multipath) {
    return of(role, EndSettings.paths(multipath));
  }

  /** As {@link #of(Role, boolean)}; both offer what is said. */
  static LoosePair of(Role role, UnaryOperator<TransportParameters.Builder> offers) {
    return new LoosePair(role, offers);
  }

  /** As {@link #of(Role, boolean)}, with several paths. */
  static LoosePair of(Role role) {
    return of(role, true);
  }

  /** Both know that the handshake is over, and nothing is under way. */
  LoosePair established() {
    for (int i = 0; i < ROUNDS; i++) {
      exchange();
    }
    return this;
  }

  /** What each has to say goes to the other; returns what the connection under test said. */
  List<Sent> exchange() {
    nowNs += STEP_NS;
    List<Sent> said = new ArrayList<>(settle());
    for (Sent sent : peer.output(nowNs)) {
      subject.onDatagram(sent.arrival(), sent.bytes(), sent.ecn(), nowNs);
    }
    said.addAll(settle());
    return said;
  }

  private List<Sent> settle() {
    List<Sent> said = subject.settle(nowNs);
    for (Sent sent : said) {
      peer.onDatagram(sent.arrival(), sent.bytes().clone(), nowNs);
    }
    return said;
  }

  /** A packet with such frames comes from one of the peer's addresses; returns its bytes. */
  int receive(long pathId, int address, int... payload) {
    return receive(EncryptionLevel.ONE_RTT, pathId, address, payload);
  }

  /** As {@link #receive(long, int, int...)}, with a packet of any level. */
  int receive(EncryptionLevel level, long pathId, int address, int... payload) {
    byte[] frames = new byte[payload.length];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = (byte) payload[i];
    }
    byte[] packet = peer.seal(level, pathId, frames, nowNs);
    subject.onDatagram(EndSettings.network(role, address), packet, 0, nowNs);
    return packet.length;
  }
}
