package org.tquic.shell.console;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Words that could end a command line: command names, and the arguments of our own commands. */
final class LineCompletion {
  private static final String SCOPE = "tquic:";

  private final Set<String> commands;
  private final Function<String, List<String>> arguments;

  /**
   * For one request.
   *
   * @param commands all commands as {@code scope:name}
   * @param arguments the possible arguments of a command of scope {@code tquic}, by its plain name
   */
  LineCompletion(Collection<String> commands, Function<String, List<String>> arguments) {
    this.commands = new TreeSet<>(commands);
    this.arguments = arguments;
  }

  /** Candidates for the last word of the line, sorted; whole words. */
  List<String> complete(String line) {
    String statement = lastStatement(line);
    List<String> words = List.of(statement.stripLeading().split("\\s+", -1));
    String word = words.getLast();
    if (words.size() == 1) {
      return matching(commandNames(word.contains(":")), word);
    }
    String command = words.getFirst().toLowerCase(Locale.ROOT);
    String plain = command.startsWith(SCOPE) ? command.substring(SCOPE.length()) : command;
    if (plain.equals("help") || plain.equals("felix:help")) {
      return words.size() == 2 ? matching(commandNames(word.contains(":")), word) : List.of();
    }
    if (!commands.contains(SCOPE + plain)) {
      return List.of();
    }
    return matching(
        arguments.apply(plain).stream().filter(Predicate.not(words::contains)).toList(), word);
  }

  /** Plain names, or with their scope when one is being typed. */
  private Collection<String> commandNames(boolean scoped) {
    if (scoped) {
      return commands;
    }
    Set<String> names =
        commands.stream()
            .map(name -> name.substring(name.indexOf(':') + 1))
            .collect(Collectors.toCollection(TreeSet::new));
    commands.stream().map(name -> name.substring(0, name.indexOf(':') + 1)).forEach(names::add);
    return names;
  }

  private static List<String> matching(Collection<String> words, String start) {
    return words.stream().filter(word -> word.startsWith(start)).sorted().toList();
  }

  /** What follows the last sign that begins another command. */
  private static String lastStatement(String line) {
    int start = 0;
    for (int i = 0; i < line.length(); i++) {
      if (";|(){}&".indexOf(line.charAt(i)) >= 0) {
        start = i + 1;
      }
    }
    return line.substring(start);
  }
}
