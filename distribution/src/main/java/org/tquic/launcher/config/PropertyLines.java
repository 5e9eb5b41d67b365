package org.tquic.launcher.config;

import java.util.ArrayList;
import java.util.List;
import org.tquic.launcher.LaunchException;

/**
 * The lines of a configuration file in the format of {@code java.util.Properties}, with their
 * numbers, which that class does not keep.
 */
final class PropertyLines {
  /**
   * One setting.
   *
   * @param line number of its first line, from 1
   * @param key unescaped
   * @param value unescaped
   */
  record Entry(int line, String key, String value) {}

  private PropertyLines() {}

  /**
   * Reads all settings.
   *
   * @param file its name for messages
   * @throws LaunchException naming the line that has no key or a bad escape
   */
  static List<Entry> read(String file, List<String> lines) throws LaunchException {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      int first = i + 1;
      String line = lines.get(i).stripLeading();
      if (line.isEmpty() || line.startsWith("#") || line.startsWith("!")) {
        continue;
      }
      StringBuilder logical = new StringBuilder(line);
      while (continues(logical) && i + 1 < lines.size()) {
        logical.setLength(logical.length() - 1);
        logical.append(lines.get(++i).stripLeading());
      }
      entries.add(entry(file, first, logical.toString()));
    }
    return entries;
  }

  private static boolean continues(CharSequence line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private static Entry entry(String file, int number, String line) throws LaunchException {
    int end = 0;
    while (end < line.length() && "=: \t\f".indexOf(line.charAt(end)) < 0) {
      end += line.charAt(end) == '\\' ? 2 : 1;
    }
    end = Math.min(end, line.length());
    String rest = line.substring(end).stripLeading();
    if (!rest.startsWith("=") && !rest.startsWith(":")) {
      throw malformed(file, number, "\"" + line.strip() + "\" is not KEY = VALUE");
    }
    if (end == 0) {
      throw malformed(file, number, "there is no key before \"" + rest.charAt(0) + "\"");
    }
    String key = unescape(file, number, line.substring(0, end));
    return new Entry(number, key, unescape(file, number, rest.substring(1).strip()));
  }

  private static String unescape(String file, int number, String text) throws LaunchException {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        result.append(c);
        continue;
      }
      char escaped = text.charAt(++i);
      switch (escaped) {
        case 't' -> result.append('\t');
        case 'n' -> result.append('\n');
        case 'r' -> result.append('\r');
        case 'f' -> result.append('\f');
        case 'u' -> {
          String digits = text.substring(i + 1, Math.min(i + 5, text.length()));
          if (!digits.matches("[0-9A-Fa-f]{4}")) {
            throw malformed(file, number, "\\u" + digits + " is not \\u and four hex digits");
          }
          result.append((char) Integer.parseInt(digits, 16));
          i += 4;
        }
        default -> result.append(escaped);
      }
    }
    return result.toString();
  }

  private static LaunchException malformed(String file, int line, String problem) {
    return LaunchException.failed(
        file + ", line " + line + ": " + problem + ".", "Correct that line and start again.");
  }
}
