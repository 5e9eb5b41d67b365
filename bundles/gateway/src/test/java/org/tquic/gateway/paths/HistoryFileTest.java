package org.tquic.gateway.paths;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.api.bond.PathHistory;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathTransition;

class HistoryFileTest {
  @TempDir Path folder;
  private Path path;
  private HistoryFile file;
  private TransitionLog log;

  @BeforeEach
  void begin() {
    path = folder.resolve("state").resolve("paths.history");
    restart();
  }

  private void restart() {
    file = new HistoryFile(path);
    log = new TransitionLog();
    file.readInto(log);
  }

  private static PathTransition transition(long at, String link, String id, String detail) {
    return new PathTransition(
        at, "srv:4433", link, id, PathState.ACTIVE, PathState.SUSPECT, PathReason.SILENT, detail);
  }

  private void note(PathTransition transition) {
    log.add(transition);
    file.append(List.of(transition), log);
  }

  @Test
  void whatHappenedIsThereAfterARestart() throws IOException {
    note(transition(1, "usb0", "phone", "a peer's\twords\nand more"));
    note(transition(2, "wan1", "card", ""));
    note(transition(3, "usb1", "phone", ""));
    List<PathTransition> all = log.transitions();
    restart();
    assertThat(log.transitions()).isEqualTo(all).hasSize(3);
    assertThat(all.getFirst().detail()).isEqualTo("a peer's words and more");
    // A link is found by its id and by each name that it had.
    assertThat(log.transitions("usb0")).isEqualTo(log.transitions("phone")).hasSize(2);
    assertThat(log.transitions("nobody")).isEmpty();
    assertThat(Files.getPosixFilePermissions(path))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aLinkKeepsItsLastHundredAndTheFileStaysSmall() throws IOException {
    for (int i = 0; i < 2000; i++) {
      note(transition(i, "wan1", "card", ""));
    }
    assertThat(log.transitions()).hasSize(PathHistory.PER_LINK);
    assertThat(log.transitions().getFirst().atMillis()).isEqualTo(2000 - PathHistory.PER_LINK);
    assertThat(Files.readAllLines(path).size()).isLessThan(5 * PathHistory.PER_LINK);
    List<PathTransition> all = log.transitions();
    restart();
    assertThat(log.transitions()).isEqualTo(all);
  }

  @Test
  void theQuietestLinkMakesRoom() {
    for (int i = 0; i <= TransitionLog.LINKS; i++) {
      log.add(transition(i, "wan" + i, "id" + i, ""));
      log.add(transition(i, "first", "first", ""));
    }
    assertThat(log.transitions("wan0")).isEmpty();
    assertThat(log.transitions("first")).isNotEmpty();
    assertThat(log.transitions("wan" + TransitionLog.LINKS)).hasSize(1);
  }

  @Test
  void halfALineAtTheEndIsWhatALossOfPowerLeaves() throws IOException {
    note(transition(1, "wan1", "card", ""));
    Files.writeString(path, "2\tsrv:4433\twan1", StandardOpenOption.APPEND);
    restart();
    assertThat(log.transitions()).hasSize(1);
    note(transition(3, "wan1", "card", ""));
    restart();
    assertThat(log.transitions()).extracting(PathTransition::atMillis).containsExactly(1L, 3L);
  }

  @Test
  void aDamagedFileIsSetAside() throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "what is this\n");
    restart();
    assertThat(log.transitions()).isEmpty();
    assertThat(path.resolveSibling("paths.history.damaged")).hasContent("what is this");
    note(transition(1, "wan1", "card", ""));
    restart();
    assertThat(log.transitions()).hasSize(1);
  }
}
