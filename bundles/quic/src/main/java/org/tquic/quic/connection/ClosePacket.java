package org.tquic.quic.connection;

import org.tquic.quic.Ecn;
import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.TransportError;
import org.tquic.quic.path.MtuDiscovery;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.FrameWriter;

/** The datagram that tells the peer that the connection is over, RFC 9000 section 10.2. */
final class ClosePacket {
  private static final int MAX_REASON_CHARS = 256;

  private final Core core;
  private final PacketAssembler packet;

  ClosePacket(Core core, PacketAssembler packet) {
    this.core = core;
    this.packet = packet;
  }

  /** Writes it, at each level that the peer may have keys of; false when no path may carry it. */
  boolean write(long nowNs, Transmit out) {
    Path path = path();
    if (path == null) {
      return false;
    }
    int limit = out.offset + (int) Math.min(MtuDiscovery.BASE, path.amplification.allowance());
    int end = out.offset;
    EncryptionLevel last = lastLevel();
    for (EncryptionLevel level : EncryptionLevel.values()) {
      ConnectionId destination = core.destination(path);
      if (core.keys.canSend(level)
          && destination != null
          && packet.begin(level, path, destination, out.array, end, limit - end)) {
        writeFrame(level);
        if (level == last && core.keys.canSend(EncryptionLevel.INITIAL)) {
          // A datagram with an Initial packet is a full one, RFC 9000 section 14.1.
          packet.padTo(limit);
        }
        end = packet.finish(Ecn.NOT_ECT, false, true, nowNs);
      }
    }
    out.length = end - out.offset;
    out.network = path.network();
    out.ecn = Ecn.NOT_ECT;
    path.amplification.onSent(out.length);
    core.evidence.datagramSent(path, out);
    return end > out.offset;
  }

  private EncryptionLevel lastLevel() {
    EncryptionLevel last = EncryptionLevel.INITIAL;
    for (EncryptionLevel level : EncryptionLevel.values()) {
      if (core.keys.canSend(level)) {
        last = level;
      }
    }
    return last;
  }

  private void writeFrame(EncryptionLevel level) {
    CloseReason reason = core.ending.state().reason();
    boolean application = reason.kind() == CloseReason.Kind.LOCAL_APPLICATION;
    if (application && level != EncryptionLevel.ONE_RTT) {
      // What the application says is not for eyes that are not authenticated yet.
      FrameWriter.writeConnectionClose(
          packet.out(), false, TransportError.APPLICATION_ERROR, 0, "");
      return;
    }
    String text = reason.reason();
    FrameWriter.writeConnectionClose(
        packet.out(),
        application,
        reason.code(),
        core.ending.state().frameType(),
        text.substring(0, Math.min(text.length(), MAX_REASON_CHARS)));
  }

  /** One that carries data and answers, or else any. */
  private Path path() {
    Path any = null;
    for (int i = 0; i < core.paths.size(); i++) {
      Path path = core.paths.at(i);
      if (!path.state.maySend()) {
        continue;
      }
      if (path.carriesData() && !path.suspect) {
        return path;
      }
      any = path;
    }
    return any;
  }
}
