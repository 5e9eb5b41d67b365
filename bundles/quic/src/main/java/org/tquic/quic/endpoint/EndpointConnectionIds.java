package org.tquic.quic.endpoint;

import java.security.SecureRandom;
import org.tquic.quic.crypto.StatelessResetTokens;
import org.tquic.quic.path.ConnectionIdSource;
import org.tquic.quic.wire.ConnectionId;

/**
 * Connection IDs of random bytes and one length, which short headers need to be read, with
 * stateless reset tokens from a static key.
 */
public final class EndpointConnectionIds implements ConnectionIdSource {
  private static final int MIN_LENGTH = 8;

  private final int length;
  private final StatelessResetTokens resetTokens;
  private final SecureRandom random;

  /**
   * A source.
   *
   * @param length bytes of each connection ID, 8 to 20: fewer could be guessed or come twice
   * @param resetKey secret, at least 32 bytes
   * @throws IllegalArgumentException for another length or a shorter key
   */
  public EndpointConnectionIds(int length, byte[] resetKey, SecureRandom random) {
    if (length < MIN_LENGTH || length > ConnectionId.MAX_LENGTH) {
      throw new IllegalArgumentException("a connection ID of " + length + " bytes");
    }
    this.length = length;
    this.random = random;
    resetTokens = new StatelessResetTokens(resetKey);
  }

  /** Bytes of each connection ID. */
  public int length() {
    return length;
  }

  @Override
  public ConnectionId newId() {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ConnectionId.of(bytes);
  }

  @Override
  public byte[] resetToken(ConnectionId id) {
    return resetTokens.token(id);
  }
}
