package org.tquic.identity;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * The key and certificate of this machine.
 *
 * @param key a key of the JDK's own making, P-256 (or Ed25519 where the operator put one)
 * @param certificate its self-signed certificate
 * @param fingerprint the name of its public key
 */
public record LocalIdentity(PrivateKey key, X509Certificate certificate, Fingerprint fingerprint) {
  /** The fingerprint only. */
  @Override
  public String toString() {
    return "identity " + fingerprint.text();
  }
}
