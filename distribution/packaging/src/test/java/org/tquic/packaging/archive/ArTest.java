package org.tquic.packaging.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArTest {
  @TempDir private Path folder;

  @Test
  void membersOfOddLengthArePadded() throws IOException {
    Path odd = Files.writeString(folder.resolve("odd"), "123");
    Path even = Files.writeString(folder.resolve("even"), "1234");
    Path archive = folder.resolve("archive");
    try (ArWriter writer = new ArWriter(Files.newOutputStream(archive), Instant.EPOCH)) {
      writer.add("odd", odd);
      writer.add("even", even);
    }

    assertThat(archive).hasSize(8 + 60 + 4 + 60 + 4);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    assertThat(ArReader.copy(archive, name -> name.startsWith("ev"), content)).isEqualTo("even");
    assertThat(content).hasToString("1234");
    assertThatThrownBy(
            () -> ArReader.copy(archive, "absent"::equals, OutputStream.nullOutputStream()))
        .hasMessageContaining("no such member");
  }
}
