package org.tquic.identity;

import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * The name of a public key: the SHA-256 digest of its DER-encoded SubjectPublicKeyInfo (RFC 5280
 * section 4.1.2.7), the same value that HTTP key pinning (RFC 7469 section 2.4) used.
 *
 * <p>It is no secret, yet compared in constant time so that nobody has to wonder.
 */
public final class Fingerprint {
  /** Length in bytes. */
  public static final int SIZE_BYTES = 32;

  /** Length of the text form in characters. */
  public static final int TEXT_LENGTH = 43;

  private static final int SHORT_GROUPS = 4;

  private final byte[] digest;

  private Fingerprint(byte[] digest) {
    this.digest = digest;
  }

  /**
   * The fingerprint with these bytes, which are copied.
   *
   * @throws IllegalArgumentException unless there are {@link #SIZE_BYTES} of them
   */
  public static Fingerprint ofDigest(byte[] digest) {
    if (digest.length != SIZE_BYTES) {
      throw new IllegalArgumentException(
          "a fingerprint has " + SIZE_BYTES + " bytes, not " + digest.length);
    }
    return new Fingerprint(digest.clone());
  }

  /**
   * The fingerprint of a key.
   *
   * @throws IllegalArgumentException if the key has no X.509 encoding
   */
  public static Fingerprint of(PublicKey key) {
    byte[] encoded = key.getEncoded();
    if (encoded == null || !"X.509".equals(key.getFormat())) {
      throw new IllegalArgumentException(key.getAlgorithm() + " key has no X.509 encoding");
    }
    return new Fingerprint(Digests.sha256(encoded));
  }

  /** The fingerprint of a certificate's key. */
  public static Fingerprint of(X509Certificate certificate) {
    return of(certificate.getPublicKey());
  }

  /**
   * The fingerprint of the peer whose chain this is, leaf first. What the peer is allowed to do is
   * another matter: see {@link PairingRegistry#authorise}.
   *
   * @throws CertificateException if there is no certificate or the first is not an X.509 one
   */
  public static Fingerprint ofPeer(Certificate[] chain) throws CertificateException {
    if (chain == null || chain.length == 0) {
      throw new CertificateException("the peer presented no certificate");
    }
    if (!(chain[0] instanceof X509Certificate leaf)) {
      throw new CertificateException("the peer's certificate is not an X.509 one");
    }
    return of(leaf);
  }

  /**
   * The fingerprint of the peer of a finished TLS handshake.
   *
   * @throws SSLPeerUnverifiedException if the peer showed no certificate
   * @throws CertificateException if its certificate is not an X.509 one
   */
  public static Fingerprint ofPeer(SSLSession session)
      throws SSLPeerUnverifiedException, CertificateException {
    return ofPeer(session.getPeerCertificates());
  }

  /**
   * Reads the text form.
   *
   * @throws FingerprintFormatException if the text is anything else
   */
  public static Fingerprint parse(String text) {
    if (text.length() != TEXT_LENGTH) {
      throw new FingerprintFormatException(text.length());
    }
    return new Fingerprint(
        Base64Url.decode(text).orElseThrow(() -> new FingerprintFormatException(text.length())));
  }

  /** The {@link #SIZE_BYTES} bytes, a copy. */
  public byte[] bytes() {
    return digest.clone();
  }

  /** The text form: base64url without padding, {@link #TEXT_LENGTH} characters. */
  public String text() {
    return Base64Url.encode(digest);
  }

  /**
   * The first 64 bits for people to compare, like {@code 3f2a-91bc-07d4-e6a8}; too short to
   * authorise by.
   */
  public String shortText() {
    HexFormat hex = HexFormat.of();
    StringBuilder text = new StringBuilder();
    for (int group = 0; group < SHORT_GROUPS; group++) {
      text.append(group == 0 ? "" : "-").append(hex.formatHex(digest, group * 2, group * 2 + 2));
    }
    return text.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fingerprint that && MessageDigest.isEqual(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return digest[0] << 24 | (digest[1] & 0xff) << 16 | (digest[2] & 0xff) << 8 | digest[3] & 0xff;
  }

  /** The text form. */
  @Override
  public String toString() {
    return text();
  }
}
