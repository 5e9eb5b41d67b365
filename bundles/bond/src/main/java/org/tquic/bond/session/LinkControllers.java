package org.tquic.bond.session;

import java.util.HashMap;
import java.util.Map;
import org.tquic.bond.CongestionChoice;
import org.tquic.bond.path.Carrier;

/** Congestion controllers that were chosen for single links. Used on the owner loop. */
final class LinkControllers {
  private final Map<String, CongestionChoice> choices = new HashMap<>();

  /** Chooses for one link; null for what is chosen for all. */
  void select(String link, CongestionChoice choice) {
    if (choice == null) {
      choices.remove(link);
    } else {
      choices.put(link, choice);
    }
  }

  /** What a link's connection begins with. */
  CongestionChoice of(String link, CongestionChoice common) {
    return choices.getOrDefault(link, common);
  }

  /** A carrier is new. */
  void onCarrier(Carrier carrier) {
    CongestionChoice choice = choices.get(carrier.linkName());
    if (choice != null) {
      carrier.transport().selectCongestion(choice.controller());
    }
  }

  /** The choice for a link changed: gives its carriers, of these, what they are to have now. */
  void apply(String link, Iterable<Carrier> carriers) {
    CongestionChoice choice = choices.get(link);
    for (Carrier carrier : carriers) {
      if (!carrier.linkName().equals(link)) {
        continue;
      }
      if (choice == null) {
        carrier.transport().followCongestion();
      } else {
        carrier.transport().selectCongestion(choice.controller());
      }
    }
  }
}
