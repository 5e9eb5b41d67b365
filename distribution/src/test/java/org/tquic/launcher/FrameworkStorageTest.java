package org.tquic.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameworkStorageTest {
  @TempDir Path folder;
  private Path memory;
  private Path state;

  @BeforeEach
  void makeFolders() throws IOException {
    memory = Files.createDirectory(folder.resolve("memory"));
    state = Files.createDirectory(folder.resolve("state"));
  }

  private FrameworkStorage storage(String... mounts) throws IOException {
    Path list = folder.resolve("mounts");
    Files.write(list, Stream.of(mounts).map(mount -> mount.formatted(memory)).toList());
    return FrameworkStorage.in(memory, list, state);
  }

  private FrameworkStorage inMemory() throws IOException {
    return storage("proc /proc proc rw 0 0", "tmpfs %s tmpfs rw,nosuid 0 0");
  }

  private List<Path> inFolder(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.toList();
    }
  }

  @Test
  void whatIsInMemoryIsPrivateAndGivenBack() throws IOException {
    FrameworkStorage storage = inMemory();
    assertThat(inFolder(memory)).containsExactly(storage.path());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(storage.path())))
        .isEqualTo("rwx------");
    Files.createFile(Files.createDirectory(storage.path().resolve("bundle1")).resolve("info"));
    storage.close();
    assertThat(inFolder(memory)).isEmpty();
    assertThat(inFolder(state)).isEmpty();
  }

  @Test
  void whatAKilledProcessLeftIsReplaced() throws IOException {
    Path left = inMemory().path();
    Files.createFile(left.resolve("rest"));
    Files.createFile(Files.createDirectory(state.resolve("cache")).resolve("older"));
    assertThat(inMemory().path()).isEqualTo(left).isEmptyDirectory();
    assertThat(inFolder(memory)).containsExactly(left);
    assertThat(inFolder(state)).isEmpty();
  }

  @Test
  void eachStateFolderHasItsOwn() throws IOException {
    Path first = inMemory().path();
    state = Files.createDirectory(folder.resolve("other"));
    assertThat(inMemory().path()).isNotEqualTo(first);
    assertThat(inFolder(memory)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tmpfs %s tmpfs rw,noexec 0 0",
        "/dev/sda1 %s ext4 rw 0 0",
        "tmpfs %s/below tmpfs rw 0 0",
      })
  void whereNothingCanBeLoadedFromMemoryItIsInTheStateFolder(String mount) throws IOException {
    FrameworkStorage storage = storage(mount);
    assertThat(storage.path()).isEqualTo(state.resolve("cache"));
    Files.createFile(Files.createDirectory(storage.path()).resolve("kept"));
    storage.close();
    assertThat(storage.path().resolve("kept")).exists();
    assertThat(inFolder(memory)).isEmpty();
  }

  @Test
  void theMountOnTopCounts() throws IOException {
    assertThat(storage("tmpfs %s tmpfs rw 0 0", "none %s tmpfs rw,noexec 0 0").path())
        .isEqualTo(state.resolve("cache"));
  }

  @Test
  void aNameThatSomebodyElseHasTakenIsLeftAlone() throws IOException {
    Path taken = inMemory().path();
    Files.setPosixFilePermissions(taken, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path foreign = Files.createFile(taken.resolve("foreign"));
    assertThat(inMemory().path()).isEqualTo(state.resolve("cache"));
    assertThat(inFolder(memory)).containsExactly(taken);
    assertThat(foreign).exists();
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path name = inMemory().path();
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path kept = Files.createFile(elsewhere.resolve("kept"));
    Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rwx------"));
    Files.delete(name);
    Files.createSymbolicLink(name, elsewhere);
    assertThat(inMemory().path()).isEqualTo(state.resolve("cache"));
    assertThat(kept).exists();
    assertThat(inFolder(memory)).containsExactly(name);
  }
}
