package org.tquic.identity;

import java.nio.file.Path;

/**
 * A file of the registry that is left out because it cannot be used; all others count.
 *
 * @param file which
 * @param message what is wrong with it, with its name
 * @param remedy what to do
 */
public record StateProblem(Path file, String message, String remedy) {
  static StateProblem of(StateFileException e) {
    return new StateProblem(e.file(), e.getMessage(), e.remedy());
  }
}
