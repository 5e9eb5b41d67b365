package org.tquic.launcher.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was said on a command line.
 *
 * @param command the command
 * @param values values by option; a flag that was given has an empty list
 * @param operands the words after the options
 * @param help whether help was asked for; nothing else was checked then
 */
public record Arguments(
    CommandSpec command, Map<String, List<String>> values, List<String> operands, boolean help) {
  /** Whether the option was given. */
  public boolean has(String option) {
    return values.containsKey(option);
  }

  /** The only value of an option. */
  public Optional<String> value(String option) {
    return values.getOrDefault(option, List.of()).stream().findFirst();
  }

  /** All values of an option, in order. */
  public List<String> list(String option) {
    return values.getOrDefault(option, List.of());
  }
}
