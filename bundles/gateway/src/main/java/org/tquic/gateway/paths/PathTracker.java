package org.tquic.gateway.paths;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathStatus;
import org.tquic.api.bond.PathTransition;

/**
 * Makes one life of the events about each link's path. Over a link there may be two carriers for a
 * moment, when one replaces the other: the path is the one that carries traffic. Pure and not
 * thread-safe.
 */
final class PathTracker {
  /** A path: there is one over each link of a bond. */
  record Key(String bond, String link) {
    static Key of(PathStatus path) {
      return new Key(path.bond(), path.link());
    }
  }

  /** Interface names that are remembered with their ids, gone ones included. */
  private static final int MAX_NAMES = 256;

  private final boolean linksAreLocal;
  private final Map<Key, PathStatus> current = new HashMap<>();
  private final Map<String, String> linkIds =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MAX_NAMES;
        }
      };

  /**
   * A tracker without paths.
   *
   * @param linksAreLocal whether the links are this machine's, so that a path ends with its link;
   *     else it ends with its carrier
   */
  PathTracker(boolean linksAreLocal) {
    this.linksAreLocal = linksAreLocal;
  }

  /** Learns the id of a link of this machine. */
  void link(String name, String id) {
    linkIds.remove(name);
    linkIds.put(name, id);
  }

  /** The id of the link below a path. */
  String linkId(PathStatus path) {
    return linksAreLocal
        ? linkIds.getOrDefault(path.link(), "name:" + path.link())
        : path.bond() + "/" + path.link();
  }

  /** The path as it is now; empty when it is gone. */
  Optional<PathStatus> path(Key key) {
    return Optional.ofNullable(current.get(key));
  }

  /** Takes in an event; what it means for the path, or empty where it says nothing of it. */
  Optional<PathTransition> take(PathStatus event, long nowMillis) {
    Key key = Key.of(event);
    PathStatus before = current.get(key);
    if (!concerns(before, event)) {
      return Optional.empty();
    }
    String linkId = linkId(event);
    if (event.state() == PathState.REMOVED) {
      current.remove(key);
    } else {
      current.put(key, event);
    }
    if (before == null && event.state() == PathState.REMOVED
        || before != null && before.state() == event.state() && before.reason() == event.reason()) {
      return Optional.empty();
    }
    return Optional.of(
        new PathTransition(
            nowMillis,
            event.bond(),
            event.link(),
            linkId,
            before == null ? PathState.DISCOVERED : before.state(),
            event.state(),
            event.reason(),
            event.detail()));
  }

  private boolean concerns(PathStatus before, PathStatus event) {
    boolean ofCarrier = event.id() >= 0;
    if (!ofCarrier) {
      return true;
    }
    if (event.state() == PathState.REMOVED) {
      return !linksAreLocal && before != null && before.id() == event.id();
    }
    if (event.reason() == PathReason.REPLACED) {
      return false;
    }
    return before == null
        || before.id() == event.id()
        || event.state() == PathState.ACTIVE
        || event.state() == PathState.STANDBY
        || before.state() != PathState.ACTIVE && before.state() != PathState.SUSPECT;
  }
}
