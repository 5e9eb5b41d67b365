package org.tquic.quic.connection;

import org.tquic.quic.QuicException;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.PreferredAddress;
import org.tquic.quic.wire.TransportParameters;
import org.tquic.quic.wire.VersionInformation;

/**
 * The transport parameters that authenticate the handshake's connection IDs, RFC 9000 section 7.3.
 */
final class HandshakeParameters {
  private HandshakeParameters() {}

  /** What this end offers, with its connection IDs and versions. */
  static TransportParameters own(Core core, HandshakeIds ids, VersionInformation versions) {
    TransportParameters.Builder builder =
        core.settings.parameters().toBuilder()
            .initialSourceConnectionId(ids.local())
            .versionInformation(versions);
    if (core.role == Role.SERVER) {
      builder
          .originalDestinationConnectionId(ids.originalDestination())
          .statelessResetToken(core.resetToken(ids.local()));
      PreferredAddressPolicy policy = core.settings.preferredAddress();
      if (policy.offers() && ids.local().length() > 0) {
        ConnectionId id = core.newPreferredId();
        builder.preferredAddress(
            new PreferredAddress(policy.ipv4(), policy.ipv6(), id, core.resetToken(id)));
      }
      if (ids.retrySource() != null) {
        builder.retrySourceConnectionId(ids.retrySource());
      }
    }
    return builder.build();
  }

  /** Checks what the peer says of the connection IDs that it and this end have used. */
  static void check(TransportParameters peer, Role own, HandshakeIds ids, ConnectionId peerSource) {
    expect(peer.initialSourceConnectionId(), peerSource, "initial_source_connection_id");
    if (own == Role.CLIENT) {
      expect(
          peer.originalDestinationConnectionId(),
          ids.originalDestination(),
          "original_destination_connection_id");
      expect(peer.retrySourceConnectionId(), ids.retrySource(), "retry_source_connection_id");
    }
    if (peer.preferredAddress() != null && peerSource.length() == 0) {
      throw new QuicException(
          TransportError.TRANSPORT_PARAMETER_ERROR,
          "a preferred address with connection IDs of no bytes");
    }
    if (peer.initialMaxPathId() >= 0 && peerSource.length() == 0) {
      throw new QuicException(
          TransportError.PROTOCOL_VIOLATION, "multipath with connection IDs of no bytes");
    }
  }

  private static void expect(ConnectionId given, ConnectionId used, String parameter) {
    if (given == null ? used != null : !given.equals(used)) {
      throw new QuicException(
          TransportError.TRANSPORT_PARAMETER_ERROR,
          parameter + " is " + given + " and was " + used + " on the wire");
    }
  }
}
