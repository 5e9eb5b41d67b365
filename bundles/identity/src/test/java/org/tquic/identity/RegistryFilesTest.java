package org.tquic.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.tquic.identity.TestCertificates.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.identity.Authorisation.Authorised;
import org.tquic.identity.Authorisation.Unknown;
import org.tquic.identity.EnrolmentResult.Enrolled;
import org.tquic.identity.EnrolmentResult.Spent;

/** What the registry keeps on disk, and what it makes of damage there. */
class RegistryFilesTest {
  private static final ServerAddress ADDRESS = ServerAddress.parse("vpn.example.org:4433");
  private static final Fingerprint SERVER = key(1);
  private static final Fingerprint ROUTER = key(2);
  private static final Fingerprint OTHER = key(3);

  @TempDir Path state;
  private final MovingClock clock = new MovingClock();
  private PairingRegistry registry;

  @BeforeEach
  void open() {
    registry = PairingRegistry.open(state, clock);
  }

  private PairingCode code(String name) {
    return registry
        .createCode(ADDRESS, SERVER, Optional.of(name), PairingRegistry.DEFAULT_VALIDITY)
        .code();
  }

  private EnrolmentResult enrol(PairingCode code, Fingerprint router) {
    return registry.enrol(code.id(), code.proof(router), router, SERVER);
  }

  private Path file(PairingCode code) {
    return state.resolve("codes/" + code.id() + ".properties");
  }

  private Path router(String name) {
    return state.resolve("routers/" + name + ".properties");
  }

  private static void replace(Path file, String contents) throws IOException {
    Path draft = Files.writeString(file.resolveSibling(".draft"), contents);
    Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private String allText() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(state)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(file).append('\n').append(Files.readString(file));
      }
    }
    return text.toString();
  }

  @Test
  void everythingIsPrivate() throws IOException {
    enrol(code("phone"), ROUTER);
    registry.markSeen("phone");
    code("tablet");
    try (Stream<Path> entries = Files.walk(state)) {
      for (Path entry : entries.toList()) {
        assertThat(Files.getPosixFilePermissions(entry))
            .as(entry.toString())
            .doesNotContainAnyElementsOf(
                List.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE));
      }
    }
  }

  @Test
  void theSecretIsErasedWhenACodeIsOfNoMoreUse() throws IOException {
    PairingCode spent = code("a");
    PairingCode burnt = code("b");
    PairingCode late = code("c");
    PairingCode forgotten = code("d");
    PairingCode withdrawn = code("e");
    List<PairingCode> codes = List.of(spent, burnt, late, forgotten, withdrawn);
    for (PairingCode code : codes) {
      assertThat(allText()).contains(code.secret().revealText());
    }
    enrol(spent, ROUTER);
    for (int i = 0; i < PairingRegistry.MAX_WRONG_PROOFS; i++) {
      registry.enrol(burnt.id(), burnt.proof(SERVER), ROUTER, SERVER);
    }
    registry.revoke("e");
    clock.advance(Duration.ofDays(2));
    enrol(late, ROUTER);
    code("f");
    for (PairingCode code : codes) {
      assertThat(allText()).doesNotContain(code.secret().revealText());
    }
    assertThat(file(spent)).content().contains("state=spent");
    assertThat(file(burnt)).content().contains("state=burnt");
    assertThat(file(late)).content().contains("state=expired");
    assertThat(file(forgotten)).content().contains("state=expired");
    assertThat(file(withdrawn)).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fingerprint=x",
        "fingerprint=\\u12",
        "\u0000\u0001",
        "fingerprint=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\nenrolled=yesterday\ncode=1",
        "fingerprint=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\nenrolled=2026-01-01T00:00:00Z",
        "fingerprint=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\nenrolled=2026-01-01T00:00:00Z\n"
            + "code=0123456789abcdef\nrevoked=",
        "fingerprint=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\nenrolled=2026-01-01T00:00:00Z\n"
            + "code=0123456789abcdef\nformer=,"
      })
  void aMalformedRouterIsReportedAndTheOthersCount(String contents) throws IOException {
    enrol(code("good"), ROUTER);
    enrol(code("bad"), OTHER);
    replace(router("bad"), contents);
    assertThat(registry.authorise(ROUTER)).isEqualTo(new Authorised("good"));
    assertThat(registry.authorise(OTHER)).isEqualTo(new Unknown());
    assertThat(registry.routers()).extracting(PairedRouter::name).containsExactly("good");
    StateProblem problem = registry.problems().getFirst();
    assertThat(registry.problems()).hasSize(1);
    assertThat(problem.file()).isEqualTo(router("bad").toRealPath());
    assertThat(problem.message()).contains("bad.properties");
    assertThat(problem.remedy()).isNotBlank();
    PairingException taken = catchThrowableOfType(PairingException.class, () -> code("BAD"));
    assertThat(taken.kind()).isEqualTo(PairingException.Kind.NAME_TAKEN);
  }

  @Test
  void aRevocationThatDoesNotReadIsNotTakenForNone() throws IOException {
    enrol(code("phone"), ROUTER);
    registry.revoke("phone");
    replace(
        router("phone"),
        Files.readString(router("phone")).replaceFirst("revoked=.*", "revoked=soon"));
    assertThat(registry.authorise(ROUTER)).isNotInstanceOf(Authorised.class);
  }

  @Test
  void foreignNamesAndTwinsAreReported() throws IOException {
    enrol(code("phone"), ROUTER);
    String phone = Files.readString(router("phone"));
    replace(router("PHONE"), phone);
    replace(router("phone2"), phone);
    replace(router("not a name"), phone);
    replace(state.resolve("codes/notacode.properties"), phone);
    Files.createDirectory(router("folder"));
    assertThat(registry.problems()).hasSize(5);
    assertThat(registry.authorise(ROUTER)).isInstanceOf(Authorised.class);
    assertThat(registry.routers()).hasSize(1);
  }

  @Test
  void filesOpenToOthersDoNotCount() throws IOException {
    PairingCode code = code("phone");
    enrol(code("good"), ROUTER);
    Files.setPosixFilePermissions(file(code), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(registry.pendingCodes()).isEmpty();
    assertThat(registry.problems())
        .singleElement()
        .satisfies(p -> assertThat(p.remedy()).contains("chmod 600"));
    StateFileException e = catchThrowableOfType(StateFileException.class, () -> enrol(code, OTHER));
    assertThat(e.kind()).isEqualTo(StateFileException.Kind.EXPOSED);
    assertThat(registry.authorise(OTHER)).isEqualTo(new Unknown());

    Files.setPosixFilePermissions(file(code), PosixFilePermissions.fromString("rw-------"));
    Path good = router("good");
    Files.setPosixFilePermissions(good, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThat(PairingRegistry.open(state, clock).authorise(ROUTER)).isEqualTo(new Unknown());
  }

  @Test
  void aFolderOpenToOthersIsRefused() throws IOException {
    Files.setPosixFilePermissions(
        state.resolve("routers"), PosixFilePermissions.fromString("rwxrwx---"));
    StateFileException e =
        catchThrowableOfType(StateFileException.class, () -> PairingRegistry.open(state, clock));
    assertThat(e.kind()).isEqualTo(StateFileException.Kind.EXPOSED);
    assertThat(e.file()).isEqualTo(state.resolve("routers").toRealPath());
  }

  @Test
  void aCrashBetweenTheTwoFilesOfAnEnrolmentIsHealed() throws IOException {
    PairingCode code = code("phone");
    String pending = Files.readString(file(code));
    enrol(code, ROUTER);
    replace(file(code), pending);
    assertThat(enrol(code, OTHER)).isEqualTo(new Spent());
    replace(file(code), pending);
    assertThat(enrol(code, ROUTER)).isEqualTo(new Enrolled("phone"));
    assertThat(file(code)).content().contains("state=spent").doesNotContain("secret");
  }

  @Test
  void whatACrashLeftIsRemoved() throws IOException {
    enrol(code("phone"), ROUTER);
    PairingCode code = code("tablet");
    String tail = "." + UUID.randomUUID() + ".identity-draft";
    List<Path> drafts =
        List.of(
            state.resolve(".server.properties" + tail),
            state.resolve("routers/.phone.properties" + tail),
            state.resolve("codes/." + code.id() + ".properties" + tail));
    for (Path draft : drafts) {
      Files.writeString(draft, "half a fi");
    }
    assertThat(registry.problems()).isEmpty();
    assertThat(registry.authorise(ROUTER)).isEqualTo(new Authorised("phone"));
    PairingRegistry next = PairingRegistry.open(state, clock);
    for (Path draft : drafts) {
      assertThat(draft).doesNotExist();
    }
    assertThat(next.authorise(ROUTER)).isEqualTo(new Authorised("phone"));
    assertThat(next.pendingCodes()).hasSize(1);
  }

  @Test
  void anyDamageOfAFileIsAProblemOrHarmless() throws IOException {
    enrol(code("phone"), ROUTER);
    PairingCode code = code("tablet");
    Random random = new Random(1);
    for (Path file : List.of(router("phone"), file(code))) {
      String good = Files.readString(file);
      for (int round = 0; round < 200; round++) {
        char[] bad = good.toCharArray();
        bad[random.nextInt(bad.length)] = (char) random.nextInt(256);
        replace(file, new String(bad, 0, bad.length - (round % 3 == 0 ? random.nextInt(99) : 0)));
        assertThat(registry.authorise(OTHER)).isEqualTo(new Unknown());
        assertThat(registry.problems().size() + registry.routers().size()).isBetween(1, 2);
        try {
          enrol(code, SERVER);
        } catch (IdentityException e) {
          assertThat(e.remedy()).isNotBlank();
        }
        Files.deleteIfExists(router("tablet"));
        Files.deleteIfExists(router("tables"));
      }
      replace(file, good);
    }
  }

  @Test
  void anUnchangedFolderIsNotReadAgain() throws IOException {
    enrol(code("phone"), ROUTER);
    RouterFolder routers = new RouterFolder(StateFolder.open(state.resolve("routers")));
    RouterIndex fresh = routers.index();
    assertThat(routers.index()).as("just changed").isNotSameAs(fresh);
    Files.setLastModifiedTime(
        state.resolve("routers"), FileTime.from(Instant.now().minusSeconds(10)));
    RouterIndex settled = routers.index();
    assertThat(routers.index()).isSameAs(settled);
    replace(router("phone"), "");
    assertThat(routers.index()).isNotSameAs(settled);
    assertThat(routers.index().problems()).hasSize(1);
  }

  @Test
  void nobodyIsLetInFromAFolderThatIsGone() throws IOException {
    enrol(code("phone"), ROUTER);
    Files.move(state.resolve("routers"), state.resolve("elsewhere"));
    StateFileException e =
        catchThrowableOfType(StateFileException.class, () -> registry.authorise(ROUTER));
    assertThat(e.kind()).isEqualTo(StateFileException.Kind.UNUSABLE);
  }

  @Test
  void aThousandRoutersFit() throws IOException {
    for (int i = 0; i < PairingRegistry.MAX_ROUTERS - 1; i++) {
      RouterRecord record =
          new RouterRecord(
              "r" + i, key(100 + i), clock.instant(), new CodeId(i), Optional.empty(), List.of());
      Path file = Files.write(router("r" + i), record.encode());
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    PairingCode last = code("last");
    PairingException full = catchThrowableOfType(PairingException.class, () -> code("more"));
    assertThat(full.kind()).isEqualTo(PairingException.Kind.TOO_MANY_ROUTERS);
    assertThat(enrol(last, ROUTER)).isEqualTo(new Enrolled("last"));
    assertThat(registry.authorise(key(100))).isEqualTo(new Authorised("r0"));
    assertThat(registry.authorise(key(1098))).isEqualTo(new Authorised("r998"));
    registry.revoke("r5");
    assertThat(enrol(code("more"), OTHER)).isEqualTo(new Enrolled("more"));
  }
}
