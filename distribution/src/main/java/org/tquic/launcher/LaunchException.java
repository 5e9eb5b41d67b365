package org.tquic.launcher;

/** Why a command cannot go on: what is printed and the exit status. */
public final class LaunchException extends Exception {
  /** Failed with a reason. */
  public static final int FAILED = 1;

  /** Used wrongly. */
  public static final int WRONG_USAGE = 2;

  private static final long serialVersionUID = 1L;

  private final String remedy;
  private final int status;

  private LaunchException(String message, String remedy, int status, Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
    this.status = status;
  }

  /** A failure and what to do about it. */
  public static LaunchException failed(String message, String remedy) {
    return new LaunchException(message, remedy, FAILED, null);
  }

  /** A failure with its cause. */
  public static LaunchException failed(String message, String remedy, Throwable cause) {
    return new LaunchException(message, remedy, FAILED, cause);
  }

  /** Wrong usage: the message names the value and the form that was expected. */
  public static LaunchException usage(String message, String remedy) {
    return new LaunchException(message, remedy, WRONG_USAGE, null);
  }

  /** What to do next, or empty. */
  public String remedy() {
    return remedy;
  }

  /** Exit status. */
  public int status() {
    return status;
  }
}
