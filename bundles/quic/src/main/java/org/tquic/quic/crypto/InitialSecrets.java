package org.tquic.quic.crypto;

import org.tquic.quic.wire.ConnectionId;

/**
 * The secrets of Initial packets, RFC 9001 section 5.2. They protect against accidents and not
 * against observers, who can derive them as well.
 *
 * @param client of what the client sends
 * @param server of what the server sends
 */
public record InitialSecrets(byte[] client, byte[] server) {
  /** What Initial packets are protected with, whatever is negotiated later. */
  public static final CipherSuite SUITE = CipherSuite.AES_128_GCM_SHA256;

  /**
   * Derives both.
   *
   * @param version 1 or 2 by its number on the wire
   * @param clientDcid destination connection ID of the client's first Initial packet, or the one
   *     that a Retry packet gave it
   * @throws IllegalArgumentException for another version
   */
  public static InitialSecrets derive(int version, ConnectionId clientDcid) {
    byte[] common =
        Hkdf.extract(
            SUITE.hash(), VersionConstants.of(version).initialSalt(), clientDcid.toBytes());
    return new InitialSecrets(expand(common, "client in"), expand(common, "server in"));
  }

  private static byte[] expand(byte[] common, String label) {
    return Hkdf.expandLabel(SUITE.hash(), common, label, SUITE.hashLength());
  }
}
