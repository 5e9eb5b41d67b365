package org.tquic.quic.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tquic.quic.wire.ConnectionId;

/**
 * Stateless reset tokens from a static key, RFC 9000 section 10.3.2: an endpoint that lost its
 * connections can still make the token of each connection ID. For one thread.
 */
public final class StatelessResetTokens {
  /** Bytes of a token. */
  public static final int LENGTH = 16;

  private static final int MIN_KEY_LENGTH = 32;

  private final Mac mac;

  /**
   * Tokens of a key.
   *
   * @param key secret, at least 32 bytes, the same whenever the endpoint starts
   * @throws IllegalArgumentException for a shorter key
   */
  public StatelessResetTokens(byte[] key) {
    if (key.length < MIN_KEY_LENGTH) {
      throw new IllegalArgumentException("a key has at least 32 bytes, not " + key.length);
    }
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The token of a connection ID, {@value #LENGTH} bytes. */
  public byte[] token(ConnectionId id) {
    return Arrays.copyOf(mac.doFinal(id.toBytes()), LENGTH);
  }
}
