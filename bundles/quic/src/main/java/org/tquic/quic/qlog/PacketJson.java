package org.tquic.quic.qlog;

import org.tquic.quic.PacketType;
import org.tquic.quic.connection.ObservedPacket;
import org.tquic.quic.wire.TransportParameters;

/**
 * Writes packets. The header of a 1-RTT packet has the path ID in addition to what qlog defines.
 */
final class PacketJson {
  /** RFC 9000 section 18.2: what holds without the parameter. */
  private static final int DEFAULT_ACK_DELAY_EXPONENT = 3;

  private static final int VERSION_DIGITS = 8;

  private final FrameJson frames = new FrameJson();
  private int ownAckDelayExponent = DEFAULT_ACK_DELAY_EXPONENT;
  private int peerAckDelayExponent = DEFAULT_ACK_DELAY_EXPONENT;

  void onParameters(boolean local, TransportParameters parameters) {
    if (local) {
      ownAckDelayExponent = parameters.ackDelayExponent();
    } else {
      peerAckDelayExponent = parameters.ackDelayExponent();
    }
  }

  void write(JsonBuffer json, ObservedPacket packet, boolean sent) {
    header(json, packet);
    json.object("raw")
        .number("length", packet.sizeBytes())
        .number("payload_length", packet.payloadLength())
        .endObject();
    if (packet.isMtuProbe()) {
      json.bool("is_mtu_probe_packet", true);
    }
    int exponent = sent ? ownAckDelayExponent : peerAckDelayExponent;
    boolean scaled = packet.type() == PacketType.ONE_RTT;
    boolean complete =
        frames.write(
            json,
            packet.type(),
            packet.isMultipath(),
            scaled ? exponent : DEFAULT_ACK_DELAY_EXPONENT,
            packet.array(),
            packet.payloadOffset(),
            packet.payloadLength());
    if (!complete) {
      json.bool("frames_incomplete", true);
    }
  }

  private static void header(JsonBuffer json, ObservedPacket packet) {
    json.object("header")
        .string("packet_type", QlogNames.packetType(packet.type()))
        .number("packet_number_length", packet.numberLength())
        .number("packet_number", packet.number());
    if (packet.type() == PacketType.ONE_RTT) {
      json.number("path_id", packet.pathId());
    } else {
      json.name("version").hex(packet.version(), VERSION_DIGITS);
      json.number("scil", packet.scidLength());
      json.hex("scid", packet.array(), packet.scidOffset(), packet.scidLength());
    }
    json.number("dcil", packet.dcidLength())
        .hex("dcid", packet.array(), packet.dcidOffset(), packet.dcidLength())
        .endObject();
  }
}
