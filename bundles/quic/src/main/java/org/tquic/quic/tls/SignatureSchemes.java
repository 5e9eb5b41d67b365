package org.tquic.quic.tls;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Vector;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.SignatureScheme;

/** Signature schemes of RFC 8446 section 4.2.3 that are offered, taken and made. */
final class SignatureSchemes {
  private static final int[] HANDSHAKE = {
    SignatureScheme.ed25519,
    SignatureScheme.ecdsa_secp256r1_sha256,
    SignatureScheme.ecdsa_secp384r1_sha384,
    SignatureScheme.rsa_pss_rsae_sha256,
    SignatureScheme.rsa_pss_rsae_sha384,
    SignatureScheme.rsa_pss_rsae_sha512
  };
  private static final int[] CERTIFICATES_ONLY = {
    SignatureScheme.rsa_pkcs1_sha256,
    SignatureScheme.rsa_pkcs1_sha384,
    SignatureScheme.rsa_pkcs1_sha512
  };

  private static final int P256_BITS = 256;

  private SignatureSchemes() {}

  /** What a peer may sign the handshake with. */
  static Vector<SignatureAndHashAlgorithm> handshake() {
    Vector<SignatureAndHashAlgorithm> algorithms = new Vector<>();
    add(algorithms, HANDSHAKE);
    return algorithms;
  }

  /** What the certificates of a peer may be signed with. */
  static Vector<SignatureAndHashAlgorithm> certificates() {
    Vector<SignatureAndHashAlgorithm> algorithms = handshake();
    add(algorithms, CERTIFICATES_ONLY);
    return algorithms;
  }

  private static void add(Vector<SignatureAndHashAlgorithm> algorithms, int[] schemes) {
    for (int scheme : schemes) {
      algorithms.add(SignatureScheme.getSignatureAndHashAlgorithm(scheme));
    }
  }

  /**
   * The scheme that a key of this end signs with.
   *
   * @throws IllegalArgumentException for a key that is not P-256, Ed25519 or RSA
   */
  static int of(PublicKey key) {
    String algorithm = key.getAlgorithm();
    if (key instanceof ECPublicKey curve && curve.getParams().getOrder().bitLength() == P256_BITS) {
      return SignatureScheme.ecdsa_secp256r1_sha256;
    }
    return switch (algorithm) {
      case "RSA" -> SignatureScheme.rsa_pss_rsae_sha256;
      case "Ed25519", "EdDSA" -> SignatureScheme.ed25519;
      default -> throw new IllegalArgumentException("cannot sign with a key of " + algorithm);
    };
  }

  /** A JDK signature of one of the schemes of {@link #of}. */
  static Signature signature(int scheme) throws GeneralSecurityException {
    return switch (scheme) {
      case SignatureScheme.ed25519 -> Signature.getInstance("Ed25519");
      case SignatureScheme.ecdsa_secp256r1_sha256 -> Signature.getInstance("SHA256withECDSA");
      default -> {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        yield signature;
      }
    };
  }
}
