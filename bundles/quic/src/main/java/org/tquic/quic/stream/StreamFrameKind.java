package org.tquic.quic.stream;

/**
 * Kinds of the frames that this package records for the packets that carry them, and what their
 * three values mean. The connection has 0 to 14 for itself.
 */
public final class StreamFrameKind {
  /** CRYPTO; a = offset, b = length. */
  public static final int CRYPTO = 15;

  /** STREAM without FIN; a = stream, b = offset, c = length. */
  public static final int STREAM = 16;

  /** STREAM with FIN; a = stream, b = offset, c = length. */
  public static final int STREAM_FIN = 17;

  /** RESET_STREAM; a = stream. */
  public static final int RESET_STREAM = 18;

  /** STOP_SENDING; a = stream. */
  public static final int STOP_SENDING = 19;

  /** MAX_DATA; a = limit. */
  public static final int MAX_DATA = 20;

  /** MAX_STREAM_DATA; a = stream, b = limit. */
  public static final int MAX_STREAM_DATA = 21;

  /** MAX_STREAMS of bidirectional streams; a = limit. */
  public static final int MAX_STREAMS_BIDI = 22;

  /** MAX_STREAMS of unidirectional streams; a = limit. */
  public static final int MAX_STREAMS_UNI = 23;

  /** DATA_BLOCKED; a = limit. */
  public static final int DATA_BLOCKED = 24;

  /** STREAM_DATA_BLOCKED; a = stream, b = limit. */
  public static final int STREAM_DATA_BLOCKED = 25;

  /** STREAMS_BLOCKED of bidirectional streams; a = limit. */
  public static final int STREAMS_BLOCKED_BIDI = 26;

  /** STREAMS_BLOCKED of unidirectional streams; a = limit. */
  public static final int STREAMS_BLOCKED_UNI = 27;

  /** DATAGRAM, never sent again; a = number in its queue, b = length. */
  public static final int DATAGRAM = 28;

  private StreamFrameKind() {}
}
