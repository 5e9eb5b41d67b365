package org.tquic.shell.doctor;

import java.util.List;

/**
 * What the doctor found.
 *
 * @param role {@code router} or {@code server}, empty when no role runs
 * @param healthy whether nothing needs attention
 * @param summary one sentence
 * @param links one entry per link, or per path of each router on a server
 */
public record Diagnosis(String role, boolean healthy, String summary, List<Finding> links) {
  /** Copies the list. */
  public Diagnosis {
    links = List.copyOf(links);
  }

  /** What a link's verdict can be. */
  public enum Verdict {
    /** Carries traffic, or could at once. */
    OK,
    /** On its way: give it a moment. */
    WAITING,
    /** Something is wrong; the remedy says what to do. */
    FAULT,
    /** Not bonded, on purpose. */
    OFF
  }

  /**
   * One link.
   *
   * @param link its name
   * @param verdict the outcome
   * @param steps what was looked at, in the order that packets need them, up to the first failure
   * @param remedy what to do, or empty
   */
  public record Finding(String link, Verdict verdict, List<Step> steps, String remedy) {
    /** Copies the list. */
    public Finding {
      steps = List.copyOf(steps);
    }
  }

  /**
   * One step of a link's way to the server.
   *
   * @param name {@code link}, {@code carrier}, {@code address}, {@code gateway} or {@code path}
   * @param passed whether it holds
   * @param evidence what was seen
   */
  public record Step(String name, boolean passed, String evidence) {}
}
