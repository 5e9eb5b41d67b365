package org.tquic.scheduler.weighted;

import java.util.HashMap;
import java.util.Map;
import org.tquic.spi.Parameter;
import org.tquic.spi.scheduler.PathView;

/** What the operator wants each link to carry in proportion to the others; immutable. */
final class LinkWeights {
  static final LinkWeights NONE = new LinkWeights(Map.of());

  private static final String KEY = "weights";
  private static final double LEAST = 0.01;
  private static final double MOST = 1_000;

  private final Map<String, Double> byLink;

  private LinkWeights(Map<String, Double> byLink) {
    this.byLink = byLink;
  }

  /**
   * Reads LINK=WEIGHT.
   *
   * @throws IllegalArgumentException naming the first entry that is none
   */
  static LinkWeights parse(String[] entries) {
    Map<String, Double> byLink = new HashMap<>();
    for (String entry : entries) {
      String text = entry.strip();
      if (text.isEmpty()) {
        continue;
      }
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw Parameter.refused(KEY, text, "LINK=WEIGHT");
      }
      String link = text.substring(0, equals).strip();
      double weight = number(text, text.substring(equals + 1).strip());
      Parameter.within(KEY + " of " + link, weight, LEAST, MOST);
      if (byLink.put(link, weight) != null) {
        throw Parameter.refused(KEY, text, "each link once");
      }
    }
    return new LinkWeights(Map.copyOf(byLink));
  }

  private static double number(String entry, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw Parameter.refused(KEY, entry, "LINK=WEIGHT with a number for WEIGHT");
    }
  }

  /** The link's weight, or what the bond was told, or -1. */
  double of(PathView path) {
    Double weight = byLink.isEmpty() ? null : byLink.get(path.linkName());
    return weight == null ? path.weight() : weight;
  }
}
