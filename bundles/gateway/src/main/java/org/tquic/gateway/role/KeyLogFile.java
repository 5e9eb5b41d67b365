package org.tquic.gateway.role;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.TquicException;

/**
 * The file of a developer who wants to decrypt captured traffic: lines of the SSLKEYLOGFILE format,
 * for its owner alone. It is named on the command line and nowhere else, for what is in the
 * configuration is easily forgotten there. Thread-safe.
 */
final class KeyLogFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyLogFile.class);

  private static final String FILE_PROPERTY = "tquic.keylog";
  private static final String DEVELOPER_PROPERTY = "tquic.developer";

  /** By its first line such a file is known from any other. */
  private static final String FIRST_LINE = "# TQUIC Bond: keys of all traffic, SSLKEYLOGFILE\n";

  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path path;
  private final FileChannel channel;
  private boolean failed;

  private KeyLogFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * The file that the command line names, opened.
   *
   * @throws TquicException when it cannot be used, or the role does not run for a developer
   */
  static Optional<KeyLogFile> wanted(BundleContext bundles) {
    String file = bundles.getProperty(FILE_PROPERTY);
    if (file == null || file.isEmpty()) {
      return Optional.empty();
    }
    if (!"true".equals(bundles.getProperty(DEVELOPER_PROPERTY))) {
      throw new TquicException(
          "a key log gives away all traffic and is for developers only",
          "add --developer if this is a developer's machine; leave --key-log out on any other");
    }
    return Optional.of(open(Path.of(file)));
  }

  /** Makes the file, or goes on with one that an earlier run has made. */
  static KeyLogFile open(Path path) {
    try {
      KeyLogFile file;
      try {
        file = new KeyLogFile(path, channel(path, StandardOpenOption.CREATE_NEW));
      } catch (FileAlreadyExistsException e) {
        checkOurs(path);
        return new KeyLogFile(path, channel(path, LinkOption.NOFOLLOW_LINKS));
      }
      file.append(FIRST_LINE);
      return file;
    } catch (IOException e) {
      throw new TquicException(
          "the key log " + path + " cannot be used: " + e,
          "name a file in a folder of your own with --key-log",
          e);
    }
  }

  private static FileChannel channel(Path path, OpenOption how) throws IOException {
    return FileChannel.open(
        path,
        Set.of(StandardOpenOption.WRITE, StandardOpenOption.APPEND, how),
        PosixFilePermissions.asFileAttribute(OWNERS));
  }

  private static void checkOurs(Path path) throws IOException {
    PosixFileAttributes file =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!file.isRegularFile()) {
      throw refused(path, "is no plain file");
    }
    if (!file.owner().equals(Files.getOwner(Path.of("/proc/self")))) {
      throw refused(path, "belongs to " + file.owner().getName());
    }
    if (!OWNERS.containsAll(file.permissions())) {
      throw refused(path, "can be read by others");
    }
    String first;
    try (var in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
      first = new String(in.readNBytes(FIRST_LINE.length()), StandardCharsets.US_ASCII);
    }
    if (!first.equals(FIRST_LINE)) {
      throw refused(path, "was not made by this program");
    }
  }

  private static TquicException refused(Path path, String why) {
    return new TquicException(
        "keys are not written to " + path + ", which " + why,
        "name a file that does not exist yet with --key-log");
  }

  Path path() {
    return path;
  }

  /**
   * Appends a line. It is written at once, on the connection's loop: a developer wants to see it
   * before the first packet that needs it, and there are four for each handshake.
   */
  synchronized void write(String line) {
    try {
      append(line + "\n");
    } catch (IOException e) {
      if (!failed) {
        failed = true;
        LOG.error("keys are missing in {}: {}", path, e.toString());
      }
    }
  }

  private void append(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public synchronized void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("closing {}", path, e);
    }
  }
}
