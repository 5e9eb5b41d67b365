package org.tquic.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.interop.TwoPaths.Direction;
import org.tquic.quic.connection.PathChange;

/** Several paths with picoquic, draft-ietf-quic-multipath. */
class PicoquicTest {
  private static final byte[] CONTENT = BasicsTest.payload(10_000_000, 11);
  private static final String FAST = "rate=40mbit delay=5ms queue=200kb";
  private static final String SLOW = "rate=25mbit delay=20ms queue=200kb";
  private static final String NEWRENO = "newreno";

  @TempDir private Path folder;

  @BeforeAll
  static void given() {
    PicoquicDemo.assumeGiven();
  }

  static Stream<Arguments> transfers() {
    return Arrays.stream(Roles.values())
        .flatMap(
            roles ->
                Arrays.stream(Direction.values()).map(direction -> Arguments.of(roles, direction)));
  }

  static Stream<Arguments> transfersWithAlgorithms() {
    return transfers()
        .flatMap(
            transfer ->
                Stream.of(NEWRENO, "cubic", "bbr")
                    .map(a -> Arguments.of(transfer.get()[0], transfer.get()[1], a)));
  }

  static Stream<Arguments> transfersWithLinks() {
    return transfers()
        .flatMap(
            transfer ->
                Stream.of(Loopback.CLIENT, Loopback.CLIENT_TOO)
                    .map(link -> Arguments.of(transfer.get()[0], transfer.get()[1], link)));
  }

  @ParameterizedTest
  @MethodSource("transfersWithAlgorithms")
  void bothPathsCarryATransfer(Roles roles, Direction direction, String congestion) {
    try (TwoPaths paths = new TwoPaths(roles, direction, CONTENT, folder, congestion, FAST, SLOW)) {
      paths.finish();
      for (InetAddress link : List.of(Loopback.CLIENT, Loopback.CLIENT_TOO)) {
        assertThat(paths.carriedBytes(link)).isGreaterThan(CONTENT.length / 10);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("transfersWithLinks")
  void aTransferSurvivesTheLossOfALink(Roles roles, Direction direction, InetAddress link) {
    try (TwoPaths paths = new TwoPaths(roles, direction, CONTENT, folder, NEWRENO, FAST, SLOW)) {
      paths.awaitCarried(Loopback.CLIENT, 500_000);
      paths.awaitCarried(Loopback.CLIENT_TOO, 500_000);
      paths.cut(link);
      paths.finish();
    }
  }

  static Stream<Arguments> transfersWithPathIds() {
    return transfers()
        .flatMap(
            transfer ->
                Stream.of(0L, 1L)
                    .map(id -> Arguments.of(transfer.get()[0], transfer.get()[1], id)));
  }

  @ParameterizedTest
  @MethodSource("transfersWithPathIds")
  void aTransferGoesOnWithoutAPathThatWeAbandon(Roles roles, Direction direction, long pathId) {
    try (TwoPaths paths = new TwoPaths(roles, direction, CONTENT, folder, NEWRENO, FAST, SLOW)) {
      paths.awaitCarried(Loopback.CLIENT_TOO, 500_000);
      abandon(paths.ours, pathId);
      paths.finish();
    }
  }

  /** The new one has the next ID. */
  @ParameterizedTest
  @EnumSource
  void anotherPathTakesThePlaceOfAnAbandonedOne(Direction direction) {
    try (TwoPaths paths =
        new TwoPaths(Roles.OUR_CLIENT, direction, CONTENT, folder, NEWRENO, FAST, SLOW)) {
      abandon(paths.ours, 1);
      assertThat(paths.openPath()).isEqualTo(2);
      Waiting.takeUntil(paths.ours.pathChanges, PathChange.VALIDATED);
      paths.awaitCarried(Loopback.CLIENT_TOO, 500_000);
      paths.finish();
    }
  }

  /** With the packet numbers of each path for themselves. */
  @ParameterizedTest
  @MethodSource("transfers")
  void weUpdateKeysInMidTransfer(Roles roles, Direction direction) {
    try (TwoPaths paths = new TwoPaths(roles, direction, CONTENT, folder, NEWRENO, FAST, SLOW)) {
      paths.awaitCarried(Loopback.CLIENT, 500_000);
      paths.awaitCarried(Loopback.CLIENT_TOO, 500_000);
      assertThat(paths.ours.call(paths.ours.connection()::updateKeys)).isTrue();
      paths.awaitCarried(Loopback.CLIENT, 500_000);
      paths.awaitCarried(Loopback.CLIENT_TOO, 500_000);
      paths.finish();
    }
  }

  /** What we ask picoquic to keep in reserve stays so. */
  @ParameterizedTest
  @EnumSource
  void picoquicLeavesABackupPathAlone(Roles roles) {
    Direction fromPicoquic = roles == Roles.OUR_CLIENT ? Direction.TO_CLIENT : Direction.TO_SERVER;
    try (TwoPaths paths = new TwoPaths(roles, fromPicoquic, CONTENT, folder, NEWRENO, FAST, SLOW)) {
      paths.prefer(1, false);
      paths.finish();
      assertThat(paths.carriedBytes(Loopback.CLIENT_TOO)).isLessThan(CONTENT.length / 10);
    }
  }

  private static void abandon(TquicSide ours, long pathId) {
    assertThat(ours.call(() -> ours.connection().closePath(pathId, System.nanoTime()))).isTrue();
    Waiting.takeUntil(ours.pathChanges, PathChange.REMOVED);
  }
}
