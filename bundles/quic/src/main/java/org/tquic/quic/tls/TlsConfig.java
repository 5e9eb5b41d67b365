package org.tquic.quic.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import org.tquic.quic.crypto.CipherSuite;

/**
 * What one end brings to its handshakes. There is always a verifier: a peer whose certificate was
 * asked for is never taken without it.
 *
 * @param certificateChain own certificate first, its key P-256, Ed25519 or RSA; empty for none,
 *     which only a client may have
 * @param privateKey of the first certificate; null with an empty chain
 * @param verifier of the peer's certificate
 * @param applicationProtocols names for ALPN in order of preference, 1 to 255 ASCII characters; at
 *     least one. The server's preference counts.
 * @param serverName what a client asks for by SNI, or null
 * @param cipherSuites allowed ones in order of preference; the server's preference counts
 * @param groups allowed ones in order of preference. A client sends a key share for the first; a
 *     server asks again when it prefers another that the client has, too.
 * @param requirePeerCertificate whether a server wants the client's certificate; a client always
 *     wants the server's
 * @param keyLog takes the secrets of all handshakes, for developers; null for none
 */
public record TlsConfig(
    X509Certificate[] certificateChain,
    PrivateKey privateKey,
    PeerVerifier verifier,
    List<String> applicationProtocols,
    String serverName,
    List<CipherSuite> cipherSuites,
    List<NamedGroup> groups,
    boolean requirePeerCertificate,
    KeyLog keyLog) {
  /** All cipher suites, the fastest on common hardware first. */
  public static final List<CipherSuite> ALL_CIPHER_SUITES = List.of(CipherSuite.values());

  /** All groups, the one that withstands quantum computers first. */
  public static final List<NamedGroup> ALL_GROUPS = List.of(NamedGroup.values());

  private static final int MAX_PROTOCOL_LENGTH = 255;

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException for a chain without a key or the reverse, empty lists and
   *     protocol names that ALPN cannot carry
   */
  public TlsConfig {
    Objects.requireNonNull(verifier, "verifier");
    certificateChain = certificateChain.clone();
    if (certificateChain.length == 0 != (privateKey == null)) {
      throw new IllegalArgumentException("a certificate and its private key go together");
    }
    applicationProtocols = notEmpty(applicationProtocols, "application protocol");
    cipherSuites = notEmpty(cipherSuites, "cipher suite");
    groups = notEmpty(groups, "group");
    for (String protocol : applicationProtocols) {
      if (protocol.isEmpty()
          || protocol.length() > MAX_PROTOCOL_LENGTH
          || !protocol.chars().allMatch(c -> c < 0x80)) {
        throw new IllegalArgumentException("not an application protocol: " + protocol);
      }
    }
  }

  /** Without a key log. */
  public TlsConfig(
      X509Certificate[] certificateChain,
      PrivateKey privateKey,
      PeerVerifier verifier,
      List<String> applicationProtocols,
      String serverName,
      List<CipherSuite> cipherSuites,
      List<NamedGroup> groups,
      boolean requirePeerCertificate) {
    this(
        certificateChain,
        privateKey,
        verifier,
        applicationProtocols,
        serverName,
        cipherSuites,
        groups,
        requirePeerCertificate,
        null);
  }

  /** The same with a key log. */
  public TlsConfig withKeyLog(KeyLog log) {
    return new TlsConfig(
        certificateChain,
        privateKey,
        verifier,
        applicationProtocols,
        serverName,
        cipherSuites,
        groups,
        requirePeerCertificate,
        log);
  }

  private static <T> List<T> notEmpty(List<T> given, String name) {
    if (given.isEmpty()) {
      throw new IllegalArgumentException("no " + name);
    }
    return List.copyOf(given);
  }

  /** A copy of the chain. */
  @Override
  public X509Certificate[] certificateChain() {
    return certificateChain.clone();
  }
}
