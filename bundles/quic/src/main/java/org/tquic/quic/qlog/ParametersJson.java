package org.tquic.quic.qlog;

import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.TransportParameters;

/** Writes transport parameters, all but the preferred address and the stateless reset token. */
final class ParametersJson {
  private ParametersJson() {}

  static void write(JsonBuffer json, TransportParameters p) {
    connectionId(json, "original_destination_connection_id", p.originalDestinationConnectionId());
    connectionId(json, "initial_source_connection_id", p.initialSourceConnectionId());
    connectionId(json, "retry_source_connection_id", p.retrySourceConnectionId());
    json.bool("disable_active_migration", p.disableActiveMigration())
        .number("max_idle_timeout", p.maxIdleTimeoutMillis())
        .number("max_udp_payload_size", p.maxUdpPayloadSize())
        .number("ack_delay_exponent", p.ackDelayExponent())
        .number("max_ack_delay", p.maxAckDelayMillis())
        .number("active_connection_id_limit", p.activeConnectionIdLimit())
        .number("initial_max_data", p.initialMaxData())
        .number("initial_max_stream_data_bidi_local", p.initialMaxStreamDataBidiLocal())
        .number("initial_max_stream_data_bidi_remote", p.initialMaxStreamDataBidiRemote())
        .number("initial_max_stream_data_uni", p.initialMaxStreamDataUni())
        .number("initial_max_streams_bidi", p.initialMaxStreamsBidi())
        .number("initial_max_streams_uni", p.initialMaxStreamsUni())
        .number("max_datagram_frame_size", p.maxDatagramFrameSize())
        .bool("grease_quic_bit", p.greaseQuicBit());
    if (p.initialMaxPathId() >= 0) {
      json.number("initial_max_path_id", p.initialMaxPathId());
    }
  }

  private static void connectionId(JsonBuffer json, String name, ConnectionId id) {
    if (id != null) {
      json.string(name, id.toString());
    }
  }
}
