package org.tquic.quic.tls;

/** Groups of the key exchange, RFC 8446 section 4.2.7 and draft-ietf-tls-ecdhe-mlkem. */
public enum NamedGroup {
  X25519MLKEM768(0x11ec),
  X25519(0x001d),
  SECP256R1(0x0017);

  private final int code;

  NamedGroup(int code) {
    this.code = code;
  }

  /** Code point in TLS. */
  public int code() {
    return code;
  }
}
