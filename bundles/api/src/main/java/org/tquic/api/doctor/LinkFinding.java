package org.tquic.api.doctor;

import java.util.List;

/**
 * What is the matter with a link.
 *
 * @param name the link
 * @param verdict the one thing that explains the rest
 * @param evidence what it rests on, phrases in the order of their weight
 * @param remedy what to do, or empty
 * @param steps all that was looked at, in order
 */
public record LinkFinding(
    String name, Verdict verdict, List<String> evidence, String remedy, List<StepResult> steps) {
  /** Copies the lists. */
  public LinkFinding {
    evidence = List.copyOf(evidence);
    steps = List.copyOf(steps);
  }
}
