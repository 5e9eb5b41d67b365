package org.tquic.shell.wire;

import java.io.IOException;

/** What arrived is not the console's protocol; the connection cannot go on. */
public final class MalformedFrameException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With the value that was wrong and what was expected. */
  public MalformedFrameException(String message) {
    super(message);
  }
}
