package org.tquic.quic.connection;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tquic.quic.PacketType;
import org.tquic.quic.Role;
import org.tquic.quic.crypto.RetryIntegrity;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.PacketHeader;
import org.tquic.quic.wire.VersionNegotiation;

/** What a server may answer to a client's first packet without any state, RFC 9000 section 17.2. */
final class RetryHandler {
  private final Core core;

  RetryHandler(Core core) {
    this.core = core;
  }

  boolean onPacket(PacketHeader header, byte[] array, long nowNs) {
    // Only the first answer counts: after a packet of the handshake, or another Retry, it is late.
    if (core.role == Role.SERVER
        || core.handshake.peerSource() != null
        || core.handshake.ids().retrySource() != null
        || !core.handshake.localId().matches(array, header.dcidOffset(), header.dcidLength())) {
      return false;
    }
    return header.type() == PacketType.RETRY
        ? onRetry(header, array)
        : onVersionNegotiation(header, array, nowNs);
  }

  private boolean onRetry(PacketHeader header, byte[] array) {
    HandshakeIds ids = core.handshake.ids();
    // It is of the version of the packet that it answers, RFC 9369 section 4.1.
    if (header.version() != core.handshake.version().inUse()
        || header.tokenLength() == 0
        || !RetryIntegrity.verify(
            header.version(),
            ids.originalDestination(),
            array,
            header.packetOffset(),
            header.packetEnd())) {
      return false;
    }
    int token = header.tokenOffset();
    core.handshake.onRetry(
        ConnectionId.of(array, header.scidOffset(), header.scidLength()),
        Arrays.copyOfRange(array, token, token + header.tokenLength()));
    return true;
  }

  private boolean onVersionNegotiation(PacketHeader header, byte[] array, long nowNs) {
    ConnectionId first = core.handshake.ids().originalDestination();
    if (!first.matches(array, header.scidOffset(), header.scidLength())) {
      return false;
    }
    ConnectionVersion version = core.handshake.version();
    int[] versions = VersionNegotiation.parse(array, header);
    List<Integer> offered = IntStream.of(versions).boxed().toList();
    if (version.ignores(offered)) {
      return false;
    }
    core.evidence.versionsRefused(versions);
    if (version.beginAgain(offered)) {
      core.handshake.beginAgain(nowNs);
    } else {
      core.ending.end(CloseReason.Kind.VERSION_MISMATCH, version.mismatch(offered));
    }
    return true;
  }
}
