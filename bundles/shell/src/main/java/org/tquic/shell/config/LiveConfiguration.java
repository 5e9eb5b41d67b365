package org.tquic.shell.config;

import java.io.IOException;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.metatype.AttributeDefinition;
import org.tquic.api.TquicException;

/** Values in Configuration Admin, as text; whoever they are for hears of a change at once. */
final class LiveConfiguration {
  private final ConfigurationAdmin admin;

  LiveConfiguration(ConfigurationAdmin admin) {
    this.admin = admin;
  }

  /** What is set, or null where the default counts. */
  String value(String pid, String key) {
    Configuration configuration = existing(pid);
    Object value = configuration == null ? null : configuration.getProperties().get(key);
    return value == null ? null : text(value);
  }

  /** The default as text. */
  static String defaultOf(AttributeDefinition attribute) {
    String[] values = attribute.getDefaultValue();
    return values == null ? "" : String.join(", ", values);
  }

  private static String text(Object value) {
    if (value instanceof Collection<?> many) {
      return many.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
    return value.getClass().isArray()
        ? IntStream.range(0, Array.getLength(value))
            .mapToObj(i -> String.valueOf(Array.get(value, i)))
            .collect(Collectors.joining(", "))
        : String.valueOf(value);
  }

  /**
   * Sets one value and leaves the others as they are.
   *
   * @throws TquicException when its declaration does not allow it
   */
  void set(String pid, AttributeDefinition attribute, String value) {
    boolean list = attribute.getCardinality() != 0;
    List<String> entries =
        list
            ? Arrays.stream(value.split(",")).map(String::strip).filter(e -> !e.isEmpty()).toList()
            : List.of(value.strip());
    for (String entry : entries) {
      String wrong = attribute.validate(entry);
      if (wrong != null && !wrong.isEmpty()) {
        throw new TquicException(
            attribute.getID() + " is \"" + entry + "\": " + wrong.replaceFirst("^%", "") + ".",
            "`config " + DeclaredSettings.name(pid) + "` says what it may be.");
      }
    }
    Dictionary<String, Object> properties = properties(pid);
    properties.put(attribute.getID(), list ? entries.toArray(String[]::new) : entries.getFirst());
    update(pid, properties);
  }

  /** Has the default count again. */
  void reset(String pid, String key) {
    Dictionary<String, Object> properties = properties(pid);
    if (properties.remove(key) != null) {
      update(pid, properties);
    }
  }

  private Dictionary<String, Object> properties(String pid) {
    Configuration configuration = existing(pid);
    return configuration == null ? new Hashtable<>() : configuration.getProperties();
  }

  private void update(String pid, Dictionary<String, Object> properties) {
    try {
      // Any bundle may be the one that it is for.
      admin.getConfiguration(pid, "?").update(properties);
    } catch (IOException e) {
      throw new TquicException(
          "The setting cannot be kept: " + e.getMessage() + ".",
          "Make room in cache/ of the state folder.",
          e);
    }
  }

  private Configuration existing(String pid) {
    try {
      Configuration[] found = admin.listConfigurations("(service.pid=" + pid + ")");
      return found == null ? null : found[0];
    } catch (IOException | InvalidSyntaxException e) {
      throw new TquicException(
          "The settings of " + pid + " cannot be read: " + e.getMessage() + ".", "", e);
    }
  }
}
