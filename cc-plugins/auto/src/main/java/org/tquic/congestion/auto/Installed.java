package org.tquic.congestion.auto;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tquic.spi.congestion.CongestionControllerFactory;

/** The controllers to choose from at one moment; immutable. */
final class Installed {
  static final Installed NONE = new Installed(Map.of());

  /** What a path begins with, for it shows more than others do and harms nobody. */
  private static final List<String> FIRST = List.of("bbr", "cubic", "newreno");

  private final Map<String, CongestionControllerFactory> byId;
  private final List<String> ids;

  private Installed(Map<String, CongestionControllerFactory> byId) {
    this.byId = byId;
    this.ids = List.copyOf(byId.keySet());
  }

  Installed with(CongestionControllerFactory factory) {
    Map<String, CongestionControllerFactory> more = new TreeMap<>(byId);
    more.put(factory.id(), factory);
    return new Installed(more);
  }

  Installed without(CongestionControllerFactory factory) {
    Map<String, CongestionControllerFactory> fewer = new TreeMap<>(byId);
    fewer.values().remove(factory);
    return new Installed(fewer);
  }

  List<String> ids() {
    return ids;
  }

  /** The one with this id, or null. */
  CongestionControllerFactory get(String id) {
    return byId.get(id);
  }

  /**
   * What a path begins with.
   *
   * @throws IllegalStateException when there is nothing to choose from
   */
  CongestionControllerFactory first() {
    return Stream.concat(FIRST.stream(), ids.stream())
        .filter(byId::containsKey)
        .findFirst()
        .map(byId::get)
        .orElseThrow(() -> new IllegalStateException("no other congestion controller is there"));
  }
}
