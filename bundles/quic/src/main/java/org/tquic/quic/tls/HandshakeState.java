package org.tquic.quic.tls;

import java.security.SecureRandom;
import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.crypto.CipherSuite;

/** What a handshake starts from and what it has found out so far. */
final class HandshakeState implements QuicTlsCrypto.TrafficSecrets {
  final TlsConfig config;
  final SecureRandom random;
  final PeerAuthentication peer;
  private final SecretSink sink;

  /** The level at which the peer's next handshake bytes come. */
  EncryptionLevel receiveLevel = EncryptionLevel.INITIAL;

  TransportParametersSource localParameters;
  byte[] peerParameters;
  String applicationProtocol;
  CipherSuite suite;
  byte[] clientRandom;
  private boolean handshakeSecretsKnown;

  HandshakeState(TlsConfig config, SecureRandom random, SecretSink sink) {
    this.config = config;
    this.random = random;
    this.peer = new PeerAuthentication(config.verifier());
    this.sink = sink;
  }

  @Override
  public void onTrafficSecrets(
      CipherSuite negotiated, byte[] helloRandom, byte[] clientSecret, byte[] serverSecret) {
    suite = negotiated;
    clientRandom = helloRandom;
    EncryptionLevel level =
        handshakeSecretsKnown ? EncryptionLevel.ONE_RTT : EncryptionLevel.HANDSHAKE;
    if (!handshakeSecretsKnown) {
      handshakeSecretsKnown = true;
      receiveLevel = EncryptionLevel.HANDSHAKE;
    }
    if (config.keyLog() != null) {
      config.keyLog().onSecrets(level, clientRandom, clientSecret, serverSecret);
    }
    sink.onSecrets(level, suite, clientSecret, serverSecret);
  }

  void onComplete() {
    receiveLevel = EncryptionLevel.ONE_RTT;
  }

  boolean isComplete() {
    return receiveLevel == EncryptionLevel.ONE_RTT;
  }

  /** Code points of the allowed cipher suites. */
  int[] cipherSuiteCodes() {
    return config.cipherSuites().stream().mapToInt(CipherSuite::code).toArray();
  }

  /** Code points of the allowed groups. */
  int[] groupCodes() {
    return config.groups().stream().mapToInt(NamedGroup::code).toArray();
  }
}
