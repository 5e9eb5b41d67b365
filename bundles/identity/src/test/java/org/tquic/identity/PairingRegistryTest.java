package org.tquic.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.tquic.identity.TestCertificates.key;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.identity.Authorisation.Authorised;
import org.tquic.identity.Authorisation.Revoked;
import org.tquic.identity.Authorisation.Unknown;
import org.tquic.identity.EnrolmentResult.AlreadyEnrolled;
import org.tquic.identity.EnrolmentResult.Burnt;
import org.tquic.identity.EnrolmentResult.Enrolled;
import org.tquic.identity.EnrolmentResult.Expired;
import org.tquic.identity.EnrolmentResult.Spent;
import org.tquic.identity.EnrolmentResult.UnknownCode;
import org.tquic.identity.EnrolmentResult.WrongProof;

class PairingRegistryTest {
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

  private String generated() {
    return registry
        .createCode(ADDRESS, SERVER, Optional.empty(), PairingRegistry.DEFAULT_VALIDITY)
        .name();
  }

  private EnrolmentResult enrol(PairingCode code, Fingerprint router) {
    return registry.enrol(code.id(), code.proof(router), router, SERVER);
  }

  private EnrolmentResult enrolWrongly(PairingCode code) {
    EnrolmentProof wrong = code.proof(OTHER);
    return registry.enrol(code.id(), wrong, ROUTER, SERVER);
  }

  private static PairingException.Kind refusal(Runnable call) {
    PairingException e = catchThrowableOfType(PairingException.class, call::run);
    assertThat(e).isNotNull();
    assertThat(e.getMessage()).isNotBlank();
    assertThat(e.remedy()).isNotBlank();
    return e.kind();
  }

  @Test
  void aCodeLetsOneRouterIn() {
    assertThat(registry.authorise(ROUTER)).isEqualTo(new Unknown());
    PairingCode code = PairingCode.parse(code("phone").text());
    assertThat(code.address()).isEqualTo(ADDRESS);
    assertThat(code.serverFingerprint()).isEqualTo(SERVER);
    assertThat(enrol(code, ROUTER)).isEqualTo(new Enrolled("phone"));
    assertThat(registry.authorise(ROUTER)).isEqualTo(new Authorised("phone"));
    assertThat(registry.authorise(OTHER)).isEqualTo(new Unknown());
    assertThat(enrol(code, OTHER)).isEqualTo(new Spent());
    assertThat(registry.authorise(OTHER)).isEqualTo(new Unknown());
    assertThat(registry.pendingCodes()).isEmpty();
  }

  @Test
  void aRepeatedRequestGetsTheSameAnswer() {
    PairingCode code = code("phone");
    enrol(code, ROUTER);
    assertThat(enrol(code, ROUTER)).isEqualTo(new Enrolled("phone"));
    clock.advance(Duration.ofDays(400));
    assertThat(generated()).isEqualTo("router-1");
    assertThat(enrol(code, ROUTER)).isEqualTo(new Enrolled("phone"));
    assertThat(enrol(code, OTHER)).isEqualTo(new Spent());
  }

  @Test
  void aRouterThatIsInIsToldSoAndTheCodeIsLeft() {
    enrol(code("phone"), ROUTER);
    PairingCode second = code("tablet");
    assertThat(enrol(second, ROUTER)).isEqualTo(new AlreadyEnrolled("phone"));
    assertThat(registry.authorise(ROUTER)).isEqualTo(new Authorised("phone"));
    assertThat(enrol(second, OTHER)).isEqualTo(new Enrolled("tablet"));
  }

  @Test
  void theProofBindsBothKeys() {
    PairingCode code = code("phone");
    assertThat(registry.enrol(code.id(), code.proof(OTHER), ROUTER, SERVER))
        .isEqualTo(new WrongProof(4));
    assertThat(registry.enrol(code.id(), code.proof(ROUTER), ROUTER, OTHER))
        .isEqualTo(new WrongProof(3));
    assertThat(enrol(code, ROUTER)).isEqualTo(new Enrolled("phone"));
  }

  @Test
  void fiveWrongProofsBurnACode() {
    PairingCode code = code("phone");
    for (int left = 4; left >= 1; left--) {
      assertThat(enrolWrongly(code)).isEqualTo(new WrongProof(left));
      assertThat(registry.pendingCodes().getFirst().wrongProofs()).isEqualTo(5 - left);
    }
    assertThat(enrolWrongly(code)).isEqualTo(new Burnt());
    assertThat(enrol(code, ROUTER)).isEqualTo(new Burnt());
    assertThat(registry.authorise(ROUTER)).isEqualTo(new Unknown());
    assertThat(registry.pendingCodes()).isEmpty();
  }

  @Test
  void anAlreadyAdmittedKeyWithoutTheSecretLearnsNothing() {
    enrol(code("phone"), ROUTER);
    PairingCode second = code("tablet");
    assertThat(enrolWrongly(second)).isEqualTo(new WrongProof(4));
  }

  @Test
  void aCodeExpires() {
    PairingCode code = code("phone");
    Instant expires = registry.pendingCodes().getFirst().expires();
    assertThat(expires).isEqualTo(clock.instant().plus(Duration.ofHours(24)));
    clock.advance(Duration.ofHours(24));
    assertThat(registry.pendingCodes()).isEmpty();
    assertThat(enrol(code, ROUTER)).isEqualTo(new Expired());
    assertThat(enrol(code, ROUTER)).isEqualTo(new Expired());
    assertThat(registry.authorise(ROUTER)).isEqualTo(new Unknown());
  }

  @Test
  void aCodeIsGoodToTheLastMoment() {
    PairingCode code = code("phone");
    clock.advance(Duration.ofHours(24).minusMillis(1));
    assertThat(enrol(code, ROUTER)).isEqualTo(new Enrolled("phone"));
  }

  @Test
  void anExpiredCodeIsForgottenAfterAMonth() {
    PairingCode code = code("phone");
    clock.advance(Duration.ofDays(30));
    code("a");
    assertThat(enrol(code, ROUTER)).isEqualTo(new Expired());
    clock.advance(Duration.ofDays(2));
    code("b");
    assertThat(enrol(code, ROUTER)).isEqualTo(new UnknownCode());
  }

  @Test
  void codesOfOtherServersAreUnknown() {
    PairingCode foreign =
        new PairingCode(ADDRESS, SERVER, new CodeId(7), PairingSecret.of(new byte[16]));
    assertThat(enrol(foreign, ROUTER)).isEqualTo(new UnknownCode());
  }

  @Test
  void aRevokedRouterIsToldFromAStranger() {
    PairingCode code = code("phone");
    enrol(code, ROUTER);
    registry.revoke("phone");
    assertThat(registry.authorise(ROUTER)).isEqualTo(new Revoked("phone"));
    assertThat(registry.routers().getFirst().revokedAt()).contains(clock.instant());
    assertThat(enrol(code, ROUTER)).isEqualTo(new Spent());
    assertThat(registry.authorise(ROUTER)).isEqualTo(new Revoked("phone"));
    clock.advance(Duration.ofHours(1));
    registry.revoke("PHONE");
    assertThat(registry.routers().getFirst().revokedAt().orElseThrow()).isBefore(clock.instant());
  }

  @Test
  void aRevokedRouterComesBackWithANewCode() {
    enrol(code("phone"), ROUTER);
    registry.revoke("phone");
    assertThat(enrol(code("phone"), ROUTER)).isEqualTo(new Enrolled("phone"));
    assertThat(registry.authorise(ROUTER)).isEqualTo(new Authorised("phone"));
    registry.revoke("phone");
    assertThat(enrol(code("tablet"), ROUTER)).isEqualTo(new Enrolled("tablet"));
    assertThat(registry.authorise(ROUTER)).isEqualTo(new Authorised("tablet"));
    registry.revoke("tablet");
    assertThat(registry.authorise(ROUTER)).isInstanceOf(Revoked.class);
  }

  @Test
  void anotherRouterMayTakeARevokedNameAndTheOldKeyStaysOut() {
    enrol(code("Phone"), ROUTER);
    registry.revoke("Phone");
    assertThat(enrol(code("phone"), OTHER)).isEqualTo(new Enrolled("Phone"));
    assertThat(registry.authorise(OTHER)).isEqualTo(new Authorised("Phone"));
    assertThat(registry.authorise(ROUTER)).isEqualTo(new Revoked("Phone"));
    registry.revoke("Phone");
    assertThat(enrol(code("phone"), key(9))).isEqualTo(new Enrolled("Phone"));
    assertThat(registry.authorise(ROUTER)).isEqualTo(new Revoked("Phone"));
    assertThat(registry.authorise(OTHER)).isEqualTo(new Revoked("Phone"));
    assertThat(registry.routers()).hasSize(1);
  }

  @Test
  void toRevokeANameWithdrawsItsCode() {
    PairingCode code = code("phone");
    registry.revoke("phone");
    assertThat(enrol(code, ROUTER)).isEqualTo(new UnknownCode());
    assertThat(registry.pendingCodes()).isEmpty();
    assertThat(registry.routers()).isEmpty();
    assertThat(refusal(() -> registry.revoke("phone")))
        .isEqualTo(PairingException.Kind.UNKNOWN_NAME);
  }

  @Test
  void aNameIsGivenOnce() {
    code("phone");
    assertThat(refusal(() -> code("PHONE"))).isEqualTo(PairingException.Kind.NAME_TAKEN);
    clock.advance(Duration.ofDays(2));
    enrol(code("phone"), ROUTER);
    assertThat(refusal(() -> code("Phone"))).isEqualTo(PairingException.Kind.NAME_TAKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "_a", "a b", "a/b", "..", "a.b", "ä", "a\n", "../../etc/x"})
  void namesAreFileNames(String name) {
    assertThat(refusal(() -> code(name))).isEqualTo(PairingException.Kind.BAD_NAME);
    assertThat(refusal(() -> registry.revoke(name))).isEqualTo(PairingException.Kind.BAD_NAME);
    assertThat(refusal(() -> code("a".repeat(33)))).isEqualTo(PairingException.Kind.BAD_NAME);
  }

  @Test
  void namesAreMadeUpInOrder() {
    assertThat(generated()).isEqualTo("router-1");
    assertThat(generated()).isEqualTo("router-2");
    code("Router-3");
    assertThat(generated()).isEqualTo("router-4");
    registry.revoke("router-2");
    assertThat(generated()).isEqualTo("router-2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.999S", "P30DT1S"})
  void aValidityHasBounds(String validity) {
    assertThat(
            refusal(
                () ->
                    registry.createCode(
                        ADDRESS, SERVER, Optional.of("phone"), Duration.parse(validity))))
        .isEqualTo(PairingException.Kind.BAD_VALIDITY);
  }

  @Test
  void aHundredCodesMayWait() {
    for (int i = 0; i < PairingRegistry.MAX_PENDING_CODES; i++) {
      generated();
    }
    assertThat(refusal(this::generated)).isEqualTo(PairingException.Kind.TOO_MANY_CODES);
    registry.revoke("router-7");
    assertThat(generated()).isEqualTo("router-7");
    clock.advance(Duration.ofDays(1));
    assertThat(generated()).isEqualTo("router-1");
  }

  @Test
  void listsWhoIsInAndWhatWaits() {
    PairingCode first = code("b");
    clock.advance(Duration.ofMinutes(1));
    PairingCode second = code("a");
    assertThat(registry.pendingCodes())
        .containsExactly(
            new PendingCode(first.id(), "b", clock.instant().minusSeconds(60), expiry(-60), 0),
            new PendingCode(second.id(), "a", clock.instant(), expiry(0), 0));
    enrol(first, ROUTER);
    enrol(second, OTHER);
    assertThat(registry.routers())
        .isEqualTo(
            List.of(
                new PairedRouter("a", OTHER, clock.instant(), Optional.empty(), Optional.empty()),
                new PairedRouter(
                    "b", ROUTER, clock.instant(), Optional.empty(), Optional.empty())));
  }

  private Instant expiry(int seconds) {
    return clock.instant().plusSeconds(seconds).plus(PairingRegistry.DEFAULT_VALIDITY);
  }

  @Test
  void remembersWhenARouterWasSeen() {
    enrol(code("phone"), ROUTER);
    registry.markSeen("phone");
    Instant first = clock.instant();
    assertThat(registry.routers().getFirst().lastSeen()).contains(first);
    clock.advance(Duration.ofSeconds(59));
    registry.markSeen("phone");
    assertThat(registry.routers().getFirst().lastSeen()).contains(first);
    clock.advance(Duration.ofSeconds(1));
    registry.markSeen("phone");
    assertThat(registry.routers().getFirst().lastSeen()).contains(first.plusSeconds(60));
    registry.revoke("phone");
    enrol(code("phone"), OTHER);
    assertThat(registry.routers().getFirst().lastSeen()).isEmpty();
    registry.markSeen("phone");
    assertThat(registry.routers().getFirst().lastSeen()).contains(clock.instant());
  }
}
