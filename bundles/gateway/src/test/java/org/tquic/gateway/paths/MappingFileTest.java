package org.tquic.gateway.paths;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.bond.MappingMemory.Bounds;

class MappingFileTest {
  private static final long S = 1_000_000_000L;

  @TempDir Path state;

  private MappingFile open() {
    return new MappingFile(state, Runnable::run);
  }

  @Test
  void whatWasLearntOutlivesTheRole() {
    open().remember("usb:1@serial-00", new Bounds(60 * S, 75 * S));
    open().remember("pci:0000:02:00.0", new Bounds(0, -1));
    MappingFile again = open();
    assertThat(again.recall("usb:1@serial-00")).isEqualTo(new Bounds(60 * S, 75 * S));
    assertThat(again.recall("pci:0000:02:00.0")).isEqualTo(Bounds.UNKNOWN);
    assertThat(again.recall("never seen")).isEqualTo(Bounds.UNKNOWN);
  }

  @Test
  void keepsTheLatest64Links() throws IOException {
    MappingFile file = open();
    for (int i = 0; i < 70; i++) {
      file.remember("link" + i, new Bounds(S, -1));
    }
    assertThat(Files.readAllLines(state.resolve("paths.mappings"))).hasSize(64);
    assertThat(open().recall("link5")).isEqualTo(Bounds.UNKNOWN);
    assertThat(open().recall("link6")).isEqualTo(new Bounds(S, -1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "a\tb\tc", "a\t1\t99999999999999999999", "a\t9223372036855\t1\n"})
  void aDamagedFileIsLearntAnew(String content) throws IOException {
    Files.writeString(state.resolve("paths.mappings"), content);
    MappingFile file = open();
    assertThat(file.recall("a")).isEqualTo(Bounds.UNKNOWN);
    file.remember("a", new Bounds(S, 2 * S));
    assertThat(open().recall("a")).isEqualTo(new Bounds(S, 2 * S));
  }
}
