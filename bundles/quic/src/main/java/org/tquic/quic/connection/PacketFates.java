package org.tquic.quic.connection;

import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.recovery.PacketFate;
import org.tquic.quic.recovery.PacketNumberSpace;
import org.tquic.quic.recovery.PacketVisitor;
import org.tquic.quic.recovery.SentPacket;
import org.tquic.quic.stream.CryptoStream;
import org.tquic.quic.stream.StreamFrameKind;

/** Tells the parts of the connection what became of the frames in their packets. */
final class PacketFates implements PacketFate {
  private static final EncryptionLevel[] LEVELS = EncryptionLevel.values();

  private final Core core;
  private final PacketVisitor givingUp = this::giveUp;
  private Path path;
  private long nowNs;

  PacketFates(Core core) {
    this.core = core;
  }

  /** What follows are packets of this path. */
  void begin(Path newPath, long newNowNs) {
    path = newPath;
    nowNs = newNowNs;
  }

  /**
   * Takes what packets carried as lost, so that it is sent again, though it may still arrive. Their
   * own loss, which a silent path may never tell of, means nothing any more.
   */
  PacketVisitor givingUp() {
    return givingUp;
  }

  /** Has the packet longest under way in a space repeated by the next one. */
  void reinjectOldest(PacketNumberSpace space) {
    SentPacket oldest = space.oldestAckEliciting();
    if (oldest != null) {
      reinject(oldest);
    }
  }

  @Override
  public void onAcked(SentPacket packet) {
    core.evidence.packetAcked(path);
    if (packet.mtuProbe) {
      if (path.recovery.isCurrent(packet) && path.mtu.onProbeAcked(packet.bytes, nowNs)) {
        path.recovery.onMtuChanged(path.mtu.currentMtu(), nowNs);
      }
    } else {
      path.mtu.onPacketAcked(packet.bytes);
    }
    for (int i = 0; i < packet.frameCount(); i++) {
      onAcked(packet.frameKind(i), packet.frameA(i), packet.frameB(i), packet.frameC(i));
    }
  }

  private void onAcked(int kind, long a, long b, long c) {
    switch (kind) {
      case FrameKind.ACK -> {
        Path acked = core.paths.get(a);
        if (acked != null) {
          acked.space.received().onAckAcked(b);
        }
      }
      case FrameKind.HANDSHAKE_ACK -> core.handshake.onAckAcked(LEVELS[(int) a], b);
      case FrameKind.HANDSHAKE_DONE, FrameKind.NEW_TOKEN -> {}
      case StreamFrameKind.CRYPTO -> crypto(c).onAcked(a, b);
      case StreamFrameKind.DATAGRAM -> {}
      default -> {
        if (kind <= FrameKind.LAST_PATH_FRAME) {
          core.pathFrames.onAcked(kind, a, b, nowNs, core.paths.largestPtoNs());
        } else {
          core.streams.onAcked(kind, a, b, c);
        }
      }
    }
  }

  @Override
  public void onLost(SentPacket packet) {
    core.evidence.packetLost(path, packet);
    if (packet.mtuProbe) {
      if (path.recovery.isCurrent(packet)) {
        path.mtu.onProbeLost(packet.bytes, nowNs);
      }
    } else if (path.mtu.onPacketLost(packet.bytes, packet.sentNs, nowNs)) {
      path.recovery.onMtuChanged(path.mtu.currentMtu(), nowNs);
    }
    giveUp(packet);
  }

  private void giveUp(SentPacket packet) {
    if (packet.givenUp) {
      return;
    }
    packet.givenUp = true;
    for (int i = 0; i < packet.frameCount(); i++) {
      onLost(packet.frameKind(i), packet.frameA(i), packet.frameB(i), packet.frameC(i));
    }
  }

  private void onLost(int kind, long a, long b, long c) {
    switch (kind) {
      case FrameKind.ACK, FrameKind.HANDSHAKE_ACK, StreamFrameKind.DATAGRAM -> {}
      case FrameKind.HANDSHAKE_DONE -> core.handshake.serverFrames().oweDone();
      case FrameKind.NEW_TOKEN -> core.handshake.serverFrames().onTokenLost();
      case StreamFrameKind.CRYPTO -> crypto(c).onLost(a, b);
      default -> {
        if (kind <= FrameKind.LAST_PATH_FRAME) {
          core.pathFrames.onLost(kind, a, b);
        } else {
          core.streams.onLost(kind, a, b, c);
        }
      }
    }
  }

  private void reinject(SentPacket packet) {
    for (int i = 0; i < packet.frameCount(); i++) {
      reinject(packet.frameKind(i), packet.frameA(i), packet.frameB(i), packet.frameC(i));
    }
  }

  /** Data is sent twice without being held lost; of other frames a second copy does no harm. */
  private void reinject(int kind, long a, long b, long c) {
    switch (kind) {
      case StreamFrameKind.CRYPTO -> crypto(c).markForReinjection(a, b);
      case StreamFrameKind.STREAM, StreamFrameKind.STREAM_FIN ->
          core.streams.markForReinjection(kind, a, b, c);
      default -> onLost(kind, a, b, c);
    }
  }

  private CryptoStream crypto(long level) {
    return core.handshake.crypto(LEVELS[(int) level]);
  }
}
