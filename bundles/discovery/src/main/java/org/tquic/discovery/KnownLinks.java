package org.tquic.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Links that were here before, with what the operator said of them: at most {@value #LIMIT}; of
 * those that are away the oldest of which nothing was said make room. Pure and not thread-safe.
 */
final class KnownLinks {
  static final int LIMIT = 64;

  private final Map<String, KnownLink> links = new LinkedHashMap<>();

  /**
   * The entry of a link, a new one where it was never here; not kept yet.
   *
   * @param identity of the link
   * @param name its interface name
   * @param taken ids of other links that are there
   */
  KnownLink recognise(LinkIdentity identity, String name, Set<String> taken) {
    Predicate<KnownLink> away = link -> !taken.contains(link.id());
    Optional<KnownLink> known =
        find(away.and(link -> link.identity().equals(identity)))
            .or(() -> find(away.and(link -> link.identity().isSameAs(identity))));
    if (known.isPresent()) {
      return known.get().at(identity);
    }
    KnownLink fresh =
        find(away.and(link -> link.identity().isWhere(identity)))
            .map(gone -> KnownLink.heir(identity, name, gone))
            .orElseGet(() -> KnownLink.first(identity, name));
    // Two devices that cannot be told apart, which only their names do then.
    return taken.contains(fresh.id()) || links.containsKey(fresh.id())
        ? KnownLink.first(LinkIdentity.named(name), name)
        : fresh;
  }

  /**
   * The entry whose words count for a link. Where interfaces of its kind keep their names, the name
   * that the operator used counts more than the device that had it then.
   *
   * @param own the link's own entry
   * @param name its interface name
   * @param fixedName whether interfaces of its kind usually keep their names
   * @param present names of all interfaces there are
   */
  KnownLink spokenOf(KnownLink own, String name, boolean fixedName, Set<String> present) {
    if (!fixedName) {
      return own;
    }
    return find(link -> link.spokenOf() && link.name().equals(name))
        .orElseGet(
            () ->
                own.spokenOf() && present.contains(own.name())
                    ? KnownLink.first(own.identity(), name)
                    : own);
  }

  private Optional<KnownLink> find(Predicate<KnownLink> wanted) {
    return links.values().stream().filter(wanted).findFirst();
  }

  /**
   * Keeps an entry, new or changed.
   *
   * @param present ids of links that are there, which do not make room
   */
  void keep(KnownLink link, Set<String> present) {
    links.put(link.id(), link);
    if (links.size() <= LIMIT) {
      return;
    }
    find(other -> !present.contains(other.id()) && !other.equals(link) && !other.spokenOf())
        .or(() -> find(other -> !present.contains(other.id()) && !other.equals(link)))
        .ifPresentOrElse(other -> links.remove(other.id()), () -> links.remove(link.id()));
  }

  /** Takes back what was said of bonding links. */
  void unsay(Predicate<KnownLink> which) {
    links.replaceAll((_, link) -> which.test(link) ? link.unsaid() : link);
  }

  /** All entries, the oldest first. */
  List<KnownLink> all() {
    return new ArrayList<>(links.values());
  }
}
