package org.tquic.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Where a role keeps what outlives it. Made with mode 0700; jars in it are run, so a folder that
 * others may write to is refused.
 */
final class StateFolder {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path path;

  private StateFolder(Path path) {
    this.path = path;
  }

  /** The folder for a role that is about to start; it and its parts are made where missing. */
  static StateFolder prepare(String name) throws LaunchException {
    Path path = Path.of(name).toAbsolutePath().normalize();
    try {
      Files.createDirectories(path.getParent() == null ? path : path.getParent());
      makeFolder(path);
      // The real path, so that links on the way are gone from every message and socket.
      StateFolder folder = new StateFolder(path.toRealPath());
      for (Path part : Set.of(folder.path, folder.plugins(), folder.configuration())) {
        makeFolder(part);
        if (Files.getPosixFilePermissions(part).stream().anyMatch(StateFolder::lets)) {
          throw LaunchException.failed(
              "Others than the owner may write to " + part + " and so run code in the role.",
              "Run `chmod go-w " + part + "`, or choose another folder with --state.");
        }
      }
      return folder;
    } catch (IOException | UnsupportedOperationException e) {
      throw LaunchException.failed(
          "Cannot use the state folder " + path + ": " + Reasons.of(e) + ".",
          "Run as root, or choose a folder of your own with --state DIR.",
          e);
    }
  }

  private static void makeFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectory(path, PRIVATE_FOLDER);
    }
  }

  private static boolean lets(PosixFilePermission right) {
    return right == PosixFilePermission.GROUP_WRITE || right == PosixFilePermission.OTHERS_WRITE;
  }

  Path path() {
    return path;
  }

  /** Jars that are run while they are here. */
  Path plugins() {
    return path.resolve("plugins");
  }

  /** Configuration files, one per PID. */
  Path configuration() {
    return path.resolve("config");
  }

  /**
   * Makes sure that no other role uses the folder while this process lives; the kernel lets go of
   * it however the process ends.
   */
  FileLock lock() throws LaunchException {
    Optional<FileLock> lock = tryLock();
    if (lock.isEmpty()) {
      throw inUse();
    }
    return lock.get();
  }

  /** The same, empty when another role uses the folder. */
  Optional<FileLock> tryLock() throws LaunchException {
    Path file = path.resolve("role.lock");
    try {
      FileChannel channel =
          FileChannel.open(
              file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), PRIVATE_FILE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
      }
      return Optional.ofNullable(lock);
    } catch (IOException e) {
      throw LaunchException.failed(
          "Cannot lock " + file + ": " + Reasons.of(e) + ".",
          "Choose a folder on a local disk with --state DIR.",
          e);
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    }
  }

  private LaunchException inUse() {
    return LaunchException.failed(
        "A role already runs with the state folder " + path + ".",
        "Stop it first (`tquic status` shows it), or use another folder with --state DIR.");
  }
}
