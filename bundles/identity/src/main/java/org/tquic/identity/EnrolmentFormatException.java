package org.tquic.identity;

/** The body of an enrolment request or answer is malformed. */
public final class EnrolmentFormatException extends IdentityException {
  private static final long serialVersionUID = 1L;

  EnrolmentFormatException(String message) {
    super(message, "run the same release of TQUIC Bond on the router and on the server", null);
  }
}
