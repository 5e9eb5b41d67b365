package org.tquic.launcher.cli;

import java.util.ArrayList;
import java.util.List;

/** Help, at most 80 columns wide. */
public final class HelpText {
  private static final int WIDTH = 80;

  private HelpText() {}

  /** All commands. */
  public static String overview(String version) {
    StringBuilder text = new StringBuilder();
    text.append("TQUIC Bond ").append(version);
    text.append(": joins several internet links of a router into one.\n\n");
    text.append("usage: tquic COMMAND [OPTIONS]\n\ncommands:\n");
    for (CommandSpec command : Commands.all()) {
      text.append(wrap(String.format("  %-10s ", command.name()), command.summary()));
    }
    text.append("\n`tquic COMMAND --help` tells more, `tquic --version` the version.\n");
    text.append("Exit status: 0 good, 1 failed with a reason, 2 wrong usage.\n");
    return text.toString();
  }

  /** One command. */
  public static String of(CommandSpec command) {
    List<String> usage = new ArrayList<>();
    for (OptionSpec option : command.options()) {
      usage.add("[" + option.usage() + (option.repeatable() ? "]..." : "]"));
    }
    if (!command.operands().isEmpty()) {
      usage.add("[" + command.operands() + "]");
    }
    StringBuilder text = new StringBuilder();
    text.append(wrap("usage: tquic " + command.name() + " ", usage));
    text.append('\n').append(wrap("", command.description())).append('\n');
    for (OptionSpec option : command.options()) {
      text.append(wrap(String.format("  %-20s ", option.usage()), option.help()));
    }
    text.append(wrap(String.format("  %-20s ", "-h, --help"), "Show this."));
    return text.toString();
  }

  private static String wrap(String label, String text) {
    return wrap(label, List.of(text.strip().split(" +")));
  }

  /** Lines of words, indented by the length of the label. */
  private static String wrap(String label, List<String> words) {
    StringBuilder result = new StringBuilder();
    StringBuilder line = new StringBuilder(label);
    boolean fresh = true;
    for (String word : words) {
      if (!fresh && line.length() + 1 + word.length() > WIDTH) {
        result.append(line).append('\n');
        line = new StringBuilder(" ".repeat(label.length()));
        fresh = true;
      }
      line.append(fresh ? "" : " ").append(word);
      fresh = false;
    }
    return result.append(line.toString().stripTrailing()).append('\n').toString();
  }
}
