package org.tquic.gateway.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tquic.api.TquicException;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.Sysctl;

/** The kernel's settings with what a role needs of them, {@code /proc/sys} on a real machine. */
public final class SysctlTree {
  private final Path root;
  private final Sysctl settings;

  /** Settings below that folder. */
  public SysctlTree(Path root) {
    this.root = root;
    this.settings = new Sysctl(root);
  }

  /** The value of a setting, or empty when the kernel has no such setting. */
  public Optional<String> read(String key) {
    try {
      return settings.read(key);
    } catch (LinuxException e) {
      throw new TquicException(e.getMessage(), e.remedy(), e);
    }
  }

  /** The value of a setting as a number, or empty when there is none. */
  public Optional<Integer> readNumber(String key) {
    return read(key).filter(value -> value.matches("-?\\d{1,9}")).map(Integer::valueOf);
  }

  /** Sets a value; false when the kernel has no such setting. */
  public boolean write(String key, String value) {
    try {
      settings.write(key, value);
      return true;
    } catch (LinuxException e) {
      if (e.errno() == Errno.ENOENT) {
        return false;
      }
      throw new TquicException(e.getMessage(), e.remedy(), e);
    }
  }

  /** Names below a key: interfaces below {@code net/ipv4/conf}. */
  public List<String> names(String key) {
    try (Stream<Path> entries = Files.list(root.resolve(key))) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new TquicException(
          "cannot list the kernel settings " + root.resolve(key) + ": " + e.getMessage(),
          "mount /proc",
          e);
    }
  }
}
