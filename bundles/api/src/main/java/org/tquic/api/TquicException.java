package org.tquic.api;

/**
 * An error for people: the message names the thing, its value and what was expected; the remedy
 * says what to do next.
 */
public class TquicException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /** An error with its remedy, a sentence that names the command or setting that helps. */
  public TquicException(String message, String remedy) {
    this(message, remedy, null);
  }

  /** An error with its remedy and its cause. */
  public TquicException(String message, String remedy, Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
  }

  /** What to do next. */
  public String remedy() {
    return remedy;
  }
}
