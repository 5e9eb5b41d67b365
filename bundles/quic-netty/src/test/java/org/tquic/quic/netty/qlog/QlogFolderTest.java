package org.tquic.quic.netty.qlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.api.TquicException;
import org.tquic.quic.Role;
import org.tquic.quic.wire.ConnectionId;

class QlogFolderTest {
  private static final ConnectionId ID = ConnectionId.of(new byte[] {1, 2, (byte) 0xff});

  @TempDir Path state;

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void folderAndFilesAreForTheOwnerAlone() throws Exception {
    QlogFolder folder = QlogFolder.prepare(state.resolve("qlog"));
    Path file = folder.file(Instant.parse("2026-01-02T03:04:05.006789Z"), Role.SERVER, ID);
    assertThat(file.getFileName()).hasToString("20260102T030405.006Z-server-0102ff.sqlog");
    try (FileChannel made = QlogFolder.create(file)) {
      assertThat(made.size()).isZero();
    }
    assertThat(rights(folder.path())).isEqualTo("rwx------");
    assertThat(rights(file)).isEqualTo("rw-------");
    assertThatThrownBy(() -> QlogFolder.create(file))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void whatCannotBeUsedSaysWhyAndWhatToDo() throws Exception {
    Path shared = Files.createDirectory(state.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-x---"));
    assertRefused(shared, "others can look into", "chmod 700");
    Path file = Files.createFile(state.resolve("file"));
    assertRefused(file, "is in the way", "remove");
    Path link = Files.createSymbolicLink(state.resolve("link"), shared);
    assertRefused(link, "is in the way", "remove");
    assertRefused(state.resolve("no/such"), "cannot be written", "tquic qlog on");
  }

  private static void assertRefused(Path path, String why, String remedy) {
    assertThatThrownBy(() -> QlogFolder.prepare(path))
        .isInstanceOf(TquicException.class)
        .hasMessageContaining(why)
        .hasMessageContaining(path.toString())
        .extracting(e -> ((TquicException) e).remedy())
        .asString()
        .contains(remedy);
  }

  @Test
  void onlyItsOwnFilesCount() throws Exception {
    QlogFolder folder = QlogFolder.prepare(state.resolve("qlog"));
    Files.write(folder.file(Instant.ofEpochSecond(2), Role.CLIENT, ID), new byte[20]);
    Files.write(folder.file(Instant.ofEpochSecond(1), Role.SERVER, ID), new byte[10]);
    Files.write(folder.path().resolve("mine.sqlog"), new byte[1000]);
    LogSpace space = new LogSpace(1);
    folder.findLogs(space);
    assertThat(space.usedBytes()).isEqualTo(30);
    assertThat(space.nextToRemove().file().toString()).contains("server");
    assertThat(space.nextToRemove().file().toString()).contains("client");
    assertThat(space.nextToRemove()).isNull();
  }
}
