package org.tquic.gateway.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.api.TquicException;

class KeyLogFileTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("keys");
  }

  private static void write(Path path, String line) {
    try (KeyLogFile file = KeyLogFile.open(path)) {
      file.write(line);
    }
  }

  @Test
  void isMadeForItsOwnerAndContinued() throws IOException {
    write(file(), "A 1 2");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    write(file(), "B 3 4");
    assertThat(Files.readAllLines(file()))
        .containsExactly("# TQUIC Bond: keys of all traffic, SSLKEYLOGFILE", "A 1 2", "B 3 4");
  }

  @Test
  void filesOfOthersAreNotTouched() throws IOException {
    Files.writeString(file(), "a private key, perhaps\n");
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
    assertRefused(file(), "was not made by this program");
    assertThat(file()).hasContent("a private key, perhaps\n");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file());
    assertRefused(link, "is no plain file");
    assertRefused(folder, "is no plain file");
  }

  @Test
  void oneThatOthersCanReadIsRefused() throws IOException {
    write(file(), "A 1 2");
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
    assertRefused(file(), "can be read by others");
  }

  @Test
  void aFolderThatIsMissingIsNamed() {
    assertRefused(folder.resolve("no/keys"), "cannot be used");
  }

  private static void assertRefused(Path path, String why) {
    assertThatThrownBy(() -> KeyLogFile.open(path))
        .isInstanceOf(TquicException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining(why)
        .extracting(e -> ((TquicException) e).remedy())
        .asString()
        .contains("--key-log");
  }
}
