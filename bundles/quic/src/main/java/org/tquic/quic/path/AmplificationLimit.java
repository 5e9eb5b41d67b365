package org.tquic.quic.path;

/**
 * How much may go to an address that is not validated: three times the bytes that came from it, RFC
 * 9000 section 8.1. Bytes are those of whole UDP payloads.
 */
public final class AmplificationLimit {
  private static final int FACTOR = 3;

  private long receivedBytes;
  private long sentBytes;
  private boolean validated;

  private AmplificationLimit(boolean validated) {
    this.validated = validated;
  }

  /** For an address not validated yet. */
  public static AmplificationLimit limited() {
    return new AmplificationLimit(false);
  }

  /** For an address that needs no validation. */
  public static AmplificationLimit unlimited() {
    return new AmplificationLimit(true);
  }

  /** A datagram of the connection came from the address. */
  public void onReceived(int bytes) {
    receivedBytes += checked(bytes);
  }

  /** A datagram went to the address. */
  public void onSent(int bytes) {
    sentBytes += checked(bytes);
  }

  /** The address is validated: no limit from now on. */
  public void onValidated() {
    validated = true;
  }

  /** Whether the address is validated. */
  public boolean isValidated() {
    return validated;
  }

  /** Bytes that may be sent now; {@link Long#MAX_VALUE} without a limit. */
  public long allowance() {
    return validated ? Long.MAX_VALUE : Math.max(0, FACTOR * receivedBytes - sentBytes);
  }

  /** Whether a datagram of that size may be sent now. */
  public boolean allows(int bytes) {
    return bytes <= allowance();
  }

  private static int checked(int bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("negative size: " + bytes);
    }
    return bytes;
  }
}
