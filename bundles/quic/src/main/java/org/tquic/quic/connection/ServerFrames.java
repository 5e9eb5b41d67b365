package org.tquic.quic.connection;

/** What a server owes its client once the handshake is complete: HANDSHAKE_DONE and NEW_TOKEN. */
final class ServerFrames {
  private boolean doneOwed;
  private byte[] token;
  private boolean tokenOwed;

  boolean owesAny() {
    return doneOwed || tokenOwed;
  }

  boolean doneOwed() {
    return doneOwed;
  }

  void oweDone() {
    doneOwed = true;
  }

  void onDoneSent() {
    doneOwed = false;
  }

  void giveToken(byte[] value) {
    token = value;
    tokenOwed = true;
  }

  /** The token that is owed, or null. */
  byte[] tokenOwed() {
    return tokenOwed ? token : null;
  }

  void onTokenSent() {
    tokenOwed = false;
  }

  void onTokenLost() {
    tokenOwed = true;
  }
}
