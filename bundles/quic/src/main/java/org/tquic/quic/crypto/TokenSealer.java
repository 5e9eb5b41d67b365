package org.tquic.quic.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what a server wants back in the tokens of Retry and NEW_TOKEN, RFC 9000 section 8.1.4. Only
 * this instance opens what it sealed. Each token has a key of its own, so that there may be any
 * number of them.
 */
public final class TokenSealer {
  /** Bytes that a token has more than its content. */
  public static final int OVERHEAD = 32;

  private static final int SALT_LENGTH = 16;
  private static final int TAG_LENGTH = 16;
  private static final int KEY_LENGTH = 32;
  private static final int NONCE_LENGTH = 12;
  private static final byte[] PURPOSE = "tquic token".getBytes(StandardCharsets.US_ASCII);

  private final SecureRandom random;
  private final byte[] secret = new byte[32];

  /** A sealer with a new secret, taken from the random source like the salt of each token. */
  public TokenSealer(SecureRandom random) {
    this.random = random;
    random.nextBytes(secret);
  }

  /**
   * Seals content.
   *
   * @param content goes into the token, unreadable for others
   * @param bound what the token is bound to, such as the client's address; not in the token
   * @return {@value #OVERHEAD} bytes more than the content
   */
  public byte[] seal(byte[] content, byte[] bound) {
    byte[] salt = new byte[SALT_LENGTH];
    random.nextBytes(salt);
    byte[] token = Arrays.copyOf(salt, SALT_LENGTH + content.length + TAG_LENGTH);
    try {
      cipher(Cipher.ENCRYPT_MODE, salt, bound)
          .doFinal(content, 0, content.length, token, SALT_LENGTH);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal a token", e);
    }
    return token;
  }

  /**
   * Opens a token.
   *
   * @param bound as it was when the token was sealed
   * @return the content, or null when the token is not from here or bound to something else
   */
  public byte[] open(byte[] source, int offset, int length, byte[] bound) {
    if (length < OVERHEAD) {
      return null;
    }
    byte[] salt = Arrays.copyOfRange(source, offset, offset + SALT_LENGTH);
    try {
      return cipher(Cipher.DECRYPT_MODE, salt, bound)
          .doFinal(source, offset + SALT_LENGTH, length - SALT_LENGTH);
    } catch (AEADBadTagException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot open a token", e);
    }
  }

  private Cipher cipher(int mode, byte[] salt, byte[] bound) throws GeneralSecurityException {
    byte[] info = Arrays.copyOf(PURPOSE, PURPOSE.length + SALT_LENGTH);
    System.arraycopy(salt, 0, info, PURPOSE.length, SALT_LENGTH);
    byte[] keys = Hkdf.expand("SHA256", secret, info, KEY_LENGTH + NONCE_LENGTH);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        new SecretKeySpec(keys, 0, KEY_LENGTH, "AES"),
        new GCMParameterSpec(8 * TAG_LENGTH, keys, KEY_LENGTH, NONCE_LENGTH));
    cipher.updateAAD(bound);
    return cipher;
  }
}
