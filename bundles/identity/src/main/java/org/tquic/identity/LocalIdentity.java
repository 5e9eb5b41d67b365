package org.tquic.identity;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;

/**
 * The key and certificate of this machine.
 *
 * @param key a key of the JDK's own making, P-256 (or Ed25519 where the operator put one)
 * @param certificate its self-signed certificate
 * @param fingerprint the name of its public key
 */
public record LocalIdentity(PrivateKey key, X509Certificate certificate, Fingerprint fingerprint) {
  /**
   * A new identity that is kept nowhere. Its key is an Ed25519 one, whose signatures are all of one
   * length: simulated handshakes with it take the same time whatever the key.
   */
  public static LocalIdentity ephemeral(InstantSource clock) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(KeyKind.ED25519.algorithm()).generateKeyPair();
      X509Certificate certificate =
          SelfSignedCertificate.issue(
              pair.getPrivate(), pair.getPublic(), clock.instant(), new SecureRandom());
      return new LocalIdentity(pair.getPrivate(), certificate, Fingerprint.of(pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime makes no Ed25519 keys", e);
    }
  }

  /** The fingerprint only. */
  @Override
  public String toString() {
    return "identity " + fingerprint.text();
  }
}
