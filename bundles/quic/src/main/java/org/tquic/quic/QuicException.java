package org.tquic.quic;

/**
 * The peer broke a rule that ends the connection, RFC 9000 section 11.1. The connection closes with
 * the code; nothing of it leaves the engine otherwise.
 */
public final class QuicException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long code;
  private final long frameType;

  /**
   * An error outside any frame.
   *
   * @param code one of {@link TransportError}
   */
  public QuicException(long code, String reason) {
    this(code, 0, reason);
  }

  /**
   * An error that a frame caused.
   *
   * @param code one of {@link TransportError}
   * @param frameType type of the frame, 0 for unknown
   */
  public QuicException(long code, long frameType, String reason) {
    // Peers can make these at will, so they must cost little.
    super(reason, null, false, false);
    this.code = code;
    this.frameType = frameType;
  }

  /** One of {@link TransportError}. */
  public long code() {
    return code;
  }

  /** Type of the frame that caused it, 0 for unknown. */
  public long frameType() {
    return frameType;
  }

  @Override
  public String toString() {
    return TransportError.name(code) + ": " + getMessage();
  }
}
