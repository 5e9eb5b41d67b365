package org.tquic.quic.netty.qlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tquic.quic.netty.qlog.LogSpace.LAST_WORDS_BYTES;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tquic.quic.netty.qlog.LogSpace.Grant;

class LogSpaceTest {
  private static final int LIMIT = 120_000;

  private final LogSpace space = new LogSpace(LIMIT);

  /** A log that has taken so much and is complete. */
  private void complete(String name, int bytes, boolean proven) {
    assertThat(space.open(proven)).isTrue();
    assertThat(space.take(bytes, 0, false)).isEqualTo(Grant.GRANTED);
    space.complete(Path.of(name), bytes, proven);
  }

  private String removed() {
    LogSpace.Complete victim = space.nextToRemove();
    return victim == null ? "none" : victim.file().toString();
  }

  @Test
  void oneLogHasAThirdOfTheSpaceAndMaySayThatItEnds() {
    assertThat(space.open(true)).isTrue();
    int most = LIMIT / 3 - LAST_WORDS_BYTES;
    assertThat(space.take(most, 0, false)).isEqualTo(Grant.GRANTED);
    assertThat(space.take(1, most, false)).isEqualTo(Grant.LOG_FULL);
    assertThat(space.take(LAST_WORDS_BYTES, most, true)).isEqualTo(Grant.GRANTED);
    assertThat(space.usedBytes()).isEqualTo(LIMIT / 3);
  }

  @Test
  void theOldestCompleteLogsMakeRoom() {
    space.found(Path.of("before"), 40_000);
    complete("first", 30_000, true);
    complete("second", 30_000, true);
    assertThat(removed()).isEqualTo("none");
    assertThat(space.open(true)).isTrue();
    assertThat(space.take(21_000, 0, false)).as("until the writer comes").isEqualTo(Grant.WAIT);
    assertThat(space.take(10_000, 0, false)).isEqualTo(Grant.GRANTED);
    assertThat(removed()).isEqualTo("before");
    assertThat(removed()).isEqualTo("none");
    assertThat(space.usedBytes()).isEqualTo(70_000);
  }

  @Test
  void logsThatAreOpenAreNeverRemovedAndNeverTooLarge() {
    for (int i = 0; i < 4; i++) {
      assertThat(space.open(true)).isTrue();
    }
    int share = LIMIT / 4 - LAST_WORDS_BYTES;
    for (int i = 0; i < 4; i++) {
      assertThat(space.take(share, 0, false)).isEqualTo(Grant.GRANTED);
    }
    assertThat(space.take(1, share, false)).isEqualTo(Grant.FOLDER_FULL);
    assertThat(space.open(true)).as("it could not even say why it ends").isFalse();
    assertThat(removed()).isEqualTo("none");
    for (int i = 0; i < 4; i++) {
      assertThat(space.take(LAST_WORDS_BYTES, share, true)).isEqualTo(Grant.GRANTED);
    }
    assertThat(space.usedBytes()).isEqualTo(LIMIT);
  }

  @Test
  void handshakesOfStrangersDoNotPushOutLogsOfConnections() {
    complete("router", 10, true);
    for (int i = 0; i <= LogSpace.MAX_UNPROVEN_FILES; i++) {
      complete("stranger" + i, 10, false);
    }
    assertThat(removed()).isEqualTo("stranger0");
    assertThat(removed()).isEqualTo("none");
    for (int i = 0; i < 3; i++) {
      complete("large" + i, 38_000, true);
    }
    for (int i = 1; i <= LogSpace.MAX_UNPROVEN_FILES; i++) {
      assertThat(removed()).isEqualTo("stranger" + i);
    }
    assertThat(removed()).isEqualTo("router");
  }

  @Test
  void strangersHaveFewOpenLogsAndAllTogetherHaveALimit() {
    space.limit(1 << 20);
    for (int i = 0; i < LogSpace.MAX_UNPROVEN_OPEN; i++) {
      assertThat(space.open(false)).isTrue();
    }
    assertThat(space.open(false)).isFalse();
    for (int i = LogSpace.MAX_UNPROVEN_OPEN; i < LogSpace.MAX_OPEN; i++) {
      assertThat(space.open(true)).isTrue();
    }
    assertThat(space.open(true)).isFalse();
    space.complete(Path.of("empty"), 0, false);
    assertThat(space.openLogs()).isEqualTo(LogSpace.MAX_OPEN - 1);
    assertThat(space.open(true)).isTrue();
  }

  @Test
  void thereAreOnlySoManyFilesHoweverSmall() {
    for (int i = 0; i <= LogSpace.MAX_FILES; i++) {
      space.found(Path.of("log" + i), 1);
    }
    assertThat(removed()).isEqualTo("log0");
    assertThat(removed()).isEqualTo("none");
  }

  @Test
  void aLowerLimitCountsAtOnce() {
    complete("first", 30_000, true);
    complete("second", 30_000, true);
    space.limit(50_000);
    assertThat(removed()).isEqualTo("first");
    assertThat(removed()).isEqualTo("none");
  }
}
