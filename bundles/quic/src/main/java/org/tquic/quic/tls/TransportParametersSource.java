package org.tquic.quic.tls;

/** Makes a server's transport parameters once those of the client are known. */
@FunctionalInterface
public interface TransportParametersSource {
  /**
   * The server's answer. What it throws ends the handshake, a {@link org.tquic.quic.QuicException}
   * with its own code.
   *
   * @param clientParameters as the client encoded them
   * @return encoded
   */
  byte[] answer(byte[] clientParameters);
}
