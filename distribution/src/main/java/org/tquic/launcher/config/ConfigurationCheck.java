package org.tquic.launcher.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tquic.launcher.LaunchException;
import org.tquic.launcher.Reasons;
import org.tquic.launcher.cli.Suggestion;

/**
 * Compares the configuration files with what the bundles declare, before anything is started with
 * them: a key nobody reads would be a setting that silently does not hold.
 */
public final class ConfigurationCheck {
  private static final String SUFFIX = ".cfg";

  /** PIDs that begin so are ours; of others nothing is known. */
  private static final String OURS = "org.tquic.";

  private final MetatypeSchema schema;

  ConfigurationCheck(MetatypeSchema schema) {
    this.schema = schema;
  }

  /**
   * Checks every file of the folder.
   *
   * @throws LaunchException naming file, line and key of the first thing wrong, with exit status 1
   */
  public static void run(Path folder, List<Path> bundles) throws LaunchException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException e) {
      throw LaunchException.failed(
          "Cannot read the configuration folder " + folder + ": " + Reasons.of(e) + ".",
          "Give its owner, " + System.getProperty("user.name") + ", the right to read it.",
          e);
    }
    if (files.isEmpty()) {
      return;
    }
    try {
      ConfigurationCheck check = new ConfigurationCheck(MetatypeSchema.of(bundles));
      for (Path file : files) {
        check.file(file);
      }
    } catch (IOException e) {
      throw LaunchException.failed(
          "Cannot read a bundle's list of settings: " + e.getMessage(),
          "Unpack the distribution again.",
          e);
    }
  }

  private void file(Path file) throws LaunchException {
    try {
      check(file.toString(), Files.readAllLines(file));
    } catch (MalformedInputException e) {
      throw LaunchException.failed(file + ": this is not UTF-8 text.", "Write it anew.", e);
    } catch (IOException e) {
      throw LaunchException.failed(
          "Cannot read " + file + ": " + Reasons.of(e) + ".", "Correct or remove that file.", e);
    }
  }

  /** Checks one file. */
  void check(String file, List<String> lines) throws LaunchException {
    String name = file.substring(file.lastIndexOf('/') + 1);
    String pid = name.substring(0, name.length() - SUFFIX.length());
    Optional<Map<String, MetatypeSchema.Attribute>> keys = schema.keys(factoryPid(pid));
    if (keys.isEmpty() && pid.startsWith(OURS)) {
      List<String> known = schema.pids().stream().filter(p -> p.startsWith(OURS)).toList();
      throw LaunchException.failed(
          file
              + ": nothing is configured by this name"
              + Suggestion.of(factoryPid(pid), known)
              + (known.isEmpty() ? "" : "; known: " + String.join(", ", known))
              + ".",
          "Rename or remove the file.");
    }
    Map<String, Integer> seen = new HashMap<>();
    for (PropertyLines.Entry entry : PropertyLines.read(file, lines)) {
      Integer before = seen.put(entry.key(), entry.line());
      if (before != null) {
        throw wrong(file, entry, "is set in line " + before + " already");
      }
      if (keys.isPresent()) {
        check(file, entry, keys.get());
      }
    }
  }

  private static void check(
      String file, PropertyLines.Entry entry, Map<String, MetatypeSchema.Attribute> keys)
      throws LaunchException {
    MetatypeSchema.Attribute attribute = keys.get(entry.key());
    if (attribute == null) {
      // Names with a dot belong to whoever delivers the file: service.pid and the like.
      if (entry.key().indexOf('.') >= 0) {
        return;
      }
      throw wrong(
          file,
          entry,
          "is no setting"
              + Suggestion.of(entry.key(), keys.keySet())
              + "; known: "
              + String.join(", ", keys.keySet()));
    }
    String[] values =
        attribute.list() ? entry.value().split("\\s*,\\s*") : new String[] {entry.value()};
    for (String value : values) {
      Optional<String> expected = expected(attribute, value);
      if (expected.isPresent()) {
        throw wrong(file, entry, "is \"" + value + "\", expected " + expected.get());
      }
    }
  }

  /** What was expected, or empty when the value is good as far as its declaration tells. */
  private static Optional<String> expected(MetatypeSchema.Attribute attribute, String value) {
    if (!attribute.options().isEmpty() && !attribute.options().contains(value)) {
      return Optional.of("one of " + String.join(", ", attribute.options()));
    }
    return switch (attribute.type()) {
      case "Boolean" ->
          value.equals("true") || value.equals("false")
              ? Optional.empty()
              : Optional.of("true or false");
      case "Byte", "Short", "Integer", "Long", "Float", "Double" -> number(attribute, value);
      default -> Optional.empty();
    };
  }

  private static Optional<String> number(MetatypeSchema.Attribute attribute, String value) {
    boolean whole = !attribute.type().equals("Double") && !attribute.type().equals("Float");
    double min =
        attribute.min() == null ? Double.NEGATIVE_INFINITY : Double.parseDouble(attribute.min());
    double max =
        attribute.max() == null ? Double.POSITIVE_INFINITY : Double.parseDouble(attribute.max());
    String expected =
        (whole ? "a whole number" : "a number")
            + (attribute.min() == null ? "" : " from " + attribute.min())
            + (attribute.max() == null ? "" : " to " + attribute.max());
    try {
      double number = whole ? Long.parseLong(value) : Double.parseDouble(value);
      return number >= min && number <= max ? Optional.empty() : Optional.of(expected);
    } catch (NumberFormatException e) {
      return Optional.of(expected);
    }
  }

  /** {@code org.tquic.link~wan1} is an instance of {@code org.tquic.link}. */
  private static String factoryPid(String pid) {
    int tilde = pid.indexOf('~');
    return tilde < 0 ? pid : pid.substring(0, tilde);
  }

  private static LaunchException wrong(String file, PropertyLines.Entry entry, String problem) {
    return LaunchException.failed(
        file + ", line " + entry.line() + ": " + entry.key() + " " + problem + ".",
        "Correct that line and start again.");
  }
}
