package org.tquic.gateway.paths;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tquic.api.bond.PathHistory;
import org.tquic.api.bond.PathTransition;

/**
 * The last {@value PathHistory#PER_LINK} transitions of each of at most {@value #LINKS} links; the
 * link that was quiet for longest makes room. Thread-safe.
 */
final class TransitionLog implements PathHistory {
  static final int LINKS = 64;

  /** By link id, the one with the latest transition last. */
  private final Map<String, Deque<PathTransition>> links = new LinkedHashMap<>();

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
