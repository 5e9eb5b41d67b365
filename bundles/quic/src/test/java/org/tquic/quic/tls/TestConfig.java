package org.tquic.quic.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.tquic.quic.crypto.CipherSuite;

/** A configuration to change one thing of. */
final class TestConfig {
  private X509Certificate[] chain = {};
  private PrivateKey key;
  private PeerVerifier verifier = (peer, type) -> {};
  private List<String> protocols = List.of("tquic");
  private String serverName;
  private List<CipherSuite> suites = TlsConfig.ALL_CIPHER_SUITES;
  private List<NamedGroup> groups = List.of(NamedGroup.X25519);
  private boolean requirePeer;

  TestConfig identity(TestIdentity identity) {
    chain = identity.chain();
    key = identity.key();
    return this;
  }

  TestConfig verifier(PeerVerifier peerVerifier) {
    verifier = peerVerifier;
    return this;
  }

  TestConfig protocols(String... names) {
    protocols = List.of(names);
    return this;
  }

  TestConfig serverName(String name) {
    serverName = name;
    return this;
  }

  TestConfig suites(CipherSuite... allowed) {
    suites = List.of(allowed);
    return this;
  }

  TestConfig groups(NamedGroup... allowed) {
    groups = List.of(allowed);
    return this;
  }

  TestConfig requirePeer() {
    requirePeer = true;
    return this;
  }

  TlsConfig build() {
    return new TlsConfig(chain, key, verifier, protocols, serverName, suites, groups, requirePeer);
  }
}
