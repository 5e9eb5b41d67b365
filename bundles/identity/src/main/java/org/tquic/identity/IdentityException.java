package org.tquic.identity;

/**
 * An error for people: the message names the thing and its value, the remedy says what to do next.
 * Neither ever holds a private key, a one-time secret or the text of a pairing code.
 */
public abstract sealed class IdentityException extends RuntimeException
    permits StateFileException,
        ServerAddressException,
        PairingCodeException,
        PairingException,
        EnrolmentFormatException,
        FingerprintFormatException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  IdentityException(String message, String remedy, Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
  }

  /** What to do next: one sentence that names the command, file or setting that helps. */
  public String remedy() {
    return remedy;
  }
}
