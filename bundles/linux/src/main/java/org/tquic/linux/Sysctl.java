package org.tquic.linux;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Kernel settings, the files below {@code /proc/sys}. Keys are written with slashes, such as {@code
 * net/ipv4/conf/eth0.5/rp_filter}, since interface names have dots in them.
 */
public final class Sysctl {
  private static final Path SYSTEM_ROOT = Path.of("/proc/sys");

  private final Path root;

  /** Settings below a folder that stands for {@code /proc/sys}. */
  public Sysctl(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** The machine's own settings; those below {@code net} are of the process's namespace. */
  public static Sysctl system() {
    return new Sysctl(SYSTEM_ROOT);
  }

  /**
   * The value of a setting, empty when the kernel has no such setting.
   *
   * @throws LinuxException when it cannot be read
   */
  public Optional<String> read(String key) {
    Path file = file(key);
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failure("read", e, "read the kernel setting " + key);
    }
  }

  /**
   * Changes a setting.
   *
   * @throws LinuxException ENOENT when the kernel has no such setting, EACCES without the right,
   *     EINVAL when the value is refused
   */
  public void write(String key, String value) {
    Path file = file(key);
    try {
      Files.writeString(
          file, value + "\n", StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException e) {
      throw failure("write", e, "set the kernel setting " + key + " to " + value);
    }
  }

  private Path file(String key) {
    Path file = root.resolve(key).normalize();
    if (!file.startsWith(root) || file.equals(root)) {
      throw new IllegalArgumentException("not a kernel setting: " + key);
    }
    return file;
  }

  private static LinuxException failure(String call, IOException cause, String attempted) {
    String text = cause.getMessage() == null ? "" : cause.getMessage();
    int errno =
        switch (cause) {
          case NoSuchFileException e -> Errno.ENOENT;
          case AccessDeniedException e -> Errno.EACCES;
          default ->
              // The JDK keeps only the C library's words for the other errors.
              text.contains("Invalid argument")
                  ? Errno.EINVAL
                  : text.contains("Read-only file system") ? Errno.EROFS : Errno.EIO;
        };
    String remedy =
        errno == Errno.EROFS
            ? "In a container, mount /proc/sys writable or set the value on the host."
            : new LinuxException(call, errno, attempted).remedy();
    LinuxException failure = new LinuxException(call, errno, attempted, "", remedy);
    failure.initCause(cause);
    return failure;
  }
}
