package org.tquic.quic.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.quic.Role;
import org.tquic.quic.path.NetworkPath;

/** Rules of draft-ietf-quic-multipath-21 that concern a connection as a whole. */
class MultipathRulesTest {
  private static final int ELSEWHERE = 1;
  private static final int[] MAX_PATH_ID = {0x7e, 0x7a, 5};

  /** Section 2.2, and RFC 9000 section 9 of paths that move. */
  @Test
  void aServerThatWantsNoMigrationGetsNoOtherPathAtTheAddressOfTheHandshake() {
    LoosePair pair =
        LoosePair.of(
                Role.CLIENT,
                offers ->
                    offers.disableActiveMigration(true).initialMaxPathId(EndSettings.MAX_PATH_ID))
            .established();
    Connection client = pair.subject.connection;
    NetworkPath other = EndSettings.network(Role.CLIENT, ELSEWHERE);
    assertThat(client.isMultipath()).isTrue();
    assertThat(client.openPath(other, pair.nowNs)).isNegative();
    assertThat(client.migrate(0, other, pair.nowNs)).isFalse();
    NetworkPath elsewhere =
        new NetworkPath(other.local(), EndSettings.network(Role.SERVER, 3).remote(), 0);
    assertThat(client.openPath(elsewhere, pair.nowNs)).isOne();
  }
}
