package org.tquic.gateway.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.api.TquicException;
import org.tquic.gateway.host.HostUndo.RemoveTable;
import org.tquic.gateway.host.HostUndo.RestoreSysctl;

class HostJournalTest {
  private static final HostUndo TABLE = new RemoveTable("tquic");
  private static final HostUndo FORWARD = new RestoreSysctl("net/ipv4/ip_forward", "0", "1");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void path() {
    file = folder.resolve("state/journal");
  }

  @Test
  void keepsWhatWasNotTakenBackOverAKill() {
    HostJournal killed = HostJournal.open(file, "boot/ns");
    killed.add(List.of(FORWARD, TABLE));
    killed.done(FORWARD);
    killed.close();

    try (HostJournal next = HostJournal.open(file, "boot/ns")) {
      assertThat(next.outstanding()).containsExactly(TABLE);
      next.done(TABLE);
    }
    try (HostJournal last = HostJournal.open(file, "boot/ns")) {
      assertThat(last.outstanding()).isEmpty();
    }
  }

  @Test
  void ignoresALineThatWasCutOffByTheKill() throws IOException {
    try (HostJournal killed = HostJournal.open(file, "boot/ns")) {
      killed.add(List.of(FORWARD));
    }
    Files.writeString(file, "+ table tqu", StandardOpenOption.APPEND);
    try (HostJournal next = HostJournal.open(file, "boot/ns")) {
      assertThat(next.outstanding()).containsExactly(FORWARD);
      next.add(List.of(TABLE));
    }
    try (HostJournal last = HostJournal.open(file, "boot/ns")) {
      assertThat(last.outstanding()).containsExactly(FORWARD, TABLE);
    }
  }

  @Test
  void leavesOutADamagedLineAndKeepsTheOthers() throws IOException {
    try (HostJournal killed = HostJournal.open(file, "boot/ns")) {
      killed.add(List.of(FORWARD));
    }
    Files.writeString(file, "+ rule ipv5 x\n\n?\n+ table tquic\n", StandardOpenOption.APPEND);
    try (HostJournal next = HostJournal.open(file, "boot/ns")) {
      assertThat(next.outstanding()).containsExactly(FORWARD, TABLE);
    }
  }

  @Test
  void startsWithWhatAPowerFailureMadeOfIt() throws IOException {
    byte[] garbage = {(byte) 0xff, 0, (byte) 0xc3, '\n', (byte) 0x80};
    try (HostJournal killed = HostJournal.open(file, "boot/ns")) {
      killed.add(List.of(FORWARD));
    }
    Files.write(file, garbage, StandardOpenOption.APPEND);
    try (HostJournal next = HostJournal.open(file, "boot/ns")) {
      assertThat(next.outstanding()).containsExactly(FORWARD);
    }
    Files.write(file, garbage);
    try (HostJournal last = HostJournal.open(file, "boot2/ns")) {
      assertThat(last.outstanding()).isEmpty();
    }
  }

  @Test
  void dropsEntriesOfAnotherBootOrNamespace() {
    try (HostJournal before = HostJournal.open(file, "boot1/ns")) {
      before.add(List.of(FORWARD));
    }
    try (HostJournal after = HostJournal.open(file, "boot2/ns")) {
      assertThat(after.outstanding()).isEmpty();
    }
  }

  @Test
  void refusesASecondUserOfTheFolder() {
    try (HostJournal first = HostJournal.open(file, "boot/ns")) {
      assertThat(first.outstanding()).isEmpty();
      assertThatThrownBy(() -> HostJournal.open(file, "boot/ns"))
          .isInstanceOf(TquicException.class)
          .hasMessageContaining("in use by a running role")
          .extracting(e -> ((TquicException) e).remedy())
          .asString()
          .contains("--state");
    }
    HostJournal.open(file, "boot/ns").close();
  }

  @Test
  void isReadableByItsOwnerOnly() throws IOException {
    HostJournal.open(file, "boot/ns").close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void staysShortHoweverLongARoleRuns() throws IOException {
    try (HostJournal journal = HostJournal.open(file, "boot/ns")) {
      journal.add(List.of(FORWARD));
      for (int i = 0; i < 1000; i++) {
        HostUndo undo = new RemoveTable("t" + i);
        journal.add(List.of(undo));
        journal.done(undo);
      }
      assertThat(Files.readAllLines(file)).hasSizeLessThan(600);
    }
    try (HostJournal next = HostJournal.open(file, "boot/ns")) {
      assertThat(next.outstanding()).containsExactly(FORWARD);
    }
  }

  @Test
  void tellsThisNetworkStackFromOthers() {
    assertThat(HostEpoch.current(Path.of("/proc")))
        .matches("[0-9a-f-]{36}/net:\\[\\d+]")
        .isEqualTo(HostEpoch.current(Path.of("/proc")));
  }

  @Test
  void saysWhyAFolderIsNotUsable() throws IOException {
    Path blocked = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> HostJournal.open(blocked.resolve("journal"), "boot/ns"))
        .isInstanceOf(TquicException.class)
        .hasMessageContaining(blocked.toString());
  }
}
