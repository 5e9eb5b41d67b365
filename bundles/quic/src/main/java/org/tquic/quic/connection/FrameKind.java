package org.tquic.quic.connection;

/**
 * Kinds of frames in the log of a sent packet, beside {@link org.tquic.quic.path.PathFrameKind} (1
 * to 7) and {@link org.tquic.quic.stream.StreamFrameKind} (15 and above).
 */
final class FrameKind {
  /** a = path ID whose packets it acknowledges, b = largest of them. */
  static final int ACK = 0;

  static final int LAST_PATH_FRAME = 7;

  /** a = encryption level whose packets it acknowledges, b = largest of them. */
  static final int HANDSHAKE_ACK = 8;

  static final int HANDSHAKE_DONE = 9;
  static final int NEW_TOKEN = 10;

  private FrameKind() {}
}
