package org.tquic.quic.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tquic.quic.path.PathFixture.network;

import java.net.InetSocketAddress;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.tquic.quic.Role;
import org.tquic.quic.path.PathMigration.Outcome;

class PathMigrationTest {
  private static final NetworkPath A = network("198.51.100.1", 443, "192.0.2.1", 1000);
  private static final NetworkPath A_REBOUND = network("198.51.100.1", 443, "192.0.2.1", 1001);
  private static final NetworkPath B = network("198.51.100.1", 443, "192.0.2.2", 1000);
  private static final NetworkPath C = network("198.51.100.1", 443, "192.0.2.3", 1000);
  private final PathMigration server = new PathMigration(Role.SERVER, A, true);

  /** RFC 9000 section 9.3. */
  @Test
  void aNonProbingPacketFromElsewhereIsAMigration() {
    assertThat(server.onPacket(A, 0, true)).isEqualTo(Outcome.UNCHANGED);
    assertThat(server.onPacket(B, 1, true)).isEqualTo(Outcome.MIGRATED);
    assertThat(server.current()).isEqualTo(B);
    assertThat(server.isValidated()).isFalse();
    assertThat(server.previous()).isEqualTo(A);
    assertThat(server.onValidated(B)).isTrue();
    assertThat(server.isValidated()).isTrue();
    assertThat(server.previous()).isNull();
  }

  /** RFC 9000 section 9.1. */
  @Test
  void aProbingPacketFromElsewhereIsNone() {
    assertThat(server.onPacket(B, 5, false)).isEqualTo(Outcome.PROBED);
    assertThat(server.current()).isEqualTo(A);
  }

  /** RFC 9000 section 9.3: only the highest number counts. */
  @Test
  void aReorderedPacketIsNone() {
    server.onPacket(A, 10, true);
    assertThat(server.onPacket(B, 9, true)).isEqualTo(Outcome.PROBED);
    server.onPacket(A, 20, false);
    assertThat(server.onPacket(B, 11, true)).isEqualTo(Outcome.MIGRATED);
    assertThat(server.onPacket(A, 10, true)).isEqualTo(Outcome.PROBED);
    assertThat(server.current()).isEqualTo(B);
  }

  /** RFC 9000 section 9.3.2. */
  @Test
  void aFailedValidationGoesBackToTheLastValidatedAddress() {
    server.onPacket(B, 1, true);
    server.onPacket(C, 2, true);
    assertThat(server.previous()).isEqualTo(A);
    assertThat(server.onValidationFailed(B)).isEqualTo(C);
    assertThat(server.onValidationFailed(C)).isEqualTo(A);
    assertThat(server.isValidated()).isTrue();
    assertThat(server.previous()).isNull();
  }

  /** RFC 9000 section 9.3.2. */
  @Test
  void withoutAValidatedAddressNothingIsLeft() {
    PathMigration fresh = new PathMigration(Role.SERVER, A, false);
    fresh.onPacket(B, 1, true);
    assertThat(fresh.previous()).isNull();
    assertThat(fresh.onValidationFailed(B)).isNull();
  }

  /** RFC 9000 section 9.3.3: packets of the true peer lead back. */
  @Test
  void thePeerOnItsOldPathNeedsNoNewValidation() {
    server.onPacket(B, 1, true);
    assertThat(server.onPacket(A, 2, true)).isEqualTo(Outcome.MIGRATED);
    assertThat(server.isValidated()).isTrue();
    assertThat(server.previous()).isNull();
  }

  @Test
  void theValidationOfAnotherPathDoesNotMove() {
    server.onPacket(B, 1, true);
    assertThat(server.onValidated(A)).isFalse();
    assertThat(server.current()).isEqualTo(B);
    assertThat(server.isValidated()).isFalse();
  }

  /** RFC 9000 section 9. */
  @Test
  void aClientDropsWhatComesFromUnknownServers() {
    PathMigration client = new PathMigration(Role.CLIENT, A, true);
    assertThat(client.onPacket(B, 1, true)).isEqualTo(Outcome.DISCARD);
    assertThat(client.onPacket(A, 0, true)).isEqualTo(Outcome.UNCHANGED);
    NetworkPath otherLocal = network("203.0.113.5", 443, "192.0.2.1", 1000);
    assertThat(client.onPacket(otherLocal, 1, true)).isEqualTo(Outcome.PROBED);
    assertThat(client.current()).as("it moves by its own will only").isEqualTo(A);
  }

  /** RFC 9000 section 9.6.2: packets of the server's first address may still come. */
  @Test
  void aClientThatWentToThePreferredAddressStillKnowsTheFirst() {
    PathMigration client = new PathMigration(Role.CLIENT, A, true);
    client.migrate(B, true);
    assertThat(client.current()).isEqualTo(B);
    assertThat(client.isValidated()).isTrue();
    assertThat(client.onPacket(A, 0, false)).isEqualTo(Outcome.PROBED);
    assertThat(client.onPacket(C, 0, false)).isEqualTo(Outcome.DISCARD);
  }

  /** RFC 9000 section 9.4. */
  @Test
  void onlyANewPortKeepsWhatIsKnownOfThePath() {
    assertThat(PathMigration.resetsRecovery(A, A)).isFalse();
    assertThat(PathMigration.resetsRecovery(A, A_REBOUND)).isFalse();
    assertThat(PathMigration.resetsRecovery(A, B)).isTrue();
    NetworkPath otherLink = new NetworkPath(A.local(), A_REBOUND.remote(), 1);
    assertThat(PathMigration.resetsRecovery(A, otherLink)).isTrue();
    NetworkPath otherLocal = network("198.51.100.2", 443, "192.0.2.1", 1001);
    assertThat(PathMigration.resetsRecovery(A, otherLocal)).isTrue();
  }

  @Test
  void networkPathsCompareAddresses() {
    assertThat(A.samePeerAddress(A_REBOUND)).isFalse();
    assertThat(A.samePeerIp(A_REBOUND)).isTrue();
    assertThat(A.onlyPeerPortChanged(A)).isFalse();
    assertThat(A.samePeerIp(B)).isFalse();
    assertThatThrownBy(
            () -> new NetworkPath(InetSocketAddress.createUnresolved("peer", 1), A.remote(), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 200)
  void theNewestNonProbingPacketDecides(
      @ForAll @Size(max = 60) List<@IntRange(max = 599) Integer> steps) {
    NetworkPath[] all = {A, A_REBOUND, B, C};
    PathMigration any = new PathMigration(Role.SERVER, A, true);
    long largest = -1;
    NetworkPath current = A;
    NetworkPath validated = A;
    for (int step : steps) {
      NetworkPath path = all[step % 4];
      switch (step / 4 % 3) {
        case 0 -> {
          long number = step / 12;
          any.onPacket(path, number, step % 5 != 0);
          if (step % 5 != 0 && number > largest) {
            largest = number;
            current = path;
          }
        }
        case 1 -> {
          any.onValidated(path);
          validated = path.equals(current) ? path : validated;
        }
        default -> {
          any.onValidationFailed(path);
          current = path.equals(current) ? validated : current;
        }
      }
      assertThat(any.current()).isEqualTo(current);
      assertThat(any.isValidated()).isEqualTo(current.equals(validated));
      assertThat(any.previous()).isEqualTo(current.equals(validated) ? null : validated);
    }
  }

  @Test
  void aClientIsNotTakenBackByWhatWasUnderWayToItsOldAddress() {
    NetworkPath old =
        new NetworkPath(
            new InetSocketAddress("192.0.2.1", 1000), new InetSocketAddress("192.0.2.9", 443), 0);
    NetworkPath next = new NetworkPath(new InetSocketAddress("192.0.2.2", 1000), old.remote(), 0);
    PathMigration migration = new PathMigration(Role.CLIENT, old, true);
    migration.migrate(next, false);
    assertThat(migration.onPacket(old, 1, true)).isEqualTo(PathMigration.Outcome.PROBED);
    assertThat(migration.current()).isEqualTo(next);
  }
}
