package org.tquic.gateway.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.tquic.api.bond.PluginTrouble;

/** What went wrong with each plug-in since the role started. Thread-safe. */
public final class PluginTroubles {
  /** Ids come from plug-ins' own code: no more of them are told apart. */
  private static final int MOST_PLUGINS = 256;

  private final Map<String, PluginRecord> records = new ConcurrentSkipListMap<>();

  /**
   * The record of a plug-in, the same each time.
   *
   * @param kind what it is, for people
   * @param id its id
   */
  public PluginRecord of(String kind, String id) {
    String key = kind + ' ' + id;
    PluginRecord known = records.get(key);
    if (known != null) {
      return known;
    }
    PluginRecord fresh = new PluginRecord(kind, id);
    if (records.size() >= MOST_PLUGINS) {
      return fresh;
    }
    PluginRecord other = records.putIfAbsent(key, fresh);
    return other == null ? fresh : other;
  }

  /** All that something went wrong with, by kind and id. */
  public List<PluginTrouble> all() {
    List<PluginTrouble> troubles = new ArrayList<>();
    for (PluginRecord each : records.values()) {
      each.trouble().ifPresent(troubles::add);
    }
    return List.copyOf(troubles);
  }

  /** The plug-in whose code is on top of this stack, as far as any is in it. */
  Optional<PluginRecord> inside(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      for (PluginRecord each : records.values()) {
        if (each.has(frame.getClassName())) {
          return Optional.of(each);
        }
      }
    }
    return Optional.empty();
  }
}
