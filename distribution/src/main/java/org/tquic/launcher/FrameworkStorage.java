package org.tquic.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Where the framework keeps what lives no longer than it does: some hundreds of small files, for
 * which a start would wait longer on a disk or flash than for anything else. They are in memory
 * where the machine has a file system for that, else in the state folder; {@code TQUIC_CACHE} names
 * another place.
 */
final class FrameworkStorage implements AutoCloseable {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final String FOLDER = "cache";
  private static final Path MOUNTS = Path.of("/proc/self/mounts");

  /** For all bundles' files and both natives, bytes; containers often have 64 MiB there. */
  private static final long LEAST_ROOM = 24L << 20;

  private final Path path;
  private final boolean ownFolder;

  private FrameworkStorage(Path path, boolean ownFolder) {
    this.path = path;
    this.ownFolder = ownFolder;
  }

  /** For a framework on this state folder, which no other uses meanwhile. */
  static FrameworkStorage of(StateFolder state) {
    String elsewhere = System.getenv("TQUIC_CACHE");
    if (elsewhere != null && !elsewhere.isEmpty()) {
      return new FrameworkStorage(Path.of(elsewhere).toAbsolutePath(), false);
    }
    return in(MEMORY, MOUNTS, state.path());
  }

  /**
   * In a folder for everybody's files in memory, or in the state folder where that one is of no
   * use.
   *
   * @param mounts the kernel's list of mounted file systems
   */
  static FrameworkStorage in(Path memory, Path mounts, Path state) {
    try {
      if (holdsPrograms(memory, mounts)
          && Files.getFileStore(memory).getUsableSpace() >= LEAST_ROOM) {
        Path made = madeIn(memory, state);
        // Of a time when there was no such place.
        FolderTree.delete(state.resolve(FOLDER));
        return new FrameworkStorage(made, true);
      }
    } catch (IOException e) {
      // No such folder, no rights, or a name that somebody else has taken.
    }
    return new FrameworkStorage(state.resolve(FOLDER), false);
  }

  /** Whether it is in memory, and natives of bundles can be loaded from there. */
  private static boolean holdsPrograms(Path memory, Path mounts) throws IOException {
    return Files.readAllLines(mounts).stream()
        .map(line -> line.split(" "))
        .filter(mount -> mount.length > 3 && mount[1].equals(memory.toString()))
        .reduce((hidden, top) -> top)
        .filter(mount -> mount[2].equals("tmpfs"))
        .filter(mount -> !List.of(mount[3].split(",")).contains("noexec"))
        .isPresent();
  }

  /**
   * A folder of our own, by a name that belongs to the state folder, so that what a killed process
   * left is found again. Everybody may write beside it: only what is ours is deleted or used.
   */
  private static Path madeIn(Path memory, Path state) throws IOException {
    Path fresh = Files.createTempDirectory(memory, "tquic-");
    Path kept =
        memory.resolve(
            "tquic-%s-%s"
                .formatted(
                    Files.getAttribute(state, "unix:dev"), Files.getAttribute(state, "unix:ino")));
    try {
      if (Files.isDirectory(kept, LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(kept, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(fresh))
          && PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(kept, LinkOption.NOFOLLOW_LINKS))
              .equals("rwx------")) {
        FolderTree.delete(kept);
      }
      return Files.move(fresh, kept);
    } catch (IOException e) {
      Files.deleteIfExists(fresh);
      throw e;
    }
  }

  /** The folder; it need not exist yet. */
  Path path() {
    return path;
  }

  /** Gives the memory back. The state folder's is left for the next start. */
  @Override
  public void close() {
    if (ownFolder) {
      FolderTree.delete(path);
    }
  }
}
