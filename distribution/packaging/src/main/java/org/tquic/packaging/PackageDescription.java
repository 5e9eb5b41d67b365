package org.tquic.packaging;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What package managers are told of a package, the same for all of them.
 *
 * @param name such as {@code tquic}
 * @param version digits with dots, and {@code -rN}
 * @param architecture as the package manager calls it, or {@code all}
 * @param section group of packages
 * @param summary one line
 * @param details some lines more, or empty
 * @param licence SPDX expression
 * @param url the project's page, or empty
 * @param depends packages without which it does not work
 * @param recommends packages that are useful with it
 * @param provides other names that it satisfies
 * @param conffiles files that users edit, by their absolute names; kept when the package changes
 * @param scripts {@code preinst}, {@code postinst}, {@code prerm} and {@code postrm} as far as
 *     there are any
 */
public record PackageDescription(
    String name,
    String version,
    String architecture,
    String section,
    String summary,
    String details,
    String licence,
    String maintainer,
    String url,
    List<String> depends,
    List<String> recommends,
    List<String> provides,
    List<String> conffiles,
    Map<String, String> scripts) {
  private static final List<String> SCRIPTS = List.of("preinst", "postinst", "prerm", "postrm");

  private static final Set<String> KEYS =
      new TreeSet<>(
          List.of(
              "name",
              "section",
              "summary",
              "details",
              "licence",
              "maintainer",
              "url",
              "depends",
              "recommends",
              "provides",
              "conffiles",
              "architecture"));

  /**
   * Reads {@code package.properties} of a folder and the scripts beside it.
   *
   * @param architecture of the packages of this build, unless the description says {@code all}
   */
  public static PackageDescription read(Path folder, String version, String architecture)
      throws IOException {
    Path file = folder.resolve("package.properties");
    Properties values = new Properties();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      values.load(reader);
    }
    Set<String> unknown = new TreeSet<>(values.stringPropertyNames());
    unknown.removeAll(KEYS);
    if (!unknown.isEmpty()) {
      throw new IOException(file + " has unknown keys: " + unknown);
    }
    Map<String, String> scripts = new TreeMap<>();
    for (String script : SCRIPTS) {
      if (Files.exists(folder.resolve(script))) {
        scripts.put(script, Files.readString(folder.resolve(script)));
      }
    }
    return new PackageDescription(
        required(values, "name", file),
        version,
        values.getProperty("architecture", architecture),
        required(values, "section", file),
        required(values, "summary", file),
        values.getProperty("details", ""),
        required(values, "licence", file),
        required(values, "maintainer", file),
        values.getProperty("url", ""),
        list(values, "depends"),
        list(values, "recommends"),
        list(values, "provides"),
        list(values, "conffiles"),
        scripts);
  }

  private static String required(Properties values, String key, Path file) throws IOException {
    String value = values.getProperty(key, "");
    if (value.isBlank()) {
      throw new IOException(file + " does not say what the package's " + key + " is");
    }
    return value;
  }

  private static List<String> list(Properties values, String key) {
    return Stream.of(values.getProperty(key, "").split("[\\s,]+"))
        .filter(value -> !value.isEmpty())
        .toList();
  }
}
