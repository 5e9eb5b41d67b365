package org.tquic.identity;

import java.nio.file.Path;

/** A file or folder of the state folder cannot be used. */
public final class StateFileException extends IdentityException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the file. */
  public enum Kind {
    /** Others than its owner may read or write it. */
    EXPOSED,
    /** Its contents are not what this file holds. */
    CORRUPT,
    /** The private key and the certificate do not belong together. */
    MISMATCH,
    /** It should be there and is not. */
    MISSING,
    /** The file system refused: no right, no space, not a folder, no POSIX permissions. */
    UNUSABLE,
    /** Another process holds the lock of the state folder for too long. */
    BUSY
  }

  private final Kind kind;
  private final String file;

  StateFileException(Kind kind, Path file, String problem, String remedy) {
    this(kind, file, problem, remedy, null);
  }

  StateFileException(Kind kind, Path file, String problem, String remedy, Throwable cause) {
    super(file + " " + problem, remedy, cause);
    this.kind = kind;
    this.file = file.toString();
  }

  /** What is wrong. */
  public Kind kind() {
    return kind;
  }

  /** The file or folder in question. */
  public Path file() {
    return Path.of(file);
  }
}
