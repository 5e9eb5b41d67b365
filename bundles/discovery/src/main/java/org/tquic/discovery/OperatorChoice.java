package org.tquic.discovery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkKind;

/**
 * What the operator said about links. The latest word counts. A phone or modem that was switched on
 * or off is known again by its place on the bus when it comes back under another name. Not
 * thread-safe.
 */
final class OperatorChoice {
  /** A link that was spoken of. */
  private record Spoken(String name, String busPath) {
    static Spoken of(LinkInfo link) {
      boolean unstableName = link.kind() == LinkKind.USB_TETHER || link.kind() == LinkKind.MODEM;
      return new Spoken(link.name(), unstableName ? link.busPath() : "");
    }

    boolean means(String otherName, String otherBusPath) {
      return busPath.isEmpty() ? name.equals(otherName) : busPath.equals(otherBusPath);
    }
  }

  private final List<Spoken> on = new ArrayList<>();
  private final List<Spoken> off = new ArrayList<>();
  private final Set<String> ownTunnels = new HashSet<>();
  private Set<String> named = Set.of();

  /** These links are WANs and no others; none means those that discovery finds. */
  void restrictTo(List<String> names) {
    named = Set.copyOf(names);
    on.clear();
    off.removeIf(spoken -> named.contains(spoken.name()));
  }

  /** A device of this program. */
  void ignore(String name) {
    ownTunnels.add(name);
  }

  /** Takes back that a link was switched off. */
  void clearOff(LinkInfo link) {
    off.removeIf(spoken -> spoken.means(link.name(), link.busPath()));
  }

  /** Switches a link on whatever discovery makes of it. */
  void switchOn(LinkInfo link) {
    clearOff(link);
    on.add(Spoken.of(link));
  }

  /** Switches a link off. */
  void switchOff(LinkInfo link) {
    on.removeIf(spoken -> spoken.means(link.name(), link.busPath()));
    clearOff(link);
    off.add(Spoken.of(link));
  }

  Set<String> ownTunnels() {
    return ownTunnels;
  }

  boolean isOwnTunnel(String name) {
    return ownTunnels.contains(name);
  }

  /** Whether only named links are WANs. */
  boolean restricted() {
    return !named.isEmpty();
  }

  boolean isNamed(String name) {
    return named.contains(name);
  }

  boolean isOn(String name, String busPath) {
    return on.stream().anyMatch(spoken -> spoken.means(name, busPath));
  }

  boolean isOff(String name, String busPath) {
    return off.stream().anyMatch(spoken -> spoken.means(name, busPath));
  }
}
