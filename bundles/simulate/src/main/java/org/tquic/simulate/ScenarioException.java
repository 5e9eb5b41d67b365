package org.tquic.simulate;

/** A scenario's text that cannot be read: which line, what is wrong with it, and what is right. */
public final class ScenarioException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final String remedy;

  /**
   * @param line from 1, or 0 for the text as a whole
   * @param fault names the value
   * @param remedy what to write instead
   */
  ScenarioException(int line, String fault, String remedy) {
    super((line > 0 ? "line " + line + ": " : "") + fault);
    this.line = line;
    this.remedy = remedy;
  }

  /** The line, from 1, or 0 for the text as a whole. */
  public int line() {
    return line;
  }

  /** What to write instead. */
  public String remedy() {
    return remedy;
  }
}
