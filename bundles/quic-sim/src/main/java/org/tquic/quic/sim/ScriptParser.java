package org.tquic.quic.sim;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Reads the text form of scripts. */
final class ScriptParser {
  private ScriptParser() {}

  static Script parse(String text) {
    List<Script.Step> steps = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      int comment = line.indexOf('#');
      String content = (comment < 0 ? line : line.substring(0, comment)).strip();
      if (!content.isEmpty()) {
        try {
          steps.add(step(content));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "line " + number + ", '" + content + "': " + e.getMessage(), e);
        }
      }
    }
    return new Script(steps);
  }

  static Script.Step step(String line) {
    String[] words = line.split("\\s+", 4);
    if (!words[0].equals("at") || words.length < 3) {
      throw new IllegalArgumentException("expected at TIME ACTION");
    }
    return new Script.Step(
        Units.time(words[1]), action(words[2], words.length < 4 ? "" : words[3]));
  }

  private static ScriptAction action(String verb, String rest) {
    String[] words = rest.split("\\s+", 2);
    String second = words.length < 2 ? "" : words[1];
    return switch (verb) {
      case "set" -> new ScriptAction.SetLink(target(words[0]), second);
      case "reset" -> new ScriptAction.Reset(target(words[0]), second);
      case "blackhole" -> new ScriptAction.Blackhole(target(only(words[0], second)));
      case "restore" -> new ScriptAction.Restore(target(only(words[0], second)));
      case "rebind" -> new ScriptAction.Rebind(named(words[0], "link"), address(second));
      case "call" -> new ScriptAction.Call(named(only(words[0], second), "call"));
      default ->
          throw new IllegalArgumentException(
              "unknown action '"
                  + verb
                  + "'; there are set, reset, blackhole, restore, rebind, call");
    };
  }

  private static LinkTarget target(String text) {
    return LinkTarget.of(named(text, "link"));
  }

  private static String named(String text, String what) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("the name of a " + what + " is missing");
    }
    return text;
  }

  private static String only(String text, String superfluous) {
    if (!superfluous.isEmpty()) {
      throw new IllegalArgumentException("'" + superfluous + "' is too much");
    }
    return text;
  }

  private static InetAddress address(String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "' is not an IP address", e);
    }
  }
}
