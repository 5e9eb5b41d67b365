package org.tquic.quic.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Header protection with one key, RFC 9001 section 5.4. */
abstract sealed class HeaderProtection {
  static final int SAMPLE_LENGTH = 16;

  /** Where the sample starts, counted from the packet number. */
  static final int SAMPLE_OFFSET = 4;

  private static final int MASK_LENGTH = 5;
  private static final int LONG_HEADER = 0x80;

  /** At least {@link #MASK_LENGTH} bytes. */
  final byte[] mask = new byte[SAMPLE_LENGTH];

  static HeaderProtection of(CipherSuite suite, byte[] key) {
    try {
      return suite.isAes() ? new Aes(key) : new ChaCha20(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Masks the header of a sealed packet. */
  final void protect(byte[] packet, int headerOffset, int numberOffset, int numberLength) {
    mask(packet, numberOffset + SAMPLE_OFFSET);
    packet[headerOffset] ^= (byte) (mask[0] & firstByteBits(packet[headerOffset]));
    unmaskNumber(packet, numberOffset, numberLength);
  }

  /** Removes the mask from a header and returns the length of the packet number, 1 to 4. */
  final int unprotect(byte[] packet, int headerOffset, int numberOffset) {
    mask(packet, numberOffset + SAMPLE_OFFSET);
    packet[headerOffset] ^= (byte) (mask[0] & firstByteBits(packet[headerOffset]));
    int numberLength = (packet[headerOffset] & 0x03) + 1;
    unmaskNumber(packet, numberOffset, numberLength);
    return numberLength;
  }

  private void unmaskNumber(byte[] packet, int numberOffset, int numberLength) {
    for (int i = 0; i < numberLength; i++) {
      packet[numberOffset + i] ^= mask[1 + i];
    }
  }

  private static int firstByteBits(byte first) {
    return (first & LONG_HEADER) != 0 ? 0x0f : 0x1f;
  }

  /** Fills {@link #mask} by the sample. */
  final void mask(byte[] packet, int sampleOffset) {
    try {
      fillMask(packet, sampleOffset);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot make a mask", e);
    }
  }

  abstract void fillMask(byte[] packet, int sampleOffset) throws GeneralSecurityException;

  /** RFC 9001 section 5.4.3. */
  private static final class Aes extends HeaderProtection {
    private final Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");

    Aes(byte[] key) throws GeneralSecurityException {
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    }

    @Override
    void fillMask(byte[] packet, int sampleOffset) throws GeneralSecurityException {
      cipher.update(packet, sampleOffset, SAMPLE_LENGTH, mask, 0);
    }
  }

  /** RFC 9001 section 5.4.4. */
  private static final class ChaCha20 extends HeaderProtection {
    private static final VarHandle COUNTER =
        MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] ZEROES = new byte[MASK_LENGTH];

    private final Cipher cipher = Cipher.getInstance("ChaCha20");
    private final SecretKey key;

    ChaCha20(byte[] key) throws GeneralSecurityException {
      this.key = new SecretKeySpec(key, "ChaCha20");
    }

    @Override
    void fillMask(byte[] packet, int sampleOffset) throws GeneralSecurityException {
      byte[] nonce = Arrays.copyOfRange(packet, sampleOffset + 4, sampleOffset + SAMPLE_LENGTH);
      int counter = (int) COUNTER.get(packet, sampleOffset);
      // A repeated datagram repeats the nonce, which the JDK refuses where it encrypts.
      cipher.init(Cipher.DECRYPT_MODE, key, new ChaCha20ParameterSpec(nonce, counter));
      cipher.doFinal(ZEROES, 0, MASK_LENGTH, mask, 0);
    }
  }
}
