package org.tquic.gateway.host;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads what nft prints of the machine's rules. */
final class FirewallListing {
  private FirewallListing() {}

  /**
   * Tables that drop forwarded packets by default, where no table but ours names the device.
   *
   * @param ruleset the output of {@code nft list ruleset}
   */
  static List<String> obstacles(String ruleset, String device) {
    Set<String> dropping = new LinkedHashSet<>();
    String table = "";
    for (String line : ruleset.lines().map(String::strip).toList()) {
      if (line.startsWith("table ") && line.endsWith("{")) {
        table = line.substring("table ".length(), line.length() - 1).strip();
      } else if (table.equals("inet " + FirewallRules.TABLE)) {
        continue;
      } else if (line.contains("\"" + device + "\"")) {
        return List.of();
      } else if (line.contains("hook forward") && line.contains("policy drop")) {
        dropping.add(table);
      }
    }
    return List.copyOf(dropping);
  }
}
