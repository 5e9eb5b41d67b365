package org.tquic.identity;

/** The pairing registry refuses what the operator asked for. */
public final class PairingException extends IdentityException {
  private static final long serialVersionUID = 1L;

  /** Why it refuses. */
  public enum Kind {
    /** The name of the router has characters or a length that names may not have. */
    BAD_NAME,
    /** A router or a pending code has this name already. */
    NAME_TAKEN,
    /** No router and no pending code has this name. */
    UNKNOWN_NAME,
    /** The code's validity is out of range. */
    BAD_VALIDITY,
    /** {@link PairingRegistry#MAX_PENDING_CODES} codes wait to be used. */
    TOO_MANY_CODES,
    /** {@link PairingRegistry#MAX_ROUTERS} routers are paired or about to be. */
    TOO_MANY_ROUTERS
  }

  private final Kind kind;

  PairingException(Kind kind, String message, String remedy) {
    super(message, remedy, null);
    this.kind = kind;
  }

  /** Why. */
  public Kind kind() {
    return kind;
  }
}
