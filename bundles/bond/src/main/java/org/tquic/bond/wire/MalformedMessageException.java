package org.tquic.bond.wire;

/** A peer's control message that is not valid; it is dropped and counted. */
public final class MalformedMessageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error that names what is wrong. */
  public MalformedMessageException(String message) {
    super(message, null, false, false);
  }
}
