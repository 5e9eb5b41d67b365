package org.tquic.quic.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.QuicException;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;
import org.tquic.quic.wire.QuicVersion;
import org.tquic.quic.wire.VersionInformation;

/** What the ends make of each other's versions, RFC 9368 and RFC 9369 section 4. */
class ConnectionVersionTest {
  private static final int V1 = QuicVersion.V1;
  private static final int V2 = QuicVersion.V2;
  private static final int NOBODYS = 0x1a2a3a4a;
  private static final VersionPreferences RATHER_1 = new VersionPreferences(V1, List.of(V1, V2));

  private static ConnectionVersion client(int chosen) {
    return new ConnectionVersion(Role.CLIENT, VersionPreferences.DEFAULT, chosen);
  }

  private static ConnectionVersion server(VersionPreferences own, int chosen) {
    return new ConnectionVersion(Role.SERVER, own, chosen);
  }

  private static VersionInformation says(int chosen, Integer... available) {
    return new VersionInformation(chosen, List.of(available));
  }

  private static void assertRefused(long code, ThrowingCallable action) {
    assertThatExceptionOfType(QuicException.class)
        .isThrownBy(action)
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private static void assertVersionError(ThrowingCallable action) {
    assertRefused(TransportError.VERSION_NEGOTIATION_ERROR, action);
  }

  // A server.

  @Test
  void aServerChoosesWhatItLikesBestOfWhatTheClientSpeaks() {
    ConnectionVersion upgraded = server(VersionPreferences.DEFAULT, V1);
    assertThat(upgraded.choose(says(V1, NOBODYS, V1, V2))).isTrue();
    assertThat(upgraded.inUse()).isEqualTo(V2);
    ConnectionVersion alone = server(VersionPreferences.DEFAULT, V1);
    assertThat(alone.choose(says(V1, V1, NOBODYS))).isFalse();
    assertThat(alone.inUse()).isEqualTo(V1);
    ConnectionVersion content = server(RATHER_1, V1);
    assertThat(content.choose(says(V1, V2, V1))).isFalse();
    assertThat(content.inUse()).isEqualTo(V1);
  }

  @Test
  void aServerGoesOnWithAClientThatSaysNothing() {
    ConnectionVersion version = server(VersionPreferences.DEFAULT, V1);
    assertThat(version.choose(null)).isFalse();
    assertThat(version.inUse()).isEqualTo(V1);
  }

  @Test
  void aServerRefusesAClientThatClaimsAnotherVersionThanThatOfItsPackets() {
    ConnectionVersion version = server(VersionPreferences.DEFAULT, V1);
    assertVersionError(() -> version.choose(says(V2, V2, V1)));
    assertThat(version.inUse()).isEqualTo(V1);
  }

  @Test
  void aServerReadsInitialPacketsOfBothVersionsAndNothingElseOfTheFirst() {
    ConnectionVersion version = server(VersionPreferences.DEFAULT, V1);
    assertThat(version.takes(EncryptionLevel.INITIAL, V2)).isFalse();
    version.choose(says(V1, V1, V2));
    assertThat(version.takes(EncryptionLevel.INITIAL, V1)).isTrue();
    assertThat(version.takes(EncryptionLevel.INITIAL, V2)).isTrue();
    assertThat(version.takes(EncryptionLevel.HANDSHAKE, V1)).isFalse();
    assertThat(version.takes(EncryptionLevel.HANDSHAKE, V2)).isTrue();
  }

  // A client.

  @Test
  void aClientLearnsTheVersionFromTheFirstPacketOfAnother() {
    ConnectionVersion version = client(V1);
    assertThat(version.takes(EncryptionLevel.HANDSHAKE, V2)).as("kept for later").isTrue();
    assertThat(version.onInitial(V1)).as("perhaps an acknowledgement only").isFalse();
    assertThat(version.onInitial(V2)).isTrue();
    assertThat(version.inUse()).isEqualTo(V2);
    assertThat(version.onInitial(V1)).as("a late one").isFalse();
    assertThat(version.inUse()).isEqualTo(V2);
    assertThat(version.takes(EncryptionLevel.INITIAL, V1)).isTrue();
    assertThat(version.takes(EncryptionLevel.HANDSHAKE, V1)).isFalse();
  }

  @Test
  void secretsSettleTheVersion() {
    ConnectionVersion version = client(V1);
    version.settle();
    assertThat(version.takes(EncryptionLevel.INITIAL, V2)).isFalse();
    assertThat(version.takes(EncryptionLevel.HANDSHAKE, V2)).isFalse();
    assertThat(version.onInitial(V2)).isFalse();
    assertThat(version.takes(EncryptionLevel.INITIAL, V1)).isTrue();
  }

  @Test
  void aClientThatListsOneVersionIsNotMoved() {
    ConnectionVersion version = new ConnectionVersion(Role.CLIENT, VersionPreferences.only(V1), V1);
    assertThat(version.takes(EncryptionLevel.INITIAL, V2)).isFalse();
    assertThat(version.onInitial(V2)).isFalse();
  }

  @Test
  void theServersChoiceHasToBeThatOfItsPackets() {
    ConnectionVersion same = client(V1);
    same.check(says(V1, V2, V1));
    same.check(says(V1));
    assertVersionError(() -> same.check(says(V2, V2, V1)));
    ConnectionVersion moved = client(V1);
    moved.onInitial(V2);
    moved.check(says(V2, V2, V1));
    assertVersionError(() -> moved.check(says(V1, V2, V1)));
    assertVersionError(() -> moved.check(says(NOBODYS, V2, V1)));
  }

  /** RFC 9368 section 8: what was before has version 1 alone. */
  @Test
  void aServerThatSaysNothingSpeaksVersion1() {
    client(V1).check(null);
    assertVersionError(() -> client(V2).check(null));
    ConnectionVersion moved = client(V1);
    moved.onInitial(V2);
    assertVersionError(() -> moved.check(null));
  }

  // After a Version Negotiation packet.

  private static ConnectionVersion secondAttempt(int first, int second) {
    ConnectionVersion version = client(first);
    assertThat(version.ignores(List.of(second))).isFalse();
    assertThat(version.beginAgain(List.of(NOBODYS, second))).isTrue();
    assertThat(version.inUse()).isEqualTo(second);
    return version;
  }

  @Test
  void aServerThatTrulyHasNoOtherVersionIsBelieved() {
    secondAttempt(V2, V1).check(says(V1, V1));
    secondAttempt(V2, V1).check(says(V1, NOBODYS, V1));
    secondAttempt(V2, V1).check(null);
    secondAttempt(V1, V2).check(says(V2, V2));
    secondAttempt(V1, V2).check(says(V2, V1, V2));
  }

  @Test
  void aVersionThatWasKeptBackIsFoundOut() {
    assertVersionError(() -> secondAttempt(V2, V1).check(says(V1, V1, V2)));
    assertVersionError(() -> secondAttempt(V2, V1).check(says(V1)));
    ConnectionVersion upgraded = secondAttempt(V2, V1);
    upgraded.onInitial(V2);
    assertVersionError(() -> upgraded.check(says(V2, V1, V2)));
  }

  @Test
  void versionNegotiationIsTakenOnceAndNeverWithTheVersionThatWasTried() {
    ConnectionVersion version = client(V1);
    assertThat(version.ignores(List.of(V1, V2))).isTrue();
    assertThat(version.ignores(List.of())).isTrue();
    assertThat(version.beginAgain(List.of(NOBODYS, 0x709a50c4))).isFalse();
    assertThat(secondAttempt(V1, V2).ignores(List.of(V1))).isTrue();
  }

  @Test
  void theErrorNamesTheVersionsOfBothButNotThousands() {
    assertThat(client(V1).mismatch(List.of(NOBODYS, 0x709a50c4, 7)))
        .isEqualTo("the server speaks 0x709a50c4, 0x7, and this client 0x6b3343cf, 0x1");
    List<Integer> many = IntStream.range(100, 9000).boxed().toList();
    assertThat(client(V1).mismatch(many).length()).isLessThan(300);
  }

  // What an end says.

  @Test
  void whatAnEndSaysHasAVersionThatNobodySpeaks() {
    VersionInformation said = client(V1).information(new Random(1));
    assertThat(said.chosen()).isEqualTo(V1);
    assertThat(said.available()).hasSize(3).endsWith(V2, V1);
    assertThat(QuicVersion.isReserved(said.available().getFirst())).isTrue();
  }

  @Test
  void preferencesMakeSense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VersionPreferences(V1, List.of(V2)))
        .withMessageContaining("0x1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VersionPreferences(V1, List.of(V1, 2)))
        .withMessageContaining("0x2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VersionPreferences(V1, List.of(V1, V1)));
    assertThatIllegalArgumentException().isThrownBy(() -> new VersionPreferences(V1, List.of()));
    assertThat(VersionPreferences.only(V2).available()).containsExactly(V2);
  }
}
