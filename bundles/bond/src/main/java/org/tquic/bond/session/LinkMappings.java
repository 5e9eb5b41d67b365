package org.tquic.bond.session;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tquic.bond.MappingMemory;
import org.tquic.bond.MappingMemory.Bounds;
import org.tquic.bond.path.MappingLifetime;

/**
 * What carriers learn of the NATs on their links, which outlives them. The link that got its first
 * carrier longest ago makes room.
 */
final class LinkMappings {
  static final int LIMIT = 64;

  private final MappingMemory memory;
  private final Map<String, MappingLifetime> links = new LinkedHashMap<>();

  LinkMappings(MappingMemory memory) {
    this.memory = memory;
  }

  /** What is known of a link, by its id. */
  MappingLifetime of(String linkId, long nowNs) {
    MappingLifetime known = links.get(linkId);
    if (known == null) {
      known = recall(linkId, nowNs);
      links.put(linkId, known);
      if (links.size() > LIMIT) {
        links.remove(links.keySet().iterator().next());
      }
    }
    return known;
  }

  private MappingLifetime recall(String linkId, long nowNs) {
    Bounds bounds = memory.recall(linkId);
    return new MappingLifetime(
        bounds.heldNs(),
        bounds.lostNs(),
        nowNs,
        now -> memory.remember(linkId, new Bounds(now.heldNs(), now.lostNs())));
  }
}
