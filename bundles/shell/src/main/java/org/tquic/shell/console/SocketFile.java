package org.tquic.shell.console;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.tquic.api.TquicException;

/**
 * A listening Unix socket that only its owner may use. It is bound in a private folder (0700), set
 * to 0600 and then renamed into place, so at no moment can another user connect.
 */
final class SocketFile implements AutoCloseable {
  /** Longest path of a Unix socket on Linux ({@code sun_path} less its NUL), bytes. */
  private static final int LONGEST_PATH = 107;

  private final Path path;
  private final Object fileKey;
  private final ServerSocketChannel channel;

  private SocketFile(Path path, Object fileKey, ServerSocketChannel channel) {
    this.path = path;
    this.fileKey = fileKey;
    this.channel = channel;
  }

  /**
   * Listens at this path, in place of a socket on which nobody listens any more.
   *
   * @throws TquicException when somebody listens there, or the path cannot be a socket's
   */
  static SocketFile listen(Path path) throws IOException {
    int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_PATH) {
      throw new TquicException(
          "The console's socket "
              + path
              + " has a path of "
              + length
              + " bytes, at most "
              + LONGEST_PATH
              + " are possible.",
          "Use a state folder with a shorter path (`--state DIR`).");
    }
    if (Files.exists(path) && answers(path)) {
      throw new TquicException(
          "Another process serves the console at " + path + ".",
          "Stop it first, or use another state folder (`--state DIR`).");
    }
    Path folder =
        Files.createTempDirectory(
            path.getParent(),
            ".s",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path fresh = folder.resolve("s");
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(fresh));
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
      Object fileKey = Files.readAttributes(fresh, BasicFileAttributes.class).fileKey();
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
      return new SocketFile(path, fileKey, channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    } finally {
      Files.deleteIfExists(fresh);
      Files.deleteIfExists(folder);
    }
  }

  /** Waits for a client. */
  SocketChannel accept() throws IOException {
    return channel.accept();
  }

  /** Stops listening, and removes the file unless another process has put its own there. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (Files.exists(path)
        && Files.readAttributes(path, BasicFileAttributes.class).fileKey().equals(fileKey)) {
      Files.deleteIfExists(path);
    }
  }

  private static boolean answers(Path path) {
    try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return probe.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
