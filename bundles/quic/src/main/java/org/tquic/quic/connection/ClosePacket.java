package org.tquic.quic.connection;

import org.tquic.quic.Ecn;
import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.TransportError;
import org.tquic.quic.path.MtuDiscovery;
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

  /**
   * Writes it, at each level that the peer may have keys of; false when no path may carry it, or
   * the amplification limit leaves no room.
   */
  boolean write(long nowNs, Transmit out) {
    WayOut way = core.paths.wayOut();
    if (way == null) {
      return false;
    }
    Path path = way.path();
    int limit = out.offset + (int) Math.min(MtuDiscovery.BASE, path.amplification.allowance());
    int end = out.offset;
    int left = levels();
    for (EncryptionLevel level : EncryptionLevel.values()) {
      if (core.keys.canSend(level)) {
        // However long the reason and the token are, the other levels keep their share.
        int room = (limit - end) / left;
        left--;
        if (packet.begin(level, path, way.destination(), out.array, end, room)) {
          end = finish(level, left == 0, limit, end, nowNs);
        }
      }
    }
    if (end == out.offset) {
      return false;
    }
    out.length = end - out.offset;
    out.network = path.network();
    out.ecn = Ecn.NOT_ECT;
    path.amplification.onSent(out.length);
    core.evidence.datagramSent(path, out);
    return true;
  }

  private int levels() {
    int count = 0;
    for (EncryptionLevel level : EncryptionLevel.values()) {
      count += core.keys.canSend(level) ? 1 : 0;
    }
    return count;
  }

  /** Returns the index after the packet; where it begins when not even the shortest frame fits. */
  private int finish(EncryptionLevel level, boolean last, int limit, int begin, long nowNs) {
    if (!writeFrame(level)) {
      packet.cancel();
      return begin;
    }
    if (last && core.keys.canSend(EncryptionLevel.INITIAL)) {
      // A datagram with an Initial packet is a full one, RFC 9000 section 14.1.
      packet.padTo(limit);
    }
    return packet.finish(Ecn.NOT_ECT, false, true, nowNs);
  }

  private boolean writeFrame(EncryptionLevel level) {
    CloseReason reason = core.ending.state().reason();
    boolean application = reason.kind() == CloseReason.Kind.LOCAL_APPLICATION;
    if (application && level != EncryptionLevel.ONE_RTT) {
      // What the application says is not for eyes that are not authenticated yet.
      return writeFrame(false, TransportError.APPLICATION_ERROR, 0, "");
    }
    String text = reason.reason();
    return writeFrame(
        application,
        reason.code(),
        core.ending.state().frameType(),
        text.substring(0, Math.min(text.length(), MAX_REASON_CHARS)));
  }

  private boolean writeFrame(boolean application, long code, long frameType, String text) {
    int shortest = FrameWriter.sizeConnectionClose(application, code, frameType, "");
    if (packet.out().remaining() < shortest) {
      return false;
    }
    FrameWriter.writeConnectionClose(packet.out(), application, code, frameType, text);
    return true;
  }
}
