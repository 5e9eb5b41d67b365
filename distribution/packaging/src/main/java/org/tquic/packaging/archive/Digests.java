package org.tquic.packaging.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/** Digests of bytes and of files. */
public final class Digests {
  private Digests() {}

  /** SHA-256 of some bytes. */
  public static byte[] sha256(byte[] content) {
    return digest("SHA-256").digest(content);
  }

  /** SHA-256 of a file's content. */
  public static byte[] sha256(Path file) throws IOException {
    return of("SHA-256", file);
  }

  /** MD5 of a file's content, by which dpkg finds damage; it proves nothing. */
  public static byte[] md5(Path file) throws IOException {
    return of("MD5", file);
  }

  private static byte[] of(String algorithm, Path file) throws IOException {
    MessageDigest digest = digest(algorithm);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return digest.digest();
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    }
  }
}
