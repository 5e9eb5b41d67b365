package org.tquic.launcher.cli;

import java.util.Collection;
import java.util.Comparator;

/** Guesses what a mistyped word was meant to be. */
public final class Suggestion {
  private static final int MOST_EDITS = 2;

  private Suggestion() {}

  /** {@code ; did you mean WORD?} for the nearest candidate, or empty when none is near. */
  public static String of(String word, Collection<String> candidates) {
    return candidates.stream()
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
        .filter(best -> distance(word, best) <= Math.min(MOST_EDITS, best.length() / 2))
        .map(best -> "; did you mean " + best + "?")
        .orElse("");
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
