package org.tquic.gateway.paths;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tquic.api.bond.PathHistory;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathTransition;

/**
 * The last {@value PathHistory#PER_LINK} transitions of each of at most {@value #LINKS} links; the
 * link that was quiet for longest makes room. Thread-safe.
 */
final class TransitionLog implements PathHistory {
  static final int LINKS = 64;

  /** Links come and go for years; what is too much is not counted. */
  static final int MAX_TOTALS = 4096;

  private record Kind(String bond, String link, PathState to, PathReason reason) {}

  private final Map<Kind, Long> totals = new HashMap<>();

  /** By link id, the one with the latest transition last. */
  private final Map<String, Deque<PathTransition>> links = new LinkedHashMap<>();

  /** Takes in what happened in this run. */
  synchronized void happened(PathTransition now) {
    Kind kind = new Kind(now.bond(), now.link(), now.to(), now.reason());
    if (totals.containsKey(kind) || totals.size() < MAX_TOTALS) {
      totals.merge(kind, 1L, Long::sum);
    }
    add(now);
  }

  @Override
  public synchronized List<Total> totals() {
    return totals.entrySet().stream()
        .map(e -> total(e.getKey(), e.getValue()))
        .sorted(
            Comparator.comparing(Total::bond)
                .thenComparing(Total::link)
                .thenComparing(Total::to)
                .thenComparing(Total::reason))
        .toList();
  }

  private static Total total(Kind kind, long count) {
    return new Total(kind.bond(), kind.link(), kind.to(), kind.reason(), count);
  }

  /** Takes in what is kept. */
  synchronized void add(PathTransition transition) {
    Deque<PathTransition> known = links.remove(transition.linkId());
    Deque<PathTransition> transitions = known == null ? new ArrayDeque<>() : known;
    if (transitions.size() == PER_LINK) {
      transitions.removeFirst();
    }
    transitions.addLast(transition);
    links.put(transition.linkId(), transitions);
    if (links.size() > LINKS) {
      links.remove(links.keySet().iterator().next());
    }
  }

  @Override
  public synchronized List<PathTransition> transitions() {
    return links.values().stream()
        .flatMap(Deque::stream)
        .sorted(Comparator.comparingLong(PathTransition::atMillis))
        .toList();
  }

  @Override
  public synchronized List<PathTransition> transitions(String link) {
    List<PathTransition> all = transitions();
    Set<String> ids = new HashSet<>(Set.of(link));
    all.stream().filter(t -> t.link().equals(link)).forEach(t -> ids.add(t.linkId()));
    return all.stream().filter(t -> ids.contains(t.linkId())).toList();
  }
}
