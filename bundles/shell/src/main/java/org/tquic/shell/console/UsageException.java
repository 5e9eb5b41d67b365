package org.tquic.shell.console;

import org.tquic.api.TquicException;

/** A command was used wrongly; the console reports it with exit status 2. */
public final class UsageException extends TquicException {
  private static final long serialVersionUID = 1L;

  /** What was wrong, and the command whose help says how it is used. */
  public UsageException(String message, String command) {
    super(message, "`help " + command + "` shows how it is used.");
  }
}
