package org.tquic.quic.qlog;

import org.tquic.quic.PacketType;
import org.tquic.quic.QuicException;
import org.tquic.quic.wire.AckFrame;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.FrameHandler;
import org.tquic.quic.wire.FrameParser;
import org.tquic.quic.wire.WireReader;

/**
 * Writes the frames of a packet. Payload, tokens of the peer and stateless reset tokens are left
 * out. Frames of draft-ietf-quic-multipath-21 have its names and fields in qlog's spelling.
 */
final class FrameJson implements FrameHandler {
  /** A peer may put tens of thousands of frames into a packet; more than this is not listed. */
  static final int MAX_BYTES = 1 << 15;

  private static final long LONGEST_DELAY_MICROS = 1L << 40;
  private static final int NS_PER_MICRO = 1000;

  private final FrameParser parser = new FrameParser();
  private final WireReader reader = new WireReader();
  private JsonBuffer json;
  private int ackDelayExponent;
  private int begun;
  private boolean first;
  private boolean complete;

  /**
   * Writes the list of frames of a payload.
   *
   * @param multipath whether frames of the multipath extension may be among them
   * @param exponent by which the sender scales acknowledgement delays
   * @return whether it is complete: neither too long nor ended by a frame that is malformed
   */
  boolean write(
      JsonBuffer to,
      PacketType packet,
      boolean multipath,
      int exponent,
      byte[] array,
      int offset,
      int length) {
    json = to;
    ackDelayExponent = exponent;
    first = true;
    complete = true;
    json.list("frames");
    reader.reset(array, offset, length);
    try {
      parser.parse(reader, packet, multipath, this);
    } catch (QuicException malformed) {
      complete = false;
    }
    json.endList();
    return complete;
  }

  private JsonBuffer begin(String type) {
    begun = json.length();
    return json.object().string("frame_type", type);
  }

  private void end() {
    json.endObject();
    if (!complete || json.length() > MAX_BYTES) {
      json.truncate(begun, !first);
      complete = false;
    }
    first = false;
  }

  private void simple(String type, String field, long value) {
    begin(type).number(field, value);
    end();
  }

  private void rawLength(int length) {
    json.object("raw").number("length", length).endObject();
  }

  @Override
  public void onPadding(int count) {
    begin("padding").object("raw").number("payload_length", count).endObject();
    end();
  }

  @Override
  public void onPing() {
    begin("ping");
    end();
  }

  @Override
  public void onAck(AckFrame frame) {
    begin(frame.pathFrame ? "path_ack" : "ack");
    pathId(frame.pathFrame, frame.pathId);
    long micros = Math.min(frame.delay, LONGEST_DELAY_MICROS) << ackDelayExponent;
    json.millis("ack_delay", Math.min(micros, LONGEST_DELAY_MICROS) * NS_PER_MICRO);
    json.list("acked_ranges");
    for (int i = 0; i < frame.rangeCount(); i++) {
      json.list().number(frame.rangeLow(i));
      if (frame.rangeHigh(i) > frame.rangeLow(i)) {
        json.number(frame.rangeHigh(i));
      }
      json.endList();
    }
    json.endList();
    if (frame.hasEcn) {
      json.number("ect1", frame.ect1).number("ect0", frame.ect0).number("ce", frame.ce);
    }
    end();
  }

  @Override
  public void onResetStream(long id, long code, long finalSize) {
    begin("reset_stream").number("stream_id", id);
    applicationError(code);
    json.number("final_size", finalSize);
    end();
  }

  @Override
  public void onStopSending(long id, long code) {
    begin("stop_sending").number("stream_id", id);
    applicationError(code);
    end();
  }

  private void applicationError(long code) {
    json.string("error", QlogNames.UNKNOWN).number("error_code", code);
  }

  @Override
  public void onCrypto(long offset, byte[] a, int off, int length) {
    begin("crypto").number("offset", offset);
    rawLength(length);
    end();
  }

  @Override
  public void onNewToken(byte[] a, int off, int length) {
    begin("new_token").object("token");
    rawLength(length);
    json.endObject();
    end();
  }

  @Override
  public void onStream(long id, long offset, boolean fin, byte[] a, int off, int length) {
    begin("stream").number("stream_id", id).number("offset", offset);
    if (fin) {
      json.bool("fin", true);
    }
    rawLength(length);
    end();
  }

  @Override
  public void onMaxData(long maximum) {
    simple("max_data", "maximum", maximum);
  }

  @Override
  public void onMaxStreamData(long id, long maximum) {
    begin("max_stream_data").number("stream_id", id).number("maximum", maximum);
    end();
  }

  @Override
  public void onMaxStreams(boolean bidirectional, long maximum) {
    begin("max_streams")
        .string("stream_type", streamType(bidirectional))
        .number("maximum", maximum);
    end();
  }

  @Override
  public void onDataBlocked(long limit) {
    simple("data_blocked", "limit", limit);
  }

  @Override
  public void onStreamDataBlocked(long id, long limit) {
    begin("stream_data_blocked").number("stream_id", id).number("limit", limit);
    end();
  }

  @Override
  public void onStreamsBlocked(boolean bidirectional, long limit) {
    begin("streams_blocked")
        .string("stream_type", streamType(bidirectional))
        .number("limit", limit);
    end();
  }

  private static String streamType(boolean bidirectional) {
    return bidirectional ? "bidirectional" : "unidirectional";
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
    begin(pathFrame ? "path_new_connection_id" : "new_connection_id");
    pathId(pathFrame, pathId);
    json.number("sequence_number", sequence)
        .number("retire_prior_to", retirePriorTo)
        .string("connection_id", id.toString());
    end();
  }

  @Override
  public void onRetireConnectionId(boolean pathFrame, long pathId, long sequence) {
    begin(pathFrame ? "path_retire_connection_id" : "retire_connection_id");
    pathId(pathFrame, pathId);
    json.number("sequence_number", sequence);
    end();
  }

  private void pathId(boolean pathFrame, long pathId) {
    if (pathFrame) {
      json.number("path_id", pathId);
    }
  }

  @Override
  public void onPathChallenge(long data) {
    begin("path_challenge").name("data").hex(data, 16);
    end();
  }

  @Override
  public void onPathResponse(long data) {
    begin("path_response").name("data").hex(data, 16);
    end();
  }

  @Override
  public void onConnectionClose(boolean application, long code, long frameType, String reason) {
    begin("connection_close").string("error_space", application ? "application" : "transport");
    if (application) {
      applicationError(code);
    } else {
      json.string("error", QlogNames.transportError(code)).number("error_code", code);
      json.number("trigger_frame_type", frameType);
    }
    json.string("reason", reason);
    end();
  }

  @Override
  public void onHandshakeDone() {
    begin("handshake_done");
    end();
  }

  @Override
  public void onDatagram(byte[] a, int off, int length) {
    begin("datagram");
    rawLength(length);
    end();
  }

  @Override
  public void onPathAbandon(long pathId, long code) {
    begin("path_abandon").number("path_id", pathId).number("error_code", code);
    end();
  }

  @Override
  public void onPathStatus(long pathId, long sequence, boolean available) {
    begin(available ? "path_status_available" : "path_status_backup")
        .number("path_id", pathId)
        .number("path_status_sequence_number", sequence);
    end();
  }

  @Override
  public void onMaxPathId(long maximum) {
    simple("max_path_id", "maximum_path_id", maximum);
  }

  @Override
  public void onPathsBlocked(long maximum) {
    simple("paths_blocked", "maximum_path_id", maximum);
  }

  @Override
  public void onPathCidsBlocked(long pathId, long nextSequence) {
    begin("path_cids_blocked")
        .number("path_id", pathId)
        .number("next_sequence_number", nextSequence);
    end();
  }
}
