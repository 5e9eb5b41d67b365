package org.tquic.quic.netty.qlog;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tquic.api.TquicException;
import org.tquic.quic.Role;
import org.tquic.quic.wire.ConnectionId;

/**
 * The folder of logs, which tell addresses and so are for their owner alone. Files are named by
 * time, role and original destination connection ID; others are not touched.
 */
final class QlogFolder {
  private static final FileAttribute<?> FOLDER_RIGHTS = asFileAttribute(fromString("rwx------"));
  private static final FileAttribute<?> FILE_RIGHTS = asFileAttribute(fromString("rw-------"));
  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);
  private static final Pattern NAME =
      Pattern.compile("\\d{8}T\\d{6}\\.\\d{3}Z-(client|server)-[0-9a-f]*\\.sqlog");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path path;

  private QlogFolder(Path path) {
    this.path = path;
  }

  /**
   * Makes the folder where it is missing.
   *
   * @throws TquicException when it cannot be used
   */
  static QlogFolder prepare(Path path) {
    try {
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(path, FOLDER_RIGHTS);
      }
      check(path);
    } catch (IOException e) {
      throw unusable(path, e);
    }
    return new QlogFolder(path);
  }

  private static void check(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new TquicException(
          path + " is in the way of the folder for qlog files", "move or remove it");
    }
    if (!OWNERS.containsAll(Files.getPosixFilePermissions(path))) {
      throw new TquicException(
          "others can look into " + path + ", and qlog files tell addresses",
          "run `chmod 700 " + path + "`");
    }
    if (!Files.isWritable(path)) {
      throw new TquicException(
          "qlog files cannot be written to " + path,
          "give its owner the right to write, or see that its disk is not read-only");
    }
  }

  /** The folder, or a file in it, failed. */
  static TquicException unusable(Path path, IOException cause) {
    return new TquicException(
        "qlog files cannot be written to " + path + ": " + reason(cause),
        "see that the disk has room and lets "
            + System.getProperty("user.name")
            + " write,"
            + " then run `tquic qlog on`",
        cause);
  }

  /** Exceptions of file systems have the file's name as their message, and their type as reason. */
  private static String reason(IOException e) {
    return e instanceof java.nio.file.FileSystemException f && f.getReason() == null
        ? e.getClass().getSimpleName()
        : String.valueOf(e.getMessage());
  }

  Path path() {
    return path;
  }

  /** Where to log a connection. */
  Path file(Instant begin, Role role, ConnectionId originalDestination) {
    return path.resolve(
        TIME.format(begin)
            + "-"
            + role.name().toLowerCase(Locale.ROOT)
            + "-"
            + originalDestination
            + ".sqlog");
  }

  /** Makes a file, which must not be there. */
  static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE_RIGHTS);
  }

  /** Adds the logs that are there, the oldest first. */
  void findLogs(LogSpace space) {
    try (Stream<Path> files = Files.list(path)) {
      for (Path file :
          files
              .filter(f -> NAME.matcher(f.getFileName().toString()).matches())
              .filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
              .sorted()
              .toList()) {
        space.found(file, Files.size(file));
      }
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }
}
