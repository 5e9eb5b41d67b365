package org.tquic.quic.qlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.quic.PacketType;
import org.tquic.quic.wire.AckFrame;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.FrameType;
import org.tquic.quic.wire.FrameWriter;
import org.tquic.quic.wire.WireWriter;

class FrameJsonTest {
  private static final byte[] DATA = {1, 2, 3};

  private final byte[] payload = new byte[65_536];
  private final WireWriter out = new WireWriter();
  private final JsonBuffer json = new JsonBuffer();
  private final FrameJson frames = new FrameJson();

  FrameJsonTest() {
    out.reset(payload, 0, payload.length);
  }

  /** A frame and what the log says of it. */
  record Sample(String expected, Consumer<WireWriter> write) {}

  private static Sample sample(String expected, Consumer<WireWriter> write) {
    return new Sample(expected.replace('\'', '"'), write);
  }

  private static void ack(WireWriter out, boolean pathFrame) {
    AckFrame ack = new AckFrame();
    ack.pathFrame = pathFrame;
    ack.pathId = pathFrame ? 3 : 0;
    ack.delay = 100;
    ack.addRange(8, 10);
    ack.addRange(2, 2);
    ack.hasEcn = true;
    ack.ect0 = 7;
    ack.ce = 1;
    assertThat(FrameWriter.writeAck(out, ack, 1000)).isTrue();
  }

  static List<Sample> samples() {
    ConnectionId id = ConnectionId.of(new byte[] {0x0a, (byte) 0xff});
    byte[] token = new byte[16];
    return List.of(
        sample("{'frame_type':'padding','raw':{'payload_length':5}}", out -> out.zeroes(5)),
        sample("{'frame_type':'ping'}", FrameWriter::writePing),
        sample(
            "{'frame_type':'ack','ack_delay':3.2,'acked_ranges':[[8,10],[2]],"
                + "'ect1':0,'ect0':7,'ce':1}",
            out -> ack(out, false)),
        sample(
            "{'frame_type':'path_ack','path_id':3,'ack_delay':3.2,'acked_ranges':[[8,10],[2]],"
                + "'ect1':0,'ect0':7,'ce':1}",
            out -> ack(out, true)),
        sample(
            "{'frame_type':'reset_stream','stream_id':4,'error':'unknown','error_code':9,"
                + "'final_size':12}",
            out -> FrameWriter.writeResetStream(out, 4, 9, 12)),
        sample(
            "{'frame_type':'stop_sending','stream_id':4,'error':'unknown','error_code':9}",
            out -> FrameWriter.writeStopSending(out, 4, 9)),
        sample(
            "{'frame_type':'crypto','offset':70,'raw':{'length':3}}",
            out -> FrameWriter.writeCrypto(out, 70, DATA, 0, 3)),
        sample(
            "{'frame_type':'new_token','token':{'raw':{'length':3}}}",
            out -> FrameWriter.writeNewToken(out, DATA, 0, 3)),
        sample(
            "{'frame_type':'stream','stream_id':4,'offset':70,'raw':{'length':3}}",
            out -> FrameWriter.writeStream(out, 4, 70, false, DATA, 0, 3)),
        sample(
            "{'frame_type':'stream','stream_id':4,'offset':70,'fin':true,'raw':{'length':3}}",
            out -> FrameWriter.writeStream(out, 4, 70, true, DATA, 0, 3)),
        sample("{'frame_type':'max_data','maximum':5}", out -> FrameWriter.writeMaxData(out, 5)),
        sample(
            "{'frame_type':'max_stream_data','stream_id':4,'maximum':5}",
            out -> FrameWriter.writeMaxStreamData(out, 4, 5)),
        sample(
            "{'frame_type':'max_streams','stream_type':'bidirectional','maximum':5}",
            out -> FrameWriter.writeMaxStreams(out, true, 5)),
        sample(
            "{'frame_type':'data_blocked','limit':5}", out -> FrameWriter.writeDataBlocked(out, 5)),
        sample(
            "{'frame_type':'stream_data_blocked','stream_id':4,'limit':5}",
            out -> FrameWriter.writeStreamDataBlocked(out, 4, 5)),
        sample(
            "{'frame_type':'streams_blocked','stream_type':'unidirectional','limit':5}",
            out -> FrameWriter.writeStreamsBlocked(out, false, 5)),
        sample(
            "{'frame_type':'new_connection_id','sequence_number':2,'retire_prior_to':1,"
                + "'connection_id':'0aff'}",
            out -> FrameWriter.writeNewConnectionId(out, false, 0, 2, 1, id, token)),
        sample(
            "{'frame_type':'path_new_connection_id','path_id':3,'sequence_number':2,"
                + "'retire_prior_to':1,'connection_id':'0aff'}",
            out -> FrameWriter.writeNewConnectionId(out, true, 3, 2, 1, id, token)),
        sample(
            "{'frame_type':'retire_connection_id','sequence_number':2}",
            out -> FrameWriter.writeRetireConnectionId(out, false, 0, 2)),
        sample(
            "{'frame_type':'path_retire_connection_id','path_id':3,'sequence_number':2}",
            out -> FrameWriter.writeRetireConnectionId(out, true, 3, 2)),
        sample(
            "{'frame_type':'path_challenge','data':'00000000000000ff'}",
            out -> FrameWriter.writePathChallenge(out, 255)),
        sample(
            "{'frame_type':'path_response','data':'ffffffffffffffff'}",
            out -> FrameWriter.writePathResponse(out, -1)),
        sample(
            "{'frame_type':'connection_close','error_space':'transport',"
                + "'error':'protocol_violation','error_code':10,'trigger_frame_type':6,"
                + "'reason':'bad'}",
            out -> FrameWriter.writeConnectionClose(out, false, 10, 6, "bad")),
        sample(
            "{'frame_type':'connection_close','error_space':'transport',"
                + "'error':'crypto_error_0x12a','error_code':298,'trigger_frame_type':6,"
                + "'reason':''}",
            out -> FrameWriter.writeConnectionClose(out, false, 0x12a, 6, "")),
        sample(
            "{'frame_type':'connection_close','error_space':'application',"
                + "'error':'unknown','error_code':10,'reason':'bye'}",
            out -> FrameWriter.writeConnectionClose(out, true, 10, 0, "bye")),
        sample("{'frame_type':'handshake_done'}", FrameWriter::writeHandshakeDone),
        sample(
            "{'frame_type':'datagram','raw':{'length':3}}",
            out -> FrameWriter.writeDatagram(out, DATA, 0, 3)),
        sample(
            "{'frame_type':'path_abandon','path_id':3,'error_code':62}",
            out -> FrameWriter.writePathAbandon(out, 3, 62)),
        sample(
            "{'frame_type':'path_status_available','path_id':3,'path_status_sequence_number':2}",
            out -> FrameWriter.writePathStatus(out, 3, 2, true)),
        sample(
            "{'frame_type':'path_status_backup','path_id':3,'path_status_sequence_number':2}",
            out -> FrameWriter.writePathStatus(out, 3, 2, false)),
        sample(
            "{'frame_type':'max_path_id','maximum_path_id':3}",
            out -> FrameWriter.writeMaxPathId(out, 3)),
        sample(
            "{'frame_type':'paths_blocked','maximum_path_id':3}",
            out -> FrameWriter.writePathsBlocked(out, 3)),
        sample(
            "{'frame_type':'path_cids_blocked','path_id':3,'next_sequence_number':2}",
            out -> FrameWriter.writePathCidsBlocked(out, 3, 2)));
  }

  private boolean write() {
    json.clear().object();
    boolean complete = frames.write(json, PacketType.ONE_RTT, true, 5, payload, 0, out.position());
    json.endObject();
    return complete;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyKindHasItsFields(Sample sample) {
    sample.write().accept(out);
    assertThat(write()).isTrue();
    assertThat(Json.text(json)).isEqualTo("{\"frames\":[" + sample.expected() + "]}");
  }

  @Test
  void allFramesOfAPacketAreListed() {
    List<Sample> samples = samples();
    samples.forEach(sample -> sample.write().accept(out));
    assertThat(write()).isTrue();
    assertThat(Json.read(Json.text(json)).path("frames")).hasSize(samples.size());
  }

  @Test
  void whatPrecedesAMalformedFrameIsListed() {
    FrameWriter.writePing(out);
    out.varInt(FrameType.MAX_STREAM_DATA);
    assertThat(write()).isFalse();
    assertThat(Json.text(json)).isEqualTo("{\"frames\":[{\"frame_type\":\"ping\"}]}");
  }

  @Test
  void aPeerCannotMakeTheLogGrowWithoutLimit() {
    for (int i = 0; i < 60_000; i++) {
      FrameWriter.writePing(out);
    }
    assertThat(write()).isFalse();
    assertThat(json.length()).isLessThan(FrameJson.MAX_BYTES + 16);
    JsonNode listed = Json.read(Json.text(json)).path("frames");
    assertThat(listed.size()).isGreaterThan(1000);
  }

  @Test
  void longFramesAreListedWholeOrNotAtAll() {
    AckFrame ack = new AckFrame();
    for (int i = 0; i < AckFrame.MAX_RANGES; i++) {
      ack.addRange((1L << 60) - 4L * i, (1L << 60) - 4L * i + 1);
    }
    for (int i = 0; i < 5; i++) {
      assertThat(FrameWriter.writeAck(out, ack, 4000)).isTrue();
    }
    assertThat(write()).isFalse();
    assertThat(json.length()).isLessThan(FrameJson.MAX_BYTES + 16);
    assertThat(Json.read(Json.text(json)).path("frames"))
        .isNotEmpty()
        .allMatch(frame -> frame.path("acked_ranges").size() == AckFrame.MAX_RANGES);
  }
}
