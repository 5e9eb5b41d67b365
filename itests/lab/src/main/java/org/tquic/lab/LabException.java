package org.tquic.lab;

/** The lab cannot do what was asked; the message says why, {@link #remedy()} what to do. */
public final class LabException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /**
   * @param message what failed, with the evidence
   * @param remedy what to do next, one or more sentences, or empty
   */
  public LabException(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  /** As above, with the exception behind it. */
  public LabException(String message, String remedy, Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
  }

  /** What to do next. */
  public String remedy() {
    return remedy;
  }
}
