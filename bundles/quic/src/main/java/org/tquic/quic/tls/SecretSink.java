package org.tquic.quic.tls;

import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.crypto.CipherSuite;

/** Takes the secrets of a handshake as they become available. */
@FunctionalInterface
public interface SecretSink {
  /**
   * Secrets of a level; called once for HANDSHAKE and then once for ONE_RTT. A server has those of
   * ONE_RTT before the client is authenticated and must open no packet with them until the session
   * is complete, RFC 9001 section 5.7.
   *
   * @param clientSecret traffic secret of what the client sends
   * @param serverSecret traffic secret of what the server sends
   */
  void onSecrets(
      EncryptionLevel level, CipherSuite suite, byte[] clientSecret, byte[] serverSecret);
}
