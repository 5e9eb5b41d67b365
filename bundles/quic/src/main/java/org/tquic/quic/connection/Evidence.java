package org.tquic.quic.connection;

import java.util.EnumMap;
import java.util.Map;
import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.PacketType;
import org.tquic.quic.crypto.PacketProtection;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.recovery.SentPacket;
import org.tquic.quic.wire.PacketHeader;

/**
 * Counts what the connection does and shows it to an observer, if there is one. The parts of the
 * connection call it where something happens; without an observer that costs an addition and a
 * comparison.
 */
final class Evidence {
  private static final DropReason[] REASONS = DropReason.values();

  private final Core core;
  private final long[] packetsDropped = new long[REASONS.length];
  private PathCounters removedPaths = PathCounters.NONE;
  private long packetsBuffered;
  private long datagramsSent;
  private long bytesSent;
  private long datagramsReceived;
  private long bytesReceived;
  private Observation observation;
  private long nowNs;

  Evidence(Core core) {
    this.core = core;
  }

  /** What follows happens at this time. */
  void at(long newNowNs) {
    nowNs = newNowNs;
  }

  /** Shows everything to an observer in place of the one before; null for none. */
  void observe(ConnectionObserver observer) {
    observation = observer == null ? null : new Observation(core, observer);
    if (observation != null) {
      observation.begin(nowNs);
    }
  }

  ConnectionCounters counters() {
    PathCounters paths = removedPaths;
    for (int i = 0; i < core.paths.size(); i++) {
      paths = paths.plus(PathTally.of(core.paths.at(i)));
    }
    Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
    for (DropReason reason : REASONS) {
      if (packetsDropped[reason.ordinal()] > 0) {
        dropped.put(reason, packetsDropped[reason.ordinal()]);
      }
    }
    return new ConnectionCounters(
        paths,
        dropped,
        packetsBuffered,
        datagramsSent,
        bytesSent,
        datagramsReceived,
        bytesReceived,
        core.keys.oneRtt() == null ? 0 : core.keys.oneRtt().sendPhase(),
        PathTally.dropped(core.datagrams));
  }

  // Sending.

  /** A packet is complete and about to be sealed. */
  void sealing(
      EncryptionLevel level,
      Path path,
      long number,
      int numberLength,
      byte[] array,
      int offset,
      int payloadOffset,
      int payloadEnd,
      boolean mtuProbe) {
    if (observation != null) {
      observation.sending(
          level,
          path,
          number,
          numberLength,
          array,
          offset,
          payloadOffset,
          payloadEnd,
          PacketProtection.TAG_LENGTH,
          mtuProbe,
          nowNs);
    }
  }

  void packetSent(Path path, int bytes) {
    path.tally.packetsSent++;
    path.tally.bytesSent += bytes;
  }

  void datagramSent(Path path, Transmit out) {
    datagramsSent++;
    bytesSent += out.length;
    if (observation != null) {
      observation.observer.onDatagramSent(nowNs, path.id(), out);
      observation.scheduler(nowNs);
    }
  }

  // Receiving.

  void datagramReceived(NetworkPath network, int ecn, int length) {
    datagramsReceived++;
    bytesReceived += length;
    if (observation != null) {
      observation.observer.onDatagramReceived(nowNs, network, ecn, length);
    }
  }

  /** A packet is authentic and new, and its payload in the clear. */
  void packetReceived(
      EncryptionLevel level,
      Path path,
      PacketHeader header,
      byte[] array,
      long number,
      int numberLength,
      int payloadLength,
      boolean marked) {
    path.tally.packetsReceived++;
    path.tally.bytesReceived += header.packetEnd() - header.packetOffset();
    if (marked) {
      path.tally.ecnMarksReceived++;
    }
    if (observation != null) {
      observation.received(level, path, header, array, number, numberLength, payloadLength, nowNs);
    }
  }

  /** A packet is thrown away; always false. */
  boolean dropped(DropReason reason, PacketHeader header) {
    return dropped(reason, header.type(), header.packetEnd() - header.packetOffset());
  }

  /** So many bytes are thrown away, of which nothing or only the type is known; always false. */
  boolean dropped(DropReason reason, PacketType type, int sizeBytes) {
    packetsDropped[reason.ordinal()]++;
    if (observation != null) {
      observation.observer.onPacketDropped(nowNs, reason, type, sizeBytes);
    }
    return false;
  }

  /** A packet is kept until its keys are there; always false. */
  boolean buffered(PacketHeader header) {
    packetsBuffered++;
    if (observation != null) {
      int size = header.packetEnd() - header.packetOffset();
      observation.observer.onPacketBuffered(nowNs, header.type(), size);
    }
    return false;
  }

  // Recovery.

  void packetAcked(Path path) {
    path.tally.packetsAcked++;
  }

  void packetLost(Path path, SentPacket packet) {
    if (packet.lossTrigger() == null) {
      return;
    }
    path.tally.packetsLost++;
    path.tally.bytesLost += packet.bytes;
    if (observation != null) {
      observation.observer.onPacketLost(nowNs, path.id(), packet);
    }
  }

  void ackReceived(Path path) {
    path.tally.acksReceived++;
    recovery(path);
  }

  void probeTimeout(Path path) {
    path.tally.probeTimeouts++;
  }

  /** Recovery of a path may know something new. */
  void recovery(Path path) {
    if (observation != null) {
      observation.recovery(path, nowNs);
    }
  }

  // Paths, keys and the connection.

  void path(PathChange change, Path path) {
    if (observation != null) {
      observation.observer.onPath(nowNs, change, path.id(), path.network());
      observation.recovery(path, nowNs);
    }
    if (change == PathChange.REMOVED) {
      removedPaths = removedPaths.plus(PathTally.of(path));
    }
  }

  void pathState(long pathId, String state, String reason) {
    if (observation != null) {
      observation.observer.onPathState(nowNs, pathId, state, reason);
    }
  }

  void keysInstalled(EncryptionLevel level) {
    if (observation != null) {
      observation.observer.onKeysInstalled(nowNs, level);
    }
  }

  void keysDiscarded(EncryptionLevel level) {
    if (observation != null) {
      observation.observer.onKeysDiscarded(nowNs, level);
    }
  }

  void peerParameters() {
    if (observation != null) {
      observation.observer.onParameters(nowNs, false, core.handshake.peer());
    }
  }

  void versionAgreed() {
    if (observation != null) {
      observation.versionAgreed(nowNs);
    }
  }

  void versionsRefused(int[] serverVersions) {
    if (observation != null) {
      observation.observer.onVersionsRefused(nowNs, serverVersions);
    }
  }

  void established() {
    if (observation != null) {
      observation.observer.onEstablished(
          nowNs, core.handshake.tls().applicationProtocol(), core.handshake.tls().cipherSuite());
    }
  }

  void confirmed() {
    if (observation != null) {
      observation.observer.onConfirmed(nowNs);
    }
  }

  void closed(CloseReason reason) {
    if (observation != null) {
      observation.observer.onClosed(nowNs, reason);
    }
  }

  void terminated() {
    if (observation != null) {
      observation.observer.onTerminated(nowNs);
    }
  }
}
