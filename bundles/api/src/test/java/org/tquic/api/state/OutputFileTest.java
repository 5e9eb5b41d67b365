package org.tquic.api.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.api.TquicException;

class OutputFileTest {
  @TempDir Path folder;

  @Test
  void isNewAndItsOwnersAlone() throws IOException {
    Path file = folder.resolve("capture");
    OutputFile.create(file).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> OutputFile.create(file))
        .isInstanceOf(TquicException.class)
        .hasMessageContaining("exists");
  }

  @Test
  void saysWhyItCannotBeMade() {
    assertThatThrownBy(() -> OutputFile.create(folder.resolve("none").resolve("capture")))
        .isInstanceOf(TquicException.class)
        .hasMessageContaining("cannot be written");
  }
}
