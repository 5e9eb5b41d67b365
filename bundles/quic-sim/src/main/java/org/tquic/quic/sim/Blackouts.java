package org.tquic.quic.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * When links are dead in a script: a link's times do not overlap, and one link may have to live.
 */
final class Blackouts {
  private record Blackout(String link, long fromNs, long toNs) {
    boolean overlaps(long otherFromNs, long otherToNs) {
      return fromNs <= otherToNs && otherFromNs <= toNs;
    }
  }

  private final List<Blackout> accepted = new ArrayList<>();
  private final List<String> links;
  private final boolean oneAlive;

  Blackouts(List<String> links, boolean oneAlive) {
    this.links = links;
    this.oneAlive = oneAlive;
  }

  /** Adds one if it is allowed, else answers false. */
  boolean add(String link, long fromNs, long toNs) {
    List<String> deadMeanwhile =
        accepted.stream().filter(b -> b.overlaps(fromNs, toNs)).map(Blackout::link).toList();
    boolean lastAlive =
        links.stream().allMatch(other -> other.equals(link) || deadMeanwhile.contains(other));
    if (deadMeanwhile.contains(link) || oneAlive && lastAlive) {
      return false;
    }
    accepted.add(new Blackout(link, fromNs, toNs));
    return true;
  }
}
