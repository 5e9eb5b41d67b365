package org.tquic.quic.wire;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Writes down every frame as a line of text. */
final class RecordingHandler implements FrameHandler {
  final List<String> frames = new ArrayList<>();

  static String hex(byte[] a, int off, int length) {
    return HexFormat.of().formatHex(a, off, off + length);
  }

  private void add(String name, Object... fields) {
    frames.add(text(name, fields));
  }

  static String text(String name, Object... fields) {
    StringBuilder line = new StringBuilder(name);
    for (Object field : fields) {
      line.append(' ').append(field);
    }
    return line.toString();
  }

  static String text(AckFrame frame) {
    StringBuilder line = new StringBuilder(frame.pathFrame ? "PATH_ACK " : "ACK ");
    line.append(frame.pathId).append(' ').append(frame.largest).append(' ').append(frame.delay);
    for (int i = 0; i < frame.rangeCount(); i++) {
      line.append(' ').append(frame.rangeLow(i)).append('-').append(frame.rangeHigh(i));
    }
    if (frame.hasEcn) {
      line.append(" ecn ").append(frame.ect0).append(' ').append(frame.ect1);
      line.append(' ').append(frame.ce);
    }
    return line.toString();
  }

  @Override
  public void onPing() {
    add("PING");
  }

  @Override
  public void onAck(AckFrame frame) {
    frames.add(text(frame));
  }

  @Override
  public void onResetStream(long id, long code, long finalSize) {
    add("RESET_STREAM", id, code, finalSize);
  }

  @Override
  public void onStopSending(long id, long code) {
    add("STOP_SENDING", id, code);
  }

  @Override
  public void onCrypto(long offset, byte[] a, int off, int length) {
    add("CRYPTO", offset, hex(a, off, length));
  }

  @Override
  public void onNewToken(byte[] a, int off, int length) {
    add("NEW_TOKEN", hex(a, off, length));
  }

  @Override
  public void onStream(long id, long offset, boolean fin, byte[] a, int off, int length) {
    add("STREAM", id, offset, fin, hex(a, off, length));
  }

  @Override
  public void onMaxData(long maximum) {
    add("MAX_DATA", maximum);
  }

  @Override
  public void onMaxStreamData(long id, long maximum) {
    add("MAX_STREAM_DATA", id, maximum);
  }

  @Override
  public void onMaxStreams(boolean bidirectional, long maximum) {
    add("MAX_STREAMS", bidirectional, maximum);
  }

  @Override
  public void onDataBlocked(long limit) {
    add("DATA_BLOCKED", limit);
  }

  @Override
  public void onStreamDataBlocked(long id, long limit) {
    add("STREAM_DATA_BLOCKED", id, limit);
  }

  @Override
  public void onStreamsBlocked(boolean bidirectional, long limit) {
    add("STREAMS_BLOCKED", bidirectional, limit);
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
    String token = hex(a, tokenOffset, 16);
    add("NEW_CONNECTION_ID", pathFrame, pathId, sequence, retirePriorTo, id, token);
  }

  @Override
  public void onRetireConnectionId(boolean pathFrame, long pathId, long sequence) {
    add("RETIRE_CONNECTION_ID", pathFrame, pathId, sequence);
  }

  @Override
  public void onPathChallenge(long data) {
    add("PATH_CHALLENGE", data);
  }

  @Override
  public void onPathResponse(long data) {
    add("PATH_RESPONSE", data);
  }

  @Override
  public void onConnectionClose(boolean application, long code, long frameType, String reason) {
    add("CONNECTION_CLOSE", application, code, frameType, reason);
  }

  @Override
  public void onHandshakeDone() {
    add("HANDSHAKE_DONE");
  }

  @Override
  public void onDatagram(byte[] a, int off, int length) {
    add("DATAGRAM", hex(a, off, length));
  }

  @Override
  public void onPathAbandon(long pathId, long code) {
    add("PATH_ABANDON", pathId, code);
  }

  @Override
  public void onPathStatus(long pathId, long sequence, boolean available) {
    add("PATH_STATUS", pathId, sequence, available);
  }

  @Override
  public void onMaxPathId(long maximum) {
    add("MAX_PATH_ID", maximum);
  }

  @Override
  public void onPathsBlocked(long maximum) {
    add("PATHS_BLOCKED", maximum);
  }

  @Override
  public void onPathCidsBlocked(long pathId, long nextSequence) {
    add("PATH_CIDS_BLOCKED", pathId, nextSequence);
  }
}
