package org.tquic.quic.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The AEAD of one key and IV, RFC 9001 section 5.3 with the nonce of the multipath draft. */
final class PacketAead {
  static final int TAG_LENGTH = 16;
  static final int NONCE_LENGTH = 12;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final Cipher cipher;
  private final SecretKey key;
  private final boolean gcm;
  private final int ivHead;
  private final long ivTail;
  private final byte[] nonce = new byte[NONCE_LENGTH];
  private byte[] opened = new byte[0];

  PacketAead(CipherSuite suite, byte[] keyBytes, byte[] iv) {
    this.gcm = suite.isAes();
    this.ivHead = (int) INT.get(iv, 0);
    this.ivTail = (long) LONG.get(iv, Integer.BYTES);
    this.key = new SecretKeySpec(keyBytes, gcm ? "AES" : "ChaCha20");
    try {
      this.cipher = Cipher.getInstance(gcm ? "AES/GCM/NoPadding" : "ChaCha20-Poly1305");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Encrypts from {@code start} to {@code end} in place and writes the tag behind. */
  void seal(byte[] packet, int aadStart, int start, int end, long pathId, long packetNumber) {
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, parameters(pathId, packetNumber));
      cipher.updateAAD(packet, aadStart, start - aadStart);
      cipher.doFinal(packet, start, end - start, packet, start);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal packet " + packetNumber, e);
    }
  }

  /**
   * Decrypts from {@code start} to {@code end}, tag included, in place.
   *
   * @return bytes of plaintext, or -1 for a wrong tag: then the packet is as it was
   */
  int open(byte[] packet, int aadStart, int start, int end, long pathId, long packetNumber) {
    int length = end - start - TAG_LENGTH;
    if (length < 0) {
      return -1;
    }
    // The JDK would take a new array as long as the given one for each packet decrypted in place.
    if (opened.length < length) {
      opened = new byte[Math.max(length, 2048)];
    }
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, parameters(pathId, packetNumber));
      cipher.updateAAD(packet, aadStart, start - aadStart);
      cipher.doFinal(packet, start, end - start, opened, 0);
    } catch (AEADBadTagException e) {
      return -1;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot open packet " + packetNumber, e);
    }
    System.arraycopy(opened, 0, packet, start, length);
    return length;
  }

  /** The nonce, valid until the next call: draft-ietf-quic-multipath-21 section 2.4. */
  byte[] nonce(long pathId, long packetNumber) {
    INT.set(nonce, 0, ivHead ^ (int) pathId);
    LONG.set(nonce, Integer.BYTES, ivTail ^ packetNumber);
    return nonce;
  }

  private AlgorithmParameterSpec parameters(long pathId, long packetNumber) {
    byte[] unique = nonce(pathId, packetNumber);
    return gcm ? new GCMParameterSpec(8 * TAG_LENGTH, unique) : new IvParameterSpec(unique);
  }
}
