package org.tquic.quic.wire;

/** Takes frames and does nothing. */
class IgnoringHandler implements FrameHandler {
  @Override
  public void onPing() {}

  @Override
  public void onAck(AckFrame frame) {}

  @Override
  public void onResetStream(long id, long code, long finalSize) {}

  @Override
  public void onStopSending(long id, long code) {}

  @Override
  public void onCrypto(long offset, byte[] a, int off, int length) {}

  @Override
  public void onNewToken(byte[] a, int off, int length) {}

  @Override
  public void onStream(long id, long offset, boolean fin, byte[] a, int off, int length) {}

  @Override
  public void onMaxData(long maximum) {}

  @Override
  public void onMaxStreamData(long id, long maximum) {}

  @Override
  public void onMaxStreams(boolean bidirectional, long maximum) {}

  @Override
  public void onDataBlocked(long limit) {}

  @Override
  public void onStreamDataBlocked(long id, long limit) {}

  @Override
  public void onStreamsBlocked(boolean bidirectional, long limit) {}

  @Override
  public void onNewConnectionId(
      boolean pathFrame,
      long pathId,
      long sequence,
      long retirePriorTo,
      ConnectionId id,
      byte[] a,
      int tokenOffset) {}

  @Override
  public void onRetireConnectionId(boolean pathFrame, long pathId, long sequence) {}

  @Override
  public void onPathChallenge(long data) {}

  @Override
  public void onPathResponse(long data) {}

  @Override
  public void onConnectionClose(boolean application, long code, long frameType, String reason) {}

  @Override
  public void onHandshakeDone() {}

  @Override
  public void onDatagram(byte[] a, int off, int length) {}

  @Override
  public void onPathAbandon(long pathId, long code) {}

  @Override
  public void onPathStatus(long pathId, long sequence, boolean available) {}

  @Override
  public void onMaxPathId(long maximum) {}

  @Override
  public void onPathsBlocked(long maximum) {}

  @Override
  public void onPathCidsBlocked(long pathId, long nextSequence) {}
}
