package org.tquic.identity;

/** A text is not a fingerprint. */
public final class FingerprintFormatException extends IdentityException {
  private static final long serialVersionUID = 1L;

  FingerprintFormatException(int length) {
    super(
        "a text of " + length + " characters is not a key fingerprint",
        "a fingerprint is " + Fingerprint.TEXT_LENGTH + " characters of base64url without padding",
        null);
  }
}
