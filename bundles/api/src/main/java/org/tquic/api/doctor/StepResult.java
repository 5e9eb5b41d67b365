package org.tquic.api.doctor;

/**
 * One step of a link's examination.
 *
 * @param step its name, such as {@code carrier}
 * @param result whether it holds
 * @param detail what was seen, or why it was not tried; one phrase
 */
public record StepResult(String step, Result result, String detail) {
  /** Whether a step holds. */
  public enum Result {
    /** It holds. */
    PASS,
    /** It does not. */
    FAIL,
    /** It was not tried, or tells nothing either way. */
    SKIP
  }
}
