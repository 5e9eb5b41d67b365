package org.tquic.identity;

/** A text is not a pairing code that can be used. The message never repeats the text. */
public final class PairingCodeException extends IdentityException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the text. */
  public enum Kind {
    /** It does not look like a pairing code at all. */
    NOT_A_CODE,
    /** It looks like one, but characters are missing, added or changed (checksum). */
    DAMAGED,
    /** It was made by a release with another form of codes. */
    UNKNOWN_VERSION,
    /** It is intact, but the server address in it cannot be dialled. */
    BAD_HOST
  }

  private final Kind kind;

  PairingCodeException(Kind kind, String message, String remedy) {
    super(message, remedy, null);
    this.kind = kind;
  }

  /** What is wrong. */
  public Kind kind() {
    return kind;
  }
}
