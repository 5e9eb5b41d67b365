package org.tquic.quic.tls;

import java.security.SecureRandom;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.TlsSecret;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.tquic.quic.crypto.CipherSuite;

/** The cryptography of a handshake, which hands out traffic secrets where ciphers are made. */
final class QuicTlsCrypto extends BcTlsCrypto {
  /** Takes the secrets of one level after the other. */
  interface TrafficSecrets {
    void onTrafficSecrets(
        CipherSuite suite, byte[] clientRandom, byte[] clientSecret, byte[] serverSecret);
  }

  private final TrafficSecrets sink;

  QuicTlsCrypto(SecureRandom random, TrafficSecrets sink) {
    super(random);
    this.sink = sink;
  }

  @Override
  public TlsCipher createCipher(
      TlsCryptoParameters parameters, int encryptionAlgorithm, int macAlgorithm) {
    SecurityParameters security = parameters.getSecurityParametersHandshake();
    sink.onTrafficSecrets(
        CipherSuite.ofCode(security.getCipherSuite()),
        security.getClientRandom().clone(),
        copyOf(security.getTrafficSecretClient()),
        copyOf(security.getTrafficSecretServer()));
    return new PassThroughCipher();
  }

  /** Extracting would destroy a secret that the handshake still needs. */
  private byte[] copyOf(TlsSecret secret) {
    return adoptSecret(secret).extract();
  }
}
