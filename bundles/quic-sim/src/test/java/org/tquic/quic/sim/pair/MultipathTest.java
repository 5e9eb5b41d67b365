package org.tquic.quic.sim.pair;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.quic.TransportError;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.path.PathState;

/** Several paths of one connection, draft-ietf-quic-multipath-21. */
class MultipathTest {
  private static final String CABLE = "rate=50mbit delay=16ms queue=200kb";
  private static final String PHONE = "rate=30mbit delay=30ms queue=200kb";

  @Test
  void secondPathIsValidatedByBothSides() {
    QuicPair pair = QuicPair.withTwoPaths(11, CABLE, PHONE);
    assertThat(pair.client.connection.path(1).phase()).isEqualTo(PathState.Phase.ACTIVE);
    assertThat(pair.server.connection.path(1).phase()).isEqualTo(PathState.Phase.ACTIVE);
    assertThat(pair.client.events.log).contains("OPENED 1").doesNotContain("VALIDATION_FAILED 1");
  }

  @Test
  void bothPathsCarryOneStream() {
    QuicPair pair = QuicPair.withTwoPaths(12, CABLE, PHONE);
    Transfer up = Transfer.up(pair, 30_000_000);
    // The windows find their size first.
    pair.runFor(1.5);
    int before = up.receivedBytes();
    pair.runFor(1.5);
    double mbps = (up.receivedBytes() - before) * 8e-6 / 1.5;
    assertThat(mbps)
        .as(pair.client.connection.path(0) + " " + pair.client.connection.path(1))
        .isGreaterThan(0.85 * 80);
    assertThat(pair.run(up::done, 30)).isTrue();
    assertThat(up.intact()).isTrue();
  }

  @Test
  void silentPathIsLeftAtOnceAndTakenBack() {
    QuicPair pair = QuicPair.withTwoPaths(13, CABLE, PHONE);
    Transfer down = Transfer.down(pair, 20_000_000);
    pair.runFor(1);
    var wan1 = pair.simulation.network().link("wan1");
    wan1.up().setBlackhole(true, pair.nowNs());
    wan1.down().setBlackhole(true, pair.nowNs());
    assertThat(pair.run(() -> pair.server.events.log.contains("SUSPECTED 0"), 0.1)).isTrue();
    int before = down.receivedBytes();
    assertThat(pair.run(() -> down.receivedBytes() > before + 500_000, 1)).isTrue();
    wan1.up().setBlackhole(false, pair.nowNs());
    wan1.down().setBlackhole(false, pair.nowNs());
    assertThat(pair.run(() -> pair.server.events.log.contains("RETURNED 0"), 5)).isTrue();
    assertThat(pair.run(down::done, 30)).isTrue();
    assertThat(down.intact()).isTrue();
  }

  /**
   * What is sent again for a silent path can be lost too; the silent path does not hold it back.
   */
  @Test
  void lossesOfWhatWasOnASilentPathAreRepaired() {
    QuicPair pair = QuicPair.withTwoPaths(20, CABLE, PHONE + " loss=5%");
    Transfer down = Transfer.down(pair, 3_000_000);
    pair.runFor(0.5);
    cut(pair, "wan1");
    assertThat(pair.run(down::done, 20)).isTrue();
    assertThat(down.intact()).isTrue();
    assertThat(pair.server.events.log).contains("SUSPECTED 0").doesNotContain("ABANDONED 0");
  }

  /** There was no other path when the first fell silent. */
  @Test
  void newPathTakesOverFromASilentOne() {
    QuicPair pair = new QuicPair(21, CABLE, PHONE).established();
    Transfer down = Transfer.down(pair, 1_000_000);
    pair.runFor(0.1);
    cut(pair, "wan1");
    pair.runFor(3);
    assertThat(pair.server.events.log).contains("SUSPECTED 0");
    assertThat(pair.client.connection.openPath(QuicPair.second(), pair.nowNs())).isEqualTo(1);
    assertThat(pair.run(down::done, 2)).isTrue();
    assertThat(down.intact()).isTrue();
  }

  private static void cut(QuicPair pair, String link) {
    pair.simulation.network().link(link).up().setBlackhole(true, pair.nowNs());
    pair.simulation.network().link(link).down().setBlackhole(true, pair.nowNs());
  }

  @Test
  void abandonedPathIsForgottenAndItsSuccessorUsed() {
    QuicPair pair = QuicPair.withTwoPaths(14, CABLE, PHONE);
    Transfer up = Transfer.up(pair, 10_000_000);
    pair.runFor(0.3);
    assertThat(pair.client.connection.closePath(1, pair.nowNs())).isTrue();
    assertThat(
            pair.run(
                () ->
                    pair.client.events.log.contains("REMOVED 1")
                        && pair.server.events.log.contains("REMOVED 1"),
                10))
        .isTrue();
    long next = pair.client.connection.openPath(QuicPair.second(), pair.nowNs());
    assertThat(next).isEqualTo(2);
    assertThat(pair.run(up::done, 30)).isTrue();
    assertThat(up.intact()).isTrue();
    assertThat(pair.run(() -> pair.server.events.log.contains("VALIDATED 2"), 2)).isTrue();
  }

  @Test
  void pathsComeAndGoForAsLongAsTheConnectionLives() {
    QuicPair pair = QuicPair.withTwoPaths(20, CABLE, PHONE);
    for (long id = 1; id <= 40; id++) {
      pair.client.connection.closePath(id, pair.nowNs());
      long next = id + 1;
      assertThat(pair.run(() -> pair.openSecondPath() == next, 10)).as("path " + next).isTrue();
      assertThat(pair.run(() -> pair.server.events.log.contains("VALIDATED " + next), 5)).isTrue();
    }
    assertThat(pair.client.connection.isEstablished()).isTrue();
    assertThat(pair.server.connection.isEstablished()).isTrue();
  }

  @Test
  void firstPathCanBeAbandoned() {
    QuicPair pair = QuicPair.withTwoPaths(15, CABLE, PHONE);
    Transfer down = Transfer.down(pair, 5_000_000);
    pair.runFor(0.3);
    assertThat(pair.client.connection.closePath(0, pair.nowNs())).isTrue();
    assertThat(pair.run(down::done, 30)).isTrue();
    assertThat(down.intact()).isTrue();
    assertThat(pair.client.events.closed).isNull();
    assertThat(pair.run(() -> pair.server.events.log.contains("REMOVED 0"), 10)).isTrue();
  }

  @Test
  void lastPathAbandonedEndsTheConnection() {
    QuicPair pair = QuicPair.withTwoPaths(16, CABLE, PHONE);
    pair.client.connection.closePath(0, pair.nowNs());
    pair.runFor(1);
    pair.client.connection.closePath(1, pair.nowNs());
    assertThat(pair.run(() -> pair.server.events.closed != null, 2)).isTrue();
    assertThat(pair.server.events.closed.code()).isEqualTo(TransportError.NO_VIABLE_PATH);
    assertThat(pair.run(() -> pair.client.events.terminated, 2)).isTrue();
  }

  @Test
  void backupPathIsLeftAloneWhileTheOtherWorks() {
    QuicPair pair = QuicPair.withTwoPaths(17, CABLE, PHONE);
    pair.client.connection.preferPath(1, false);
    assertThat(pair.run(() -> pair.server.events.log.contains("PEER_BACKUP 1"), 1)).isTrue();
    Transfer down = Transfer.down(pair, 5_000_000);
    long before = pair.simulation.network().link("wan2").down().counters().deliveredBytes();
    assertThat(pair.run(down::done, 30)).isTrue();
    long after = pair.simulation.network().link("wan2").down().counters().deliveredBytes();
    assertThat(after - before).isLessThan(50_000);
  }

  @Test
  void natRebindingMovesOnlyItsPath() {
    QuicPair pair = QuicPair.withTwoPaths(18, CABLE, PHONE);
    NetworkPath moved =
        new NetworkPath(new java.net.InetSocketAddress("10.72.0.2", 6000), QuicPair.SERVER, 0);
    pair.simulation.network().hosts().stream()
        .filter(h -> h.name().equals("client"))
        .findFirst()
        .orElseThrow()
        .bind(moved.local(), "wan2");
    Transfer up = Transfer.up(pair, 10_000_000);
    pair.runFor(0.3);
    assertThat(pair.client.connection.migrate(1, moved, pair.nowNs())).isTrue();
    assertThat(pair.run(up::done, 30)).isTrue();
    assertThat(up.intact()).isTrue();
    assertThat(pair.server.events.log).contains("MIGRATED 1").doesNotContain("MIGRATED 0");
    assertThat(pair.server.connection.path(1).network().remote().getPort()).isEqualTo(6000);
  }

  @Test
  void pathToNowhereFailsAndHarmsNothing() {
    QuicPair pair = new QuicPair(19, CABLE, PHONE).established();
    pair.runFor(0.5);
    var wan2 = pair.simulation.network().link("wan2");
    wan2.up().setBlackhole(true, pair.nowNs());
    assertThat(pair.client.connection.openPath(QuicPair.second(), pair.nowNs())).isEqualTo(1);
    Transfer up = Transfer.up(pair, 2_000_000);
    assertThat(pair.run(() -> pair.client.events.log.contains("VALIDATION_FAILED 1"), 10)).isTrue();
    assertThat(pair.run(up::done, 10)).isTrue();
    assertThat(up.intact()).isTrue();
    assertThat(pair.client.connection.isEstablished()).isTrue();
  }
}
