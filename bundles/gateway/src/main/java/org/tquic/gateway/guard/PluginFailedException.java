package org.tquic.gateway.guard;

/** Code of a plug-in failed; that is recorded. */
public final class PluginFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PluginFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String toString() {
    return getMessage();
  }
}
