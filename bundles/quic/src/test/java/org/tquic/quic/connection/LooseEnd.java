package org.tquic.quic.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.QuicException;
import org.tquic.quic.Role;
import org.tquic.quic.endpoint.Sent;
import org.tquic.quic.fuzz.SeededRandom;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.QuicVersion;
import org.tquic.quic.wire.TransportParameters;

/**
 * The peer of the connection under test. It does an honest handshake, but seals any payload into
 * the next packet that is asked for, so that what is behind the AEAD is reached. It forgives the
 * other end whatever that answers to nonsense.
 */
final class LooseEnd {
  private static final int MAX_DATAGRAMS = 64;
  private static final int ROOM_BYTES = 1400;

  final Core core;
  int forgiven;

  /** Bits of the first byte that packets with any payload lack. */
  int clearedBits;

  private final PacketReceiver receiver;
  private final Transmitter transmitter;
  private final Transmit out = new Transmit(2048);

  private LooseEnd(Core core) {
    this.core = core;
    receiver = new PacketReceiver(core);
    transmitter = new Transmitter(core);
    core.handshake.start();
  }

  /**
   * A peer, as a client if the role is that.
   *
   * @param clientDestination where the client's first packet goes
   */
  static LooseEnd of(
      Role role,
      UnaryOperator<TransportParameters.Builder> offers,
      ConnectionId clientDestination,
      long nowNs) {
    SeededRandom random = new SeededRandom(2);
    EndIds ids = new EndIds(random);
    ConnectionId local = ids.newId();
    ids.add(local);
    return new LooseEnd(
        new Core(
            role,
            EndSettings.of(role, offers, random),
            HandshakeIds.of(local, clientDestination),
            QuicVersion.V1,
            ids,
            ids,
            EndSettings.network(role, 0),
            true,
            new ConnectionEvents() {},
            nowNs));
  }

  void onDatagram(NetworkPath network, byte[] datagram, long nowNs) {
    try {
      receiver.onDatagram(network, 0, datagram, 0, datagram.length, nowNs);
    } catch (QuicException offence) {
      // An answer to nonsense need not make sense.
      forgiven++;
    }
  }

  /** What it wants to send of itself. */
  List<Sent> output(long nowNs) {
    List<Sent> datagrams = new ArrayList<>();
    while (datagrams.size() < MAX_DATAGRAMS && transmitter.poll(nowNs, out)) {
      datagrams.add(new Sent(copy(out.length), out.network, out.ecn));
    }
    return datagrams;
  }

  /** A packet with any payload; null when there are no keys, no path or no connection ID for it. */
  byte[] seal(EncryptionLevel level, long pathId, byte[] payload, long nowNs) {
    Path path = core.paths.get(pathId);
    if (path == null || !core.keys.canSend(level) || core.destination(path) == null) {
      return null;
    }
    PacketAssembler packet = transmitter.packet();
    if (level == EncryptionLevel.ONE_RTT && core.handshake.peer() == null
        || !packet.begin(level, path, core.destination(path), out.array, 0, ROOM_BYTES)) {
      return null;
    }
    out.array[0] &= (byte) ~clearedBits;
    packet.out().bytes(payload, 0, Math.min(payload.length, packet.out().remaining()));
    if (level == EncryptionLevel.INITIAL) {
      packet.padTo(ROOM_BYTES);
    }
    return copy(packet.finish(0, false, true, nowNs));
  }

  private byte[] copy(int length) {
    byte[] datagram = new byte[length];
    System.arraycopy(out.array, 0, datagram, 0, length);
    return datagram;
  }
}
