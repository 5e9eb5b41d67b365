package org.tquic.launcher.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tquic.launcher.LaunchException;

/**
 * Reads a command's arguments, strictly: what is not understood is named and refused, since an
 * option that is silently ignored is a rule that does not hold.
 */
public final class CommandLineParser {
  private CommandLineParser() {}

  /**
   * Reads the words after the command's name. {@code --name value} and {@code --name=value} are the
   * same; {@code --} ends the options.
   *
   * @throws LaunchException with exit status 2 when something is unknown, missing or malformed
   */
  public static Arguments parse(CommandSpec command, List<String> words) throws LaunchException {
    Map<String, List<String>> values = new LinkedHashMap<>();
    List<String> operands = new ArrayList<>();
    int next = 0;
    while (next < words.size()) {
      String word = words.get(next++);
      if (word.equals("--help") || word.equals("-h")) {
        return new Arguments(command, Map.of(), List.of(), true);
      }
      if (word.equals("--")) {
        operands.addAll(words.subList(next, words.size()));
        break;
      }
      if (!word.startsWith("-") || word.equals("-")) {
        // Words of its own follow the first operand, options of somebody else perhaps.
        operands.addAll(words.subList(next - 1, words.size()));
        break;
      }
      int equals = word.indexOf('=');
      OptionSpec option = option(command, equals < 0 ? word : word.substring(0, equals));
      if (option.isFlag()) {
        if (equals >= 0) {
          throw wrong(command, "--" + option.name() + " takes no value, got " + quoted(word));
        }
        values.put(option.name(), List.of());
        continue;
      }
      if (equals < 0 && (next == words.size() || words.get(next).startsWith("--"))) {
        throw wrong(command, option.usage() + " needs a value: " + option.form().expected());
      }
      String value = equals < 0 ? words.get(next++) : word.substring(equals + 1);
      add(command, option, value, values);
    }
    if (!operands.isEmpty() && command.operands().isEmpty()) {
      throw wrong(command, "unexpected argument " + quoted(operands.getFirst()));
    }
    return new Arguments(command, values, operands, false);
  }

  private static OptionSpec option(CommandSpec command, String word) throws LaunchException {
    Optional<OptionSpec> option =
        word.startsWith("--") ? command.option(word.substring(2)) : Optional.empty();
    if (option.isPresent()) {
      return option.get();
    }
    List<String> known = command.options().stream().map(o -> "--" + o.name()).toList();
    throw wrong(command, "unknown option " + quoted(word) + Suggestion.of(word, known));
  }

  private static void add(
      CommandSpec command, OptionSpec option, String value, Map<String, List<String>> values)
      throws LaunchException {
    Optional<String> problem = option.form().problem(value);
    if (problem.isPresent()) {
      throw wrong(
          command,
          "--"
              + option.name()
              + " "
              + quoted(value)
              + " "
              + problem.get()
              + "; expected "
              + option.form().expected());
    }
    List<String> all = values.computeIfAbsent(option.name(), name -> new ArrayList<>());
    if (!all.isEmpty() && !option.repeatable()) {
      throw wrong(command, "--" + option.name() + " is given twice");
    }
    all.add(value);
  }

  /** Wrong usage of a command, with a pointer to its help. */
  public static LaunchException wrong(CommandSpec command, String message) {
    return LaunchException.usage(
        "tquic " + command.name() + ": " + message,
        "`tquic " + command.name() + " --help` shows how it is used.");
  }

  private static String quoted(String word) {
    return "\"" + word.replaceAll("\\p{Cntrl}", "?") + "\"";
  }
}
