package org.tquic.gateway.settings;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.tquic.api.TquicException;

/**
 * Flags of the command line laid over a configuration. A flag counts until the configuration's
 * value of its key is changed while the role runs: then whoever changed it has the last word. Used
 * by one thread.
 */
public final class LayeredSettings {
  private final String pid;
  private final Collection<String> keys;
  private final Map<String, String> flags = new HashMap<>();
  private Map<String, List<String>> seen = Map.of();

  /**
   * Settings of a declaration.
   *
   * @param pid persistent identity of the configuration, for messages
   * @param declaration annotation type that declares the keys
   * @param flagPrefix what comes before a key in the name of a flag's property
   * @param properties gives the value of a property, null where there is none
   */
  public LayeredSettings(
      String pid,
      Class<? extends Annotation> declaration,
      String flagPrefix,
      UnaryOperator<String> properties) {
    this.pid = pid;
    this.keys = SettingValues.keys(declaration);
    for (String key : keys) {
      String flag = properties.apply(flagPrefix + key);
      if (flag != null) {
        flags.put(key, flag);
      }
    }
  }

  /**
   * The values that count under this configuration.
   *
   * @param configuration properties of the component
   * @param running whether the role has started, so that a difference is somebody's change
   * @throws TquicException when the configuration has a key that is not declared
   */
  public Map<String, Object> values(Map<String, ?> configuration, boolean running) {
    checkKeys(configuration);
    Map<String, List<String>> now = new HashMap<>();
    Map<String, Object> values = new HashMap<>();
    for (String key : keys) {
      Object value = configuration.get(key);
      if (value != null) {
        now.put(key, SettingValues.words(value));
        values.put(key, value);
      }
      if (running && now.containsKey(key) && !now.get(key).equals(seen.get(key))) {
        flags.remove(key);
      }
    }
    seen = now;
    values.putAll(flags);
    return values;
  }

  /** Names with a dot belong to the framework or to whoever delivered the configuration. */
  private void checkKeys(Map<String, ?> configuration) {
    List<String> unknown = new ArrayList<>();
    for (String key : configuration.keySet()) {
      if (key.indexOf('.') < 0 && !keys.contains(key)) {
        unknown.add(key);
      }
    }
    if (!unknown.isEmpty()) {
      throw new TquicException(
          pid
              + " has no setting "
              + String.join(", ", unknown)
              + "; known: "
              + String.join(", ", keys),
          "correct config/" + pid + ".cfg of the state folder");
    }
  }
}
