package org.tquic.quic.connection;

import java.util.Arrays;
import java.util.stream.Collectors;
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

  boolean onPacket(PacketHeader header, byte[] array) {
    // Only the first answer counts: after a packet of the handshake, or another Retry, it is late.
    if (core.role == Role.SERVER
        || core.handshake.peerSource() != null
        || core.handshake.ids().retrySource() != null
        || !core.handshake.localId().matches(array, header.dcidOffset(), header.dcidLength())) {
      return false;
    }
    return header.type() == PacketType.RETRY
        ? onRetry(header, array)
        : onVersionNegotiation(header, array);
  }

  private boolean onRetry(PacketHeader header, byte[] array) {
    HandshakeIds ids = core.handshake.ids();
    if (header.version() != core.handshake.version()
        || header.tokenLength() == 0
        || !RetryIntegrity.verify(
            core.handshake.version(),
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

  private static String describe(int[] versions) {
    return IntStream.of(versions)
        .mapToObj(version -> "0x" + Integer.toHexString(version))
        .collect(Collectors.joining(", "));
  }

  private boolean onVersionNegotiation(PacketHeader header, byte[] array) {
    ConnectionId first = core.handshake.ids().originalDestination();
    if (!first.matches(array, header.scidOffset(), header.scidLength())) {
      return false;
    }
    int[] versions = VersionNegotiation.parse(array, header);
    for (int version : versions) {
      if (version == core.handshake.version()) {
        return false;
      }
    }
    core.evidence.versionsRefused(versions);
    core.ending.end(
        CloseReason.Kind.VERSION_MISMATCH,
        "the server speaks other versions: " + describe(versions));
    return true;
  }
}
