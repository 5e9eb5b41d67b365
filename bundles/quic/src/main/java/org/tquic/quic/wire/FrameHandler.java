package org.tquic.quic.wire;

/**
 * What {@link FrameParser} calls for each frame of a packet, in their order. Arrays, and the {@link
 * AckFrame}, are only lent for the call. Numbers are as the peer gave them, with only those checks
 * done that a frame alone allows. A method that finds the peer at fault throws {@link
 * org.tquic.quic.QuicException}; one without a frame type gets that of the frame.
 */
public interface FrameHandler {
  /** So many PADDING frames in a row, RFC 9000 section 19.1; of use to observers only. */
  default void onPadding(int count) {}

  /** RFC 9000 section 19.2. */
  void onPing();

  /** ACK or PATH_ACK, RFC 9000 section 19.3. */
  void onAck(AckFrame frame);

  /** RFC 9000 section 19.4. */
  void onResetStream(long id, long code, long finalSize);

  /** RFC 9000 section 19.5. */
  void onStopSending(long id, long code);

  /** RFC 9000 section 19.6; {@code offset + length} is below 2^62. */
  void onCrypto(long offset, byte[] a, int off, int length);

  /** RFC 9000 section 19.7; {@code length} is above 0. */
  void onNewToken(byte[] a, int off, int length);

  /** RFC 9000 section 19.8; {@code offset + length} is below 2^62. */
  void onStream(long id, long offset, boolean fin, byte[] a, int off, int length);

  /** RFC 9000 section 19.9. */
  void onMaxData(long maximum);

  /** RFC 9000 section 19.10. */
  void onMaxStreamData(long id, long maximum);

  /** RFC 9000 section 19.11; {@code maximum} is at most 2^60. */
  void onMaxStreams(boolean bidirectional, long maximum);

  /** RFC 9000 section 19.12. */
  void onDataBlocked(long limit);

  /** RFC 9000 section 19.13. */
  void onStreamDataBlocked(long id, long limit);

  /** RFC 9000 section 19.14; {@code limit} is at most 2^60. */
  void onStreamsBlocked(boolean bidirectional, long limit);

  /**
   * NEW_CONNECTION_ID, RFC 9000 section 19.15, or PATH_NEW_CONNECTION_ID.
   *
   * @param pathFrame whether the frame names a path; {@code pathId} is 0 if not
   * @param retirePriorTo at most {@code sequence}
   * @param id 1 to 20 bytes
   * @param tokenOffset index of the 16 bytes of the stateless reset token in {@code a}
   */
  void onNewConnectionId(
      boolean pathFrame,
      long pathId,
      long sequence,
      long retirePriorTo,
      ConnectionId id,
      byte[] a,
      int tokenOffset);

  /** RETIRE_CONNECTION_ID, RFC 9000 section 19.16, or PATH_RETIRE_CONNECTION_ID. */
  void onRetireConnectionId(boolean pathFrame, long pathId, long sequence);

  /** RFC 9000 section 19.17. */
  void onPathChallenge(long data);

  /** RFC 9000 section 19.18. */
  void onPathResponse(long data);

  /**
   * RFC 9000 section 19.19.
   *
   * @param application whether the code is the application's
   * @param frameType of the frame to blame, 0 when unknown or the application's
   * @param reason its first {@value FrameParser#MAX_REASON_BYTES} bytes
   */
  void onConnectionClose(boolean application, long code, long frameType, String reason);

  /** RFC 9000 section 19.20. */
  void onHandshakeDone();

  /** RFC 9221 section 4; the handler knows whether, and how long, datagrams were agreed on. */
  void onDatagram(byte[] a, int off, int length);

  /** Multipath draft section 4.2. */
  void onPathAbandon(long pathId, long code);

  /** PATH_STATUS_AVAILABLE or PATH_STATUS_BACKUP, multipath draft section 4.3. */
  void onPathStatus(long pathId, long sequence, boolean available);

  /** Multipath draft section 4.6. */
  void onMaxPathId(long maximum);

  /** Multipath draft section 4.7. */
  void onPathsBlocked(long maximum);

  /** Multipath draft section 4.7. */
  void onPathCidsBlocked(long pathId, long nextSequence);
}
