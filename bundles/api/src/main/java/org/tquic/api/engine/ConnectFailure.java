package org.tquic.api.engine;

import org.tquic.api.TquicException;
import org.tquic.api.bond.PathReason;

/** Why a connection or a listener could not be opened. */
public final class ConnectFailure extends TquicException {
  private static final long serialVersionUID = 1L;

  private final PathReason reason;

  /** A failure with its reason, message and remedy. */
  public ConnectFailure(PathReason reason, String message, String remedy, Throwable cause) {
    super(message, remedy, cause);
    this.reason = reason;
  }

  /** The reason, for machines. */
  public PathReason reason() {
    return reason;
  }
}
