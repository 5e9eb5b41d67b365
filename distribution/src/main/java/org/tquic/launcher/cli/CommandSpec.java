package org.tquic.launcher.cli;

import java.util.List;
import java.util.Optional;

/**
 * A command of {@code tquic}.
 *
 * @param name its name
 * @param summary one line for the list of commands
 * @param description paragraphs for its own help
 * @param options what it takes
 * @param operands placeholder for words that follow the options, which then are all its own; empty
 *     where it takes none
 */
public record CommandSpec(
    String name, String summary, String description, List<OptionSpec> options, String operands) {
  /** The option with this name. */
  public Optional<OptionSpec> option(String wanted) {
    return options.stream().filter(option -> option.name().equals(wanted)).findFirst();
  }
}
