package org.tquic.quic.wire;

import static org.tquic.quic.wire.RecordingHandler.hex;
import static org.tquic.quic.wire.RecordingHandler.text;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A frame with random fields.
 *
 * @param line what {@link RecordingHandler} makes of it
 * @param size bytes that {@link FrameWriter} tells
 */
record FrameSample(String line, int size, Consumer<WireWriter> write) {
  private interface Kind {
    FrameSample sample(Random random);
  }

  private static final List<Kind> KINDS =
      List.of(
          r -> new FrameSample("PING", FrameWriter.sizePing(), FrameWriter::writePing),
          FrameSample::ack,
          r -> {
            long id = number(r);
            long code = number(r);
            long size = number(r);
            return new FrameSample(
                text("RESET_STREAM", id, code, size),
                FrameWriter.sizeResetStream(id, code, size),
                out -> FrameWriter.writeResetStream(out, id, code, size));
          },
          r -> {
            long id = number(r);
            long code = number(r);
            return new FrameSample(
                text("STOP_SENDING", id, code),
                FrameWriter.sizeStopSending(id, code),
                out -> FrameWriter.writeStopSending(out, id, code));
          },
          r -> {
            byte[] data = data(r, 0);
            long offset = Math.min(number(r), VarInt.MAX - data.length);
            return new FrameSample(
                text("CRYPTO", offset, hex(data, 0, data.length)),
                FrameWriter.sizeCrypto(offset, data.length),
                out -> FrameWriter.writeCrypto(out, offset, data, 0, data.length));
          },
          r -> {
            byte[] data = data(r, 1);
            return new FrameSample(
                text("NEW_TOKEN", hex(data, 0, data.length)),
                FrameWriter.sizeNewToken(data.length),
                out -> FrameWriter.writeNewToken(out, data, 0, data.length));
          },
          r -> {
            byte[] data = data(r, 0);
            long id = number(r);
            long offset = Math.min(number(r), VarInt.MAX - data.length);
            boolean fin = r.nextBoolean();
            return new FrameSample(
                text("STREAM", id, offset, fin, hex(data, 0, data.length)),
                FrameWriter.sizeStream(id, offset, data.length),
                out -> FrameWriter.writeStream(out, id, offset, fin, data, 0, data.length));
          },
          r -> {
            long maximum = number(r);
            return new FrameSample(
                text("MAX_DATA", maximum),
                FrameWriter.sizeMaxData(maximum),
                out -> FrameWriter.writeMaxData(out, maximum));
          },
          r -> {
            long id = number(r);
            long maximum = number(r);
            return new FrameSample(
                text("MAX_STREAM_DATA", id, maximum),
                FrameWriter.sizeMaxStreamData(id, maximum),
                out -> FrameWriter.writeMaxStreamData(out, id, maximum));
          },
          r -> {
            boolean bidirectional = r.nextBoolean();
            long maximum = Math.min(number(r), 1L << 60);
            return new FrameSample(
                text("MAX_STREAMS", bidirectional, maximum),
                FrameWriter.sizeMaxStreams(maximum),
                out -> FrameWriter.writeMaxStreams(out, bidirectional, maximum));
          },
          r -> {
            long limit = number(r);
            return new FrameSample(
                text("DATA_BLOCKED", limit),
                FrameWriter.sizeDataBlocked(limit),
                out -> FrameWriter.writeDataBlocked(out, limit));
          },
          r -> {
            long id = number(r);
            long limit = number(r);
            return new FrameSample(
                text("STREAM_DATA_BLOCKED", id, limit),
                FrameWriter.sizeStreamDataBlocked(id, limit),
                out -> FrameWriter.writeStreamDataBlocked(out, id, limit));
          },
          r -> {
            boolean bidirectional = r.nextBoolean();
            long limit = Math.min(number(r), 1L << 60);
            return new FrameSample(
                text("STREAMS_BLOCKED", bidirectional, limit),
                FrameWriter.sizeStreamsBlocked(limit),
                out -> FrameWriter.writeStreamsBlocked(out, bidirectional, limit));
          },
          FrameSample::newConnectionId,
          r -> {
            boolean onPath = r.nextBoolean();
            long path = onPath ? path(r) : 0;
            long sequence = number(r);
            return new FrameSample(
                text("RETIRE_CONNECTION_ID", onPath, path, sequence),
                FrameWriter.sizeRetireConnectionId(onPath, path, sequence),
                out -> FrameWriter.writeRetireConnectionId(out, onPath, path, sequence));
          },
          r -> {
            long data = r.nextLong();
            return new FrameSample(
                text("PATH_CHALLENGE", data),
                FrameWriter.sizePathChallenge(),
                out -> FrameWriter.writePathChallenge(out, data));
          },
          r -> {
            long data = r.nextLong();
            return new FrameSample(
                text("PATH_RESPONSE", data),
                FrameWriter.sizePathResponse(),
                out -> FrameWriter.writePathResponse(out, data));
          },
          r -> {
            boolean application = r.nextBoolean();
            long code = number(r);
            long type = application ? 0 : number(r);
            String reason = "why \u00e9 \ud83d\udca5".substring(0, r.nextInt(7));
            return new FrameSample(
                text("CONNECTION_CLOSE", application, code, type, reason),
                FrameWriter.sizeConnectionClose(application, code, type, reason),
                out -> FrameWriter.writeConnectionClose(out, application, code, type, reason));
          },
          r ->
              new FrameSample(
                  "HANDSHAKE_DONE",
                  FrameWriter.sizeHandshakeDone(),
                  FrameWriter::writeHandshakeDone),
          r -> {
            byte[] data = data(r, 0);
            return new FrameSample(
                text("DATAGRAM", hex(data, 0, data.length)),
                FrameWriter.sizeDatagram(data.length),
                out -> FrameWriter.writeDatagram(out, data, 0, data.length));
          },
          r -> {
            long path = path(r);
            long code = number(r);
            return new FrameSample(
                text("PATH_ABANDON", path, code),
                FrameWriter.sizePathAbandon(path, code),
                out -> FrameWriter.writePathAbandon(out, path, code));
          },
          r -> {
            long path = path(r);
            long sequence = number(r);
            boolean available = r.nextBoolean();
            return new FrameSample(
                text("PATH_STATUS", path, sequence, available),
                FrameWriter.sizePathStatus(path, sequence),
                out -> FrameWriter.writePathStatus(out, path, sequence, available));
          },
          r -> {
            long maximum = path(r);
            return new FrameSample(
                text("MAX_PATH_ID", maximum),
                FrameWriter.sizeMaxPathId(maximum),
                out -> FrameWriter.writeMaxPathId(out, maximum));
          },
          r -> {
            long maximum = path(r);
            return new FrameSample(
                text("PATHS_BLOCKED", maximum),
                FrameWriter.sizePathsBlocked(maximum),
                out -> FrameWriter.writePathsBlocked(out, maximum));
          },
          r -> {
            long path = path(r);
            long sequence = number(r);
            return new FrameSample(
                text("PATH_CIDS_BLOCKED", path, sequence),
                FrameWriter.sizePathCidsBlocked(path, sequence),
                out -> FrameWriter.writePathCidsBlocked(out, path, sequence));
          });

  static int kinds() {
    return KINDS.size();
  }

  static FrameSample of(int kind, Random random) {
    return KINDS.get(kind).sample(random);
  }

  static FrameSample any(Random random) {
    return of(random.nextInt(KINDS.size()), random);
  }

  /** A number of any encoded length. */
  static long number(Random random) {
    return random.nextLong() >>> 2 + random.nextInt(62);
  }

  private static long path(Random random) {
    return number(random) & 0xffff_ffffL;
  }

  private static byte[] data(Random random, int min) {
    byte[] data = new byte[min + random.nextInt(70)];
    random.nextBytes(data);
    return data;
  }

  private static FrameSample newConnectionId(Random random) {
    boolean onPath = random.nextBoolean();
    long path = onPath ? path(random) : 0;
    long sequence = number(random);
    long retire = sequence >> random.nextInt(3);
    byte[] token = new byte[16];
    random.nextBytes(token);
    byte[] bytes = new byte[1 + random.nextInt(20)];
    random.nextBytes(bytes);
    ConnectionId id = ConnectionId.of(bytes);
    return new FrameSample(
        text("NEW_CONNECTION_ID", onPath, path, sequence, retire, id, hex(token, 0, 16)),
        FrameWriter.sizeNewConnectionId(onPath, path, sequence, retire, id),
        out -> FrameWriter.writeNewConnectionId(out, onPath, path, sequence, retire, id, token));
  }

  private static FrameSample ack(Random random) {
    AckFrame frame = ackFrame(random, 1 + random.nextInt(20));
    return new FrameSample(
        text(frame),
        FrameWriter.sizeAck(frame),
        out -> FrameWriter.writeAck(out, frame, Integer.MAX_VALUE));
  }

  static AckFrame ackFrame(Random random, int ranges) {
    AckFrame frame = new AckFrame();
    frame.pathFrame = random.nextBoolean();
    frame.pathId = frame.pathFrame ? path(random) : 0;
    frame.delay = number(random);
    frame.hasEcn = random.nextBoolean();
    if (frame.hasEcn) {
      frame.ect0 = number(random);
      frame.ect1 = number(random);
      frame.ce = number(random);
    }
    long high = VarInt.MAX - random.nextInt(1000);
    for (int i = 0; i < ranges; i++) {
      long low = high - (number(random) & 0xffff);
      frame.addRange(low, high);
      high = low - 2 - (number(random) & 0xffff_ffffL);
    }
    return frame;
  }
}
