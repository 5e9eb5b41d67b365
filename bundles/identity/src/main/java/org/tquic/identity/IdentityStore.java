package org.tquic.identity;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This machine's identity in a state folder: {@code identity.key} (PKCS #8, RFC 5958) and {@code
 * identity.crt} (X.509), both PEM with mode 0600. It is made at first use and stays for good; with
 * it lost or replaced every pairing has to be done again. A certificate that is missing is made
 * again from its key, which changes nothing for peers.
 */
public final class IdentityStore {
  static final String KEY_FILE = "identity.key";
  static final String CERTIFICATE_FILE = "identity.crt";

  private static final Logger LOG = LoggerFactory.getLogger(IdentityStore.class);
  private static final int MAX_FILE_BYTES = 16 * 1024;

  private final StateFolder folder;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  private IdentityStore(StateFolder folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * The identity of a state folder; folder and identity are made if they are not there. Blocks for
   * the disk.
   *
   * @throws StateFileException if the folder or a file in it cannot be used
   */
  public static LocalIdentity open(Path state) {
    return open(state, InstantSource.system());
  }

  /** The same by another clock. */
  static LocalIdentity open(Path state, InstantSource clock) {
    return new IdentityStore(StateFolder.open(state), clock).load();
  }

  private LocalIdentity load() {
    try (StateLock _ = folder.lock()) {
      folder.sweep();
      Optional<byte[]> key = folder.read(KEY_FILE, MAX_FILE_BYTES);
      Optional<byte[]> certificate = folder.read(CERTIFICATE_FILE, MAX_FILE_BYTES);
      if (key.isPresent()) {
        return restore(key.get(), certificate);
      }
      if (certificate.isPresent()) {
        throw new StateFileException(
            StateFileException.Kind.MISSING,
            folder.file(KEY_FILE),
            "is missing, though its certificate " + CERTIFICATE_FILE + " is there",
            "restore the key from a backup, or delete "
                + folder.file(CERTIFICATE_FILE)
                + " to get a new identity and pair again");
      }
      return create();
    }
  }

  private LocalIdentity create() {
    PrivateKey key;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(KeyKind.P256.algorithm());
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = generator.generateKeyPair();
      key = pair.getPrivate();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime makes no P-256 keys", e);
    }
    byte[] pem = Pem.encode(Pem.PRIVATE_KEY, key.getEncoded());
    // The key first: a crash before the certificate is written costs nothing.
    folder.write(KEY_FILE, pem);
    LocalIdentity identity = restore(pem, Optional.empty());
    LOG.info("made a new identity in {}, key {}", folder.path(), identity.fingerprint().text());
    return identity;
  }

  private LocalIdentity restore(byte[] keyPem, Optional<byte[]> certificatePem) {
    byte[] pkcs8 =
        Pem.decode(Pem.PRIVATE_KEY, keyPem)
            .orElseThrow(() -> corruptKey("is not one private key in PEM"));
    PublicKey publicKey =
        SelfSignedCertificate.publicKeyOf(pkcs8)
            .orElseThrow(() -> corruptKey("holds neither a P-256 nor an Ed25519 key"));
    PrivateKey key = privateKey(pkcs8, publicKey);
    Arrays.fill(pkcs8, (byte) 0);
    X509Certificate certificate =
        certificatePem.isPresent()
            ? existing(certificatePem.get(), publicKey)
            : renewed(key, publicKey);
    return new LocalIdentity(key, certificate, Fingerprint.of(publicKey));
  }

  private PrivateKey privateKey(byte[] pkcs8, PublicKey publicKey) {
    try {
      return KeyFactory.getInstance(KeyKind.of(publicKey).orElseThrow().algorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException e) {
      throw corruptKey("holds a key that this Java runtime does not read");
    }
  }

  private X509Certificate renewed(PrivateKey key, PublicKey publicKey) {
    try {
      X509Certificate certificate =
          SelfSignedCertificate.issue(key, publicKey, clock.instant(), random);
      folder.write(CERTIFICATE_FILE, Pem.encode(Pem.CERTIFICATE, certificate.getEncoded()));
      return certificate;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime signs no certificate", e);
    }
  }

  private X509Certificate existing(byte[] pem, PublicKey publicKey) {
    byte[] encoded =
        Pem.decode(Pem.CERTIFICATE, pem)
            .orElseThrow(() -> corruptCertificate("is not one certificate in PEM"));
    X509Certificate certificate;
    try {
      certificate = CertificateForm.check(encoded);
    } catch (CertificateException e) {
      throw corruptCertificate("is not a certificate that peers accept: " + e.getMessage());
    }
    if (!Fingerprint.of(certificate).equals(Fingerprint.of(publicKey))) {
      throw new StateFileException(
          StateFileException.Kind.MISMATCH,
          folder.file(CERTIFICATE_FILE),
          "is for key "
              + Fingerprint.of(certificate).text()
              + ", but "
              + KEY_FILE
              + " is key "
              + Fingerprint.of(publicKey).text(),
          "restore both files from the same backup; if the key is the right one, delete "
              + folder.file(CERTIFICATE_FILE)
              + " and it is made again");
    }
    if (Date.from(clock.instant()).after(certificate.getNotAfter())) {
      LOG.warn(
          "{} ended on {}, servers will refuse it; check this machine's clock, or delete the file"
              + " and it is made again from the same key",
          folder.file(CERTIFICATE_FILE),
          certificate.getNotAfter().toInstant());
    }
    return certificate;
  }

  private StateFileException corruptKey(String problem) {
    return new StateFileException(
        StateFileException.Kind.CORRUPT,
        folder.file(KEY_FILE),
        problem,
        "restore it from a backup, or delete it and "
            + CERTIFICATE_FILE
            + " to get a new identity and pair again");
  }

  private StateFileException corruptCertificate(String problem) {
    return new StateFileException(
        StateFileException.Kind.CORRUPT,
        folder.file(CERTIFICATE_FILE),
        problem,
        "delete it; it is made again from the same key, so that pairings stay valid");
  }
}
