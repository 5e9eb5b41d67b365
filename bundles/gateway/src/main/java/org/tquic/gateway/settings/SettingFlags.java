package org.tquic.gateway.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of the roles' command lines that say what a setting says. Some settings have none,
 * and some another name there.
 */
final class SettingFlags {
  private static final Map<String, Map<String, String>> BY_PID =
      Map.of(
          RouterDeclaration.PID,
          flags(
              List.of("server", "engine", "scheduler", "congestion", "qlog"),
              Map.of(
                  "wans", "wan",
                  "routes", "route",
                  "firewall", "no-firewall",
                  "linkcongestion", "link-congestion",
                  "linkenabled", "link-enabled",
                  "linkmetered", "link-metered",
                  "linktier", "link-tier",
                  "linkquota", "link-quota",
                  "linkquotaday", "link-quota-day")),
          ServerDeclaration.PID,
          flags(
              List.of("listen", "pool", "engine", "qlog"),
              Map.of("pool6", "pool", "firewall", "no-firewall")));

  private SettingFlags() {}

  private static Map<String, String> flags(List<String> same, Map<String, String> others) {
    Map<String, String> flags = new HashMap<>(others);
    same.forEach(key -> flags.put(key, key));
    return Map.copyOf(flags);
  }

  /** Where an operator can correct a setting, as a sentence without its end. */
  static String remedy(String pid, String key) {
    String file = key + " in config/" + pid + ".cfg of the state folder";
    return Optional.ofNullable(BY_PID.getOrDefault(pid, Map.of()).get(key))
        .map(flag -> "correct --" + flag + " on the command line, or " + file)
        .orElse("correct " + file);
  }
}
