package org.tquic.api.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.tquic.api.TquicException;

/** Files that an operator asks for by name: new, and readable by their owner only. */
public final class OutputFile {
  private OutputFile() {}

  /**
   * Makes a file.
   *
   * @throws TquicException when it exists or cannot be made
   */
  public static FileChannel create(Path file) {
    try {
      return FileChannel.open(
          file,
          Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      throw new TquicException(
          "the file " + file + " exists", "name one that does not, or remove it first", e);
    } catch (IOException e) {
      throw cannotBeWritten(file, e);
    }
  }

  /** What to say when writing it fails. */
  public static TquicException cannotBeWritten(Path file, IOException cause) {
    return new TquicException(
        "the file " + file + " cannot be written: " + cause,
        "see that its folder exists, is writable and has room",
        cause);
  }
}
