package org.tquic.packaging.apk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/** A P-256 key that signs ADB databases (signature version 0, SHA-512), as OpenWrt's builds do. */
public final class ApkKey {
  private static final byte VERSION = 0;
  private static final byte SHA_512 = 4;
  private static final int ID = 16;

  /** An uncompressed point of P-256 (SEC 1 section 2.3.3), the end of the encoded public key. */
  private static final int POINT = 65;

  private final PrivateKey key;
  private final byte[] id;

  private ApkKey(PrivateKey key, byte[] id) {
    this.key = key;
    this.id = id;
  }

  /**
   * Reads a key pair.
   *
   * @param secret PEM file, PKCS#8, as {@code openssl genpkey} writes it
   * @param open PEM file of the public key, which routers have in {@code /etc/apk/keys}
   */
  public static ApkKey read(Path secret, Path open) throws IOException {
    try {
      KeyFactory factory = KeyFactory.getInstance("EC");
      PublicKey shown = factory.generatePublic(new X509EncodedKeySpec(pem(open, "PUBLIC KEY")));
      byte[] encoded = shown.getEncoded();
      byte[] point = Arrays.copyOfRange(encoded, encoded.length - POINT, encoded.length);
      if (point[0] != 4) {
        throw new IOException(open + " is no public key of the curve P-256");
      }
      byte[] digest = MessageDigest.getInstance("SHA-512").digest(point);
      return new ApkKey(
          factory.generatePrivate(new PKCS8EncodedKeySpec(pem(secret, "PRIVATE KEY"))),
          Arrays.copyOf(digest, ID));
    } catch (GeneralSecurityException e) {
      throw new IOException(secret + " or " + open + " is no P-256 key: " + e.getMessage(), e);
    }
  }

  private static byte[] pem(Path file, String type) throws IOException {
    String text = Files.readString(file);
    String begin = "-----BEGIN " + type + "-----";
    int start = text.indexOf(begin);
    int end = text.indexOf("-----END " + type + "-----");
    if (start < 0 || end < 0) {
      throw new IOException(file + " has no " + type + " in PEM form");
    }
    return Base64.getMimeDecoder().decode(text.substring(start + begin.length(), end));
  }

  /** What the signature block holds: version, digest, key, and the signature of all that. */
  byte[] signature(int schema, byte[] database) {
    try {
      byte[] header = ByteBuffer.allocate(2 + ID).put(VERSION).put(SHA_512).put(id).array();
      Signature signer = Signature.getInstance("SHA512withECDSA");
      signer.initSign(key);
      signer.update(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(schema).flip());
      signer.update(header);
      signer.update(MessageDigest.getInstance("SHA-512").digest(database));
      byte[] signature = signer.sign();
      return ByteBuffer.allocate(header.length + signature.length)
          .put(header)
          .put(signature)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot sign with a P-256 key", e);
    }
  }
}
