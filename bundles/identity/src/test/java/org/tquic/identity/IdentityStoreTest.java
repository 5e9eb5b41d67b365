package org.tquic.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Security;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityStoreTest {
  @TempDir Path root;
  private Path state;
  private Path key;
  private Path certificate;

  @BeforeEach
  void name() {
    state = root.resolve("a/state");
    key = state.resolve("identity.key");
    certificate = state.resolve("identity.crt");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static void chmod(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private StateFileException refused() {
    StateFileException e =
        catchThrowableOfType(StateFileException.class, () -> IdentityStore.open(state));
    assertThat(e).isNotNull();
    assertThat(e.remedy()).isNotBlank();
    assertThat(e.getMessage()).contains(e.file().toString());
    return e;
  }

  @Test
  void makesPrivateFilesOnceAndReadsThemBack() throws Exception {
    LocalIdentity made = IdentityStore.open(state);
    assertThat(mode(state)).isEqualTo("rwx------");
    assertThat(mode(key)).isEqualTo("rw-------");
    assertThat(mode(certificate)).isEqualTo("rw-------");
    assertThat(Files.readString(key)).startsWith("-----BEGIN PRIVATE KEY-----\n");
    assertThat(Files.readString(certificate)).startsWith("-----BEGIN CERTIFICATE-----\n");

    LocalIdentity read = IdentityStore.open(state);
    assertThat(read.fingerprint()).isEqualTo(made.fingerprint());
    assertThat(read.certificate()).isEqualTo(made.certificate());
    assertThat(read.key()).isEqualTo(made.key());
  }

  @Test
  void theKeyServesThePlainJdk() throws Exception {
    LocalIdentity identity = IdentityStore.open(state);
    assertThat(identity.key().getClass().getModule()).isEqualTo(Object.class.getModule());
    assertThat(identity.key().getFormat()).isEqualTo("PKCS#8");
    byte[] message = "message".getBytes(StandardCharsets.UTF_8);
    Signature signature = Signature.getInstance("SHA256withECDSA", "SunEC");
    signature.initSign(identity.key());
    signature.update(message);
    byte[] signed = signature.sign();
    signature.initVerify(identity.certificate().getPublicKey());
    signature.update(message);
    assertThat(signature.verify(signed)).isTrue();
    assertThat(Security.getProvider("BC")).as("global Bouncy Castle provider").isNull();
  }

  @Test
  void theCertificateIsSelfSignedForTwentyYears() throws Exception {
    Instant now = Instant.parse("2026-06-01T12:34:56Z");
    X509Certificate made = IdentityStore.open(state, InstantSource.fixed(now)).certificate();
    assertThat(made.getSubjectX500Principal().getName()).isEqualTo("CN=tquic");
    assertThat(made.getNotAfter().toInstant()).isEqualTo("2046-06-01T00:00:00Z");
    new PresentedKeyTrust(InstantSource.fixed(now))
        .checkClientTrusted(new X509Certificate[] {made}, "EC");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1970-01-01T00:00:10Z", "2038-01-19T03:14:08Z"})
  void aClockThatIsOffAtFirstStartDoesNoHarm(String then) throws Exception {
    Instant off = Instant.parse(then);
    X509Certificate made = IdentityStore.open(state, InstantSource.fixed(off)).certificate();
    new PresentedKeyTrust(InstantSource.fixed(Instant.parse("2026-06-01T00:00:00Z")))
        .checkClientTrusted(new X509Certificate[] {made}, "EC");
  }

  @Test
  void everyIdentityIsAnother() {
    assertThat(IdentityStore.open(state).fingerprint())
        .isNotEqualTo(IdentityStore.open(root.resolve("b")).fingerprint());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw-rw-", "rw-----w-"})
  void refusesFilesOpenToOthers(String mode) throws Exception {
    IdentityStore.open(state);
    chmod(key, mode);
    StateFileException e = refused();
    assertThat(e.kind()).isEqualTo(StateFileException.Kind.EXPOSED);
    assertThat(e.file()).isEqualTo(key.toRealPath());
    assertThat(e).hasMessageContaining(mode);
    assertThat(e.remedy()).contains("chmod 600 " + key.toRealPath());
    chmod(key, "rw-------");
    chmod(certificate, mode);
    assertThat(refused().file()).isEqualTo(certificate.toRealPath());
  }

  @Test
  void refusesAFolderThatOthersWrite() throws Exception {
    Files.createDirectories(state);
    chmod(state, "rwxrwxrwx");
    StateFileException e = refused();
    assertThat(e.kind()).isEqualTo(StateFileException.Kind.EXPOSED);
    assertThat(e.remedy()).contains("chmod 700");
    assertThat(state).isEmptyDirectory();
  }

  @Test
  void refusesLinks() throws Exception {
    IdentityStore.open(state);
    Path elsewhere = Files.move(key, root.resolve("elsewhere"));
    Files.createSymbolicLink(key, elsewhere);
    assertThat(refused().kind()).isEqualTo(StateFileException.Kind.CORRUPT);
  }

  @Test
  void refusesAFileInPlaceOfTheFolder() throws Exception {
    Files.createDirectories(state.getParent());
    Files.createFile(state);
    assertThat(refused().kind()).isEqualTo(StateFileException.Kind.UNUSABLE);
  }

  @Test
  void refusesAKeyOfAnotherCertificate() throws Exception {
    LocalIdentity first = IdentityStore.open(state);
    LocalIdentity second = IdentityStore.open(root.resolve("b"));
    Files.copy(key, root.resolve("kept"));
    replace(key, Files.readAllBytes(root.resolve("b/identity.key")));
    StateFileException e = refused();
    assertThat(e.kind()).isEqualTo(StateFileException.Kind.MISMATCH);
    assertThat(e)
        .hasMessageContaining(first.fingerprint().text())
        .hasMessageContaining(second.fingerprint().text());
  }

  @Test
  void refusesACertificateWithoutItsKey() throws Exception {
    IdentityStore.open(state);
    Files.delete(key);
    assertThat(refused().kind()).isEqualTo(StateFileException.Kind.MISSING);
    assertThat(key).doesNotExist();
  }

  @Test
  void makesALostCertificateAgainFromItsKey() throws Exception {
    LocalIdentity before = IdentityStore.open(state);
    Files.delete(certificate);
    LocalIdentity after = IdentityStore.open(state);
    assertThat(after.fingerprint()).isEqualTo(before.fingerprint());
    assertThat(after.certificate()).isNotEqualTo(before.certificate());
    assertThat(mode(certificate)).isEqualTo("rw-------");
  }

  private static void replace(Path file, byte[] contents) throws IOException {
    Files.write(file, contents);
  }

  static Stream<byte[]> badPem(byte[] good) {
    String text = new String(good, StandardCharsets.US_ASCII);
    return Stream.of(
            "",
            "\n",
            "hello",
            text.substring(0, text.length() / 2),
            text + text,
            text.replace("BEGIN ", "BEGIN RSA "),
            text.replaceFirst("\nM", "\nN"),
            text.replaceFirst("\nM", "\n*"),
            "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            "x".repeat(20_000))
        .map(s -> s.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void refusesDamagedFilesAndNeverRepeatsThem() throws Exception {
    IdentityStore.open(state);
    byte[] goodKey = Files.readAllBytes(key);
    String inside =
        new String(goodKey, StandardCharsets.US_ASCII).lines().skip(1).findFirst().get();
    for (byte[] bad : badPem(goodKey).toList()) {
      replace(key, bad);
      StateFileException e = refused();
      assertThat(e.kind()).isEqualTo(StateFileException.Kind.CORRUPT);
      assertThat(e.file()).isEqualTo(key.toRealPath());
      assertThat(e).hasNoCause();
      assertThat(e.getMessage()).doesNotContain(inside.substring(10, 20));
    }
    replace(key, goodKey);
    for (byte[] bad : badPem(Files.readAllBytes(certificate)).toList()) {
      replace(certificate, bad);
      StateFileException e = refused();
      assertThat(e.kind()).isEqualTo(StateFileException.Kind.CORRUPT);
      assertThat(e.file()).isEqualTo(certificate.toRealPath());
    }
  }

  @Test
  void anyBitFlippedIsRefusedOrHarmless() throws Exception {
    Fingerprint made = IdentityStore.open(state).fingerprint();
    for (Path file : List.of(key, certificate)) {
      byte[] good = Files.readAllBytes(file);
      for (int bit = 0; bit < good.length * 8; bit += 13) {
        byte[] bad = good.clone();
        bad[bit / 8] ^= (byte) (1 << bit % 8);
        replace(file, bad);
        try {
          assertThat(IdentityStore.open(state).fingerprint()).isEqualTo(made);
        } catch (StateFileException e) {
          assertThat(e.kind())
              .isIn(StateFileException.Kind.CORRUPT, StateFileException.Kind.MISMATCH);
        }
      }
      replace(file, good);
    }
  }

  private void putKey(PrivateKey foreign) throws IOException {
    IdentityStore.open(state);
    Files.delete(certificate);
    replace(key, Pem.encode(Pem.PRIVATE_KEY, foreign.getEncoded()));
  }

  @Test
  void takesAnEd25519KeyOfTheOperator() throws Exception {
    putKey(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
    LocalIdentity identity = IdentityStore.open(state);
    assertThat(identity.certificate().getPublicKey().getAlgorithm()).isIn("EdDSA", "Ed25519");
    new PresentedKeyTrust().checkClientTrusted(new X509Certificate[] {identity.certificate()}, "");
    assertThat(IdentityStore.open(state).fingerprint()).isEqualTo(identity.fingerprint());
  }

  @Test
  void refusesKeysOfOtherKinds() throws Exception {
    putKey(TestCertificates.pair("RSA", 2048).getPrivate());
    assertThat(refused().kind()).isEqualTo(StateFileException.Kind.CORRUPT);
    replace(
        key,
        Pem.encode(Pem.PRIVATE_KEY, TestCertificates.pair("EC", 384).getPrivate().getEncoded()));
    assertThat(refused().kind()).isEqualTo(StateFileException.Kind.CORRUPT);
  }

  @Test
  void removesWhatACrashLeftAndNothingElse() throws Exception {
    Files.createDirectories(state);
    chmod(state, "rwx------");
    Path draft =
        Files.createFile(state.resolve(".identity.key." + UUID.randomUUID() + ".identity-draft"));
    Path other = Files.createFile(state.resolve(".leases.properties.tmp"));
    LocalIdentity identity = IdentityStore.open(state);
    assertThat(draft).doesNotExist();
    assertThat(other).exists();
    try (Stream<Path> files = Files.list(state)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "identity.key", "identity.crt", "identity.lock", ".leases.properties.tmp");
    }
    assertThat(IdentityStore.open(state).fingerprint()).isEqualTo(identity.fingerprint());
  }

  @Test
  void manyThatStartAtOnceGetOneIdentity() throws Exception {
    List<Callable<Fingerprint>> starts = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      starts.add(() -> IdentityStore.open(state).fingerprint());
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Fingerprint> seen = new ArrayList<>();
      for (Future<Fingerprint> future : threads.invokeAll(starts)) {
        seen.add(future.get());
      }
      assertThat(seen).containsOnly(IdentityStore.open(state).fingerprint());
    }
  }

  @Test
  void saysNothingOfTheKey() {
    LocalIdentity identity = IdentityStore.open(state);
    assertThat(identity).hasToString("identity " + identity.fingerprint().text());
    assertThatThrownBy(() -> Fingerprint.parse("x")).isInstanceOf(IdentityException.class);
  }
}
