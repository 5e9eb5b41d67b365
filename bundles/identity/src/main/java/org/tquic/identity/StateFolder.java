package org.tquic.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A folder of private files. Every file is there whole or not at all: it is written under another
 * name, synced, and renamed. Nothing that others may read, or whose place others may take, is used.
 */
final class StateFolder {
  static final FileAttribute<Set<PosixFilePermission>> FILE_RIGHTS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final FileAttribute<Set<PosixFilePermission>> FOLDER_RIGHTS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      PosixFilePermissions.fromString("----w--w-");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Names that {@link #write} uses on the way and that a crash leaves behind. */
  private static final Pattern LEFTOVER =
      Pattern.compile("\\..+\\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.identity-draft");

  private final Path path;

  private StateFolder(Path path) {
    this.path = path;
  }

  /**
   * Opens a folder, and makes it, with mode 0700, if it is not there.
   *
   * @throws StateFileException if it cannot be made, or others may write to it
   */
  static StateFolder open(Path path) {
    try {
      if (!Files.isDirectory(path)) {
        make(path.toAbsolutePath().normalize());
      }
      Path real = path.toRealPath();
      if (!Collections.disjoint(attributes(real).permissions(), OTHERS_WRITE)) {
        throw new StateFileException(
            StateFileException.Kind.EXPOSED,
            real,
            "can be written by others, who could put their keys in it",
            "run `chmod 700 " + real + "`, or choose another folder with --state");
      }
      return new StateFolder(real);
    } catch (IOException | UnsupportedOperationException e) {
      throw unusable(path, e);
    }
  }

  private static void make(Path path) throws IOException {
    if (path.getParent() != null) {
      Files.createDirectories(path.getParent());
    }
    Files.createDirectories(path, FOLDER_RIGHTS);
  }

  /** A folder within this one, on the same terms. */
  StateFolder folder(String name) {
    return open(path.resolve(name));
  }

  Path path() {
    return path;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /** Keeps every other writer out until closed. */
  StateLock lock() {
    return StateLock.take(path, PATIENCE);
  }

  /**
   * The contents of a file, or empty if there is none.
   *
   * @throws StateFileException if it is no plain file, others may read or write it, it is longer
   *     than {@code maxBytes}, or cannot be read
   */
  Optional<byte[]> read(String name, int maxBytes) {
    Path file = file(name);
    try {
      PosixFileAttributes attributes = attributes(file);
      if (!attributes.isRegularFile()) {
        throw corrupt(file, "is not a plain file");
      }
      if (!Collections.disjoint(attributes.permissions(), OTHERS)) {
        throw new StateFileException(
            StateFileException.Kind.EXPOSED,
            file,
            "has mode "
                + PosixFilePermissions.toString(attributes.permissions())
                + ", so that others than its owner may read or write it",
            "run `chmod 600 " + file + "`; if somebody else may have read it, delete it instead");
      }
      try (SeekableByteChannel channel =
          Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
        byte[] bytes = Channels.newInputStream(channel).readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
          throw corrupt(file, "is longer than " + maxBytes + " bytes");
        }
        return Optional.of(bytes);
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      throw unusable(file, e);
    }
  }

  /**
   * Replaces a file as a whole, with mode 0600; when this returns it outlives a power cut.
   *
   * @throws StateFileException if it cannot be written; the file is then as it was
   */
  void write(String name, byte[] contents) {
    Path file = file(name);
    Path draft = file("." + name + "." + UUID.randomUUID() + ".identity-draft");
    try {
      try (FileChannel channel =
          FileChannel.open(
              draft,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              FILE_RIGHTS)) {
        ByteBuffer buffer = ByteBuffer.wrap(contents);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      sync();
    } catch (IOException | UnsupportedOperationException e) {
      discard(draft);
      throw unusable(file, e);
    }
  }

  private static void discard(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      // The error that led here is the one to report; the next sweep() tries again.
      return;
    }
  }

  /** Some file systems do not sync folders; they get the rename to disk in their own time. */
  private void sync() {
    try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
      folder.force(true);
    } catch (IOException e) {
      return;
    }
  }

  /** Removes a file if it is there. */
  void delete(String name) {
    try {
      if (Files.deleteIfExists(file(name))) {
        sync();
      }
    } catch (IOException e) {
      throw unusable(file(name), e);
    }
  }

  boolean exists(String name) {
    return Files.exists(file(name), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Names of the files that end in {@code suffix}, without it, in order; none that start with ".".
   */
  List<String> list(String suffix) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (!name.startsWith(".") && name.endsWith(suffix)) {
          names.add(name.substring(0, name.length() - suffix.length()));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw unusable(path, e);
    }
    Collections.sort(names);
    return names;
  }

  /** Removes what a crash in the middle of {@link #write} left. Only while holding the lock. */
  void sweep() {
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            path, entry -> LEFTOVER.matcher(entry.getFileName().toString()).matches())) {
      for (Path entry : entries) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw unusable(path, e);
    }
  }

  /** Sets the time of an empty file, which is made if it is not there. */
  void touch(String name, Instant time) {
    Path file = file(name);
    try {
      if (!exists(name)) {
        Files.createFile(file, FILE_RIGHTS);
      }
      Files.setLastModifiedTime(file, FileTime.from(time));
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  /** The time of a file, or empty if there is none. */
  Optional<Instant> touched(String name) {
    try {
      return Optional.of(attributes(file(name)).lastModifiedTime().toInstant());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unusable(file(name), e);
    }
  }

  /** When a name in this folder last came, went or was replaced. */
  FileTime changed() {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  static StateFileException corrupt(Path file, String problem) {
    return new StateFileException(
        StateFileException.Kind.CORRUPT,
        file,
        problem,
        "restore it from a backup, or delete it; what it stood for has to be paired again");
  }

  static StateFileException unusable(Path file, Exception cause) {
    String problem =
        cause instanceof UnsupportedOperationException
            ? "is on a file system that does not keep owners' rights"
            : "cannot be used: " + reason(cause);
    return new StateFileException(
        StateFileException.Kind.UNUSABLE,
        file,
        problem,
        "run as the owner of the state folder, with free space on a local disk, or choose another"
            + " folder with --state",
        cause);
  }

  private static String reason(Exception cause) {
    return switch (cause) {
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "a file is in the folder's place";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default -> cause.getClass().getSimpleName();
    };
  }

  private static PosixFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
