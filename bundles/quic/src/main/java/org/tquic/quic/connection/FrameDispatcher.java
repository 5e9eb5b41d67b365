package org.tquic.quic.connection;

import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.QuicException;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;
import org.tquic.quic.path.MtuDiscovery;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.recovery.PacketNumberSpace;
import org.tquic.quic.wire.AckFrame;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.FrameHandler;
import org.tquic.quic.wire.FrameType;
import org.tquic.quic.wire.PacketHeader;

/** Hands each frame of a packet to the part of the connection that it concerns. */
final class FrameDispatcher implements FrameHandler {
  private static final int MAX_TOKEN_BYTES = 1024;

  private final Core core;
  private final PacketFates fates;

  // The packet that is being read.
  private EncryptionLevel level;
  private Path path;
  private NetworkPath from;
  private PacketHeader header;
  private byte[] packet;
  private long nowNs;

  /** Of the datagram that is being read, as far as no response to its sender has spent them. */
  private int datagramBytes;

  FrameDispatcher(Core core, PacketFates fates) {
    this.core = core;
    this.fates = fates;
  }

  /** The packets that follow are of a datagram of so many bytes. */
  void beginDatagram(int bytes) {
    datagramBytes = bytes;
  }

  /** The frames that follow are of this packet. */
  void begin(
      EncryptionLevel newLevel,
      Path newPath,
      NetworkPath newFrom,
      byte[] newPacket,
      PacketHeader newHeader,
      long newNowNs) {
    level = newLevel;
    path = newPath;
    from = newFrom;
    packet = newPacket;
    header = newHeader;
    nowNs = newNowNs;
  }

  @Override
  public void onPing() {}

  @Override
  public void onAck(AckFrame frame) {
    Path acked = path;
    PacketNumberSpace space = core.handshake.space(level, path);
    if (level == EncryptionLevel.ONE_RTT) {
      if (frame.pathFrame && !core.pathIds.admits(frame.pathId, FrameType.PATH_ACK)) {
        return;
      }
      acked = core.paths.get(frame.pathId);
      if (acked == null) {
        // Either it was forgotten, or nothing was ever sent on it.
        if (!core.pathIds.isUsed(frame.pathId)) {
          throw new QuicException(
              TransportError.PROTOCOL_VIOLATION,
              FrameType.PATH_ACK,
              "acknowledged packets of path " + frame.pathId + ", which was not used");
        }
        return;
      }
      space = acked.space;
      core.keys.oneRtt().onAcknowledged(acked.id(), frame.largest);
    }
    fates.begin(acked, nowNs);
    acked.recovery.onAck(space, frame, core.handshake.ackDelayNs(level, frame.delay), nowNs, fates);
    core.paths.onAcknowledged(acked, nowNs);
    core.evidence.ackReceived(acked);
  }

  @Override
  public void onResetStream(long id, long code, long finalSize) {
    core.streams.onResetStream(id, code, finalSize);
  }

  @Override
  public void onStopSending(long id, long code) {
    core.streams.onStopSending(id, code);
  }

  @Override
  public void onCrypto(long offset, byte[] a, int off, int length) {
    core.handshake.onCrypto(level, offset, a, off, length, nowNs);
  }

  @Override
  public void onNewToken(byte[] a, int off, int length) {
    if (core.role == Role.SERVER) {
      throw violation(FrameType.NEW_TOKEN, "a client gave a token");
    }
    if (length <= MAX_TOKEN_BYTES) {
      byte[] token = new byte[length];
      System.arraycopy(a, off, token, 0, length);
      core.events.onNewToken(new AddressToken(core.handshake.version().inUse(), token));
    }
  }

  @Override
  public void onStream(long id, long offset, boolean fin, byte[] a, int off, int length) {
    core.streams.onStream(id, offset, fin, a, off, length);
  }

  @Override
  public void onMaxData(long maximum) {
    core.streams.onMaxData(maximum);
  }

  @Override
  public void onMaxStreamData(long id, long maximum) {
    core.streams.onMaxStreamData(id, maximum);
  }

  @Override
  public void onMaxStreams(boolean bidirectional, long maximum) {
    core.streams.onMaxStreams(bidirectional, maximum);
  }

  @Override
  public void onDataBlocked(long limit) {
    core.streams.onDataBlocked(limit);
  }

  @Override
  public void onStreamDataBlocked(long id, long limit) {
    core.streams.onStreamDataBlocked(id, limit);
  }

  @Override
  public void onStreamsBlocked(boolean bidirectional, long limit) {
    core.streams.onStreamsBlocked(bidirectional, limit);
  }

  @Override
  public void onNewConnectionId(
      boolean pathFrame,
      long pathId,
      long sequence,
      long retirePriorTo,
      ConnectionId id,
      byte[] a,
      int tokenOffset) {
    core.remoteIds.onNewConnectionId(
        pathFrame, pathId, sequence, retirePriorTo, id, a, tokenOffset);
  }

  @Override
  public void onRetireConnectionId(boolean pathFrame, long pathId, long sequence) {
    core.localIds.onRetire(
        pathFrame,
        pathId,
        sequence,
        packet,
        header.dcidOffset(),
        header.dcidLength(),
        nowNs,
        core.paths.largestPtoNs());
  }

  @Override
  public void onPathChallenge(long data) {
    path.responses.onChallenge(data, from, datagramBytes >= MtuDiscovery.BASE);
    datagramBytes = 0;
  }

  @Override
  public void onPathResponse(long data) {
    if (!core.preferredMove.onResponse(data, nowNs)) {
      core.paths.onPathResponse(data, nowNs);
    }
  }

  @Override
  public void onConnectionClose(boolean application, long code, long frameType, String reason) {
    core.ending.onPeerClose(application, code, reason, nowNs);
  }

  @Override
  public void onHandshakeDone() {
    if (core.role == Role.SERVER) {
      throw violation(FrameType.HANDSHAKE_DONE, "a client ended the handshake");
    }
    core.handshake.confirm(nowNs);
  }

  @Override
  public void onDatagram(byte[] a, int off, int length) {
    // The limit counts the whole frame, RFC 9221 section 3; its type and length are 1 to 3 bytes.
    long limit = core.settings.parameters().maxDatagramFrameSize();
    if (limit == 0 || length >= limit) {
      throw violation(FrameType.DATAGRAM, "a DATAGRAM frame above the limit of " + limit);
    }
    core.events.onDatagram(path.id(), a, off, length);
  }

  @Override
  public void onPathAbandon(long pathId, long code) {
    core.paths.onPathAbandon(pathId, code, nowNs);
  }

  @Override
  public void onPathStatus(long pathId, long sequence, boolean available) {
    if (core.pathStatus.onStatus(pathId, sequence, available)) {
      core.paths.onPeerPreference(pathId, core.pathStatus.peer(pathId));
    }
  }

  @Override
  public void onMaxPathId(long maximum) {
    core.pathIds.onMaxPathId(maximum);
    core.localIds.provideAll();
  }

  @Override
  public void onPathsBlocked(long maximum) {
    core.pathIds.onPathsBlocked(maximum);
  }

  @Override
  public void onPathCidsBlocked(long pathId, long nextSequence) {
    core.localIds.onPathCidsBlocked(pathId, nextSequence);
  }

  private static QuicException violation(long frameType, String reason) {
    return new QuicException(TransportError.PROTOCOL_VIOLATION, frameType, reason);
  }
}
