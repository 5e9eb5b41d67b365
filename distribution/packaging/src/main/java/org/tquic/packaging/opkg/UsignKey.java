package org.tquic.packaging.opkg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A secret key of usign or signify: Ed25519 (RFC 8032), without a passphrase. The second line of
 * its file is, in Base64, the algorithm, the kind of key derivation, rounds, salt, checksum, the
 * key's number, and the key as seed and public key.
 */
public final class UsignKey {
  private static final byte[] ALGORITHM = "Ed".getBytes(StandardCharsets.US_ASCII);
  private static final int LENGTH = 104;
  private static final int ROUNDS = 4;
  private static final int NUMBER = 32;
  private static final int NUMBER_LENGTH = 8;
  private static final int SEED = 40;
  private static final int SEED_LENGTH = 32;

  private final PrivateKey key;
  private final byte[] number;

  private UsignKey(PrivateKey key, byte[] number) {
    this.key = key;
    this.number = number;
  }

  /** Reads a key that {@code usign -G} or {@code signify -G -n} made. */
  public static UsignKey read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    try {
      byte[] bytes = Base64.getDecoder().decode(lines.size() > 1 ? lines.get(1) : "");
      if (bytes.length != LENGTH || !Arrays.equals(ALGORITHM, Arrays.copyOf(bytes, 2))) {
        throw new IOException(file + " is no secret key of usign");
      }
      if (ByteBuffer.wrap(bytes).getInt(ROUNDS) != 0) {
        throw new IOException(file + " is protected by a passphrase; make one without (-n)");
      }
      EdECPrivateKeySpec spec =
          new EdECPrivateKeySpec(
              NamedParameterSpec.ED25519, Arrays.copyOfRange(bytes, SEED, SEED + SEED_LENGTH));
      return new UsignKey(
          KeyFactory.getInstance("Ed25519").generatePrivate(spec),
          Arrays.copyOfRange(bytes, NUMBER, NUMBER + NUMBER_LENGTH));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new IOException(file + " is no secret key of usign: " + e.getMessage(), e);
    }
  }

  /** The signature file of some content. */
  String signature(byte[] content) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(content);
      byte[] signature = signer.sign();
      byte[] all =
          ByteBuffer.allocate(ALGORITHM.length + number.length + signature.length)
              .put(ALGORITHM)
              .put(number)
              .put(signature)
              .array();
      return "untrusted comment: signed by key "
          + HexFormat.of().formatHex(number)
          + "\n"
          + Base64.getEncoder().encodeToString(all)
          + "\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no Ed25519", e);
    }
  }
}
