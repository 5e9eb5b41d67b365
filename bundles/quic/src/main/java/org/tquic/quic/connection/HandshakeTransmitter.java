package org.tquic.quic.connection;

import org.tquic.quic.Ecn;
import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.Role;
import org.tquic.quic.path.MtuDiscovery;
import org.tquic.quic.recovery.PacketNumberSpace;
import org.tquic.quic.wire.ConnectionId;

/**
 * Datagrams of the handshake: Initial and Handshake packets together, and what a peer needs of
 * 1-RTT beside them, RFC 9000 section 12.2.
 */
final class HandshakeTransmitter {
  /** Less room than this is not worth a second packet: headers and tag take most of it. */
  private static final int MIN_SECOND_PACKET_BYTES = 128;

  private static final EncryptionLevel[] LONG_HEADER_LEVELS = {
    EncryptionLevel.INITIAL, EncryptionLevel.HANDSHAKE
  };

  private final Core core;
  private final PacketAssembler packet;

  HandshakeTransmitter(Core core, PacketAssembler packet) {
    this.core = core;
    this.packet = packet;
  }

  boolean poll(long nowNs, Transmit out) {
    Path path = core.paths.initial();
    int allowance = (int) Math.min(MtuDiscovery.BASE, path.amplification.allowance());
    path.recovery.setAtAmplificationLimit(allowance < MtuDiscovery.BASE);
    if (allowance < MtuDiscovery.BASE) {
      return false;
    }
    ConnectionId destination = core.destination(path);
    int end = out.offset;
    int limit = out.offset + MtuDiscovery.BASE;
    for (EncryptionLevel level : LONG_HEADER_LEVELS) {
      if (wantsToSend(level, path, nowNs)
          && limit - end >= MIN_SECOND_PACKET_BYTES
          && packet.begin(level, path, destination, out.array, end, limit - end)) {
        end = finish(level, path, limit, end, nowNs);
      }
    }
    if (end == out.offset) {
      return false;
    }
    path.probesOwed = 0;
    out.length = end - out.offset;
    out.network = path.network();
    out.ecn = Ecn.NOT_ECT;
    path.amplification.onSent(out.length);
    core.evidence.datagramSent(path, out);
    return true;
  }

  private boolean wantsToSend(EncryptionLevel level, Path path, long nowNs) {
    if (!core.keys.canSend(level)) {
      return false;
    }
    PacketNumberSpace space = core.handshake.space(level, path);
    return space.received().ackDue(nowNs)
        || core.handshake.crypto(level).wantsToSend()
        || probeOwed(space, path);
  }

  private static boolean probeOwed(PacketNumberSpace space, Path path) {
    return path.probesOwed > 0 && path.recovery.probeSpace() == space;
  }

  /** Fills the packet and pads the datagram as RFC 9000 section 14.1 asks. */
  private int finish(EncryptionLevel level, Path path, int limit, int begin, long nowNs) {
    PacketNumberSpace space = core.handshake.space(level, path);
    boolean probe = probeOwed(space, path);
    if (probe) {
      core.fates.reinjectOldest(space);
    }
    packet.acknowledge(nowNs);
    packet.crypto();
    if (probe && !packet.isAckEliciting()) {
      packet.ping();
    }
    if (packet.isEmpty()) {
      packet.cancel();
      return begin;
    }
    boolean last =
        level == EncryptionLevel.HANDSHAKE
            || packet.out().remaining() < MIN_SECOND_PACKET_BYTES
            || !wantsToSend(EncryptionLevel.HANDSHAKE, path, nowNs);
    boolean initial = level == EncryptionLevel.INITIAL || begin > limit - MtuDiscovery.BASE;
    boolean mustPad = initial && (core.role == Role.CLIENT || packet.isAckEliciting());
    if (last && mustPad) {
      packet.padTo(limit);
    }
    // A handshake is too little to show what a path carries.
    int end = packet.finish(Ecn.NOT_ECT, false, true, nowNs);
    if (level == EncryptionLevel.HANDSHAKE && core.role == Role.CLIENT) {
      core.handshake.discard(EncryptionLevel.INITIAL, nowNs);
    }
    return end;
  }
}
