package org.tquic.bond.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tquic.api.bond.PathState;
import org.tquic.api.link.LinkInfo;
import org.tquic.bond.path.Carrier;
import org.tquic.bond.wire.ControlMessage;
import org.tquic.bond.wire.ControlMessage.LinkTier;
import org.tquic.bond.wire.ControlMessage.Tiered;
import org.tquic.bond.wire.ControlMessage.Tiers;

/**
 * Which tier each link is of: while a carrier of a lower tier works, those of higher tiers wait.
 * One end decides and tells the other until that confirms it. Tiers are told by link, not by
 * carrier, so that a carrier is known for what it is before it comes. A peer that does not know the
 * message confirms nothing and is left alone after a while.
 */
final class LinkTiers {
  private static final long AGAIN_NS = 100_000_000;
  private static final int TIMES = 20;
  private static final int NONE = LinkInfo.LAST_TIER + 1;

  private final List<Carrier> carriers;
  private final Sender sender;
  private final BondEvents events;
  private Map<String, Integer> tiers = Map.of();
  private boolean decides;
  private boolean told;
  private boolean confirmed = true;
  private boolean ignored;
  private int number;
  private long nextNs = Long.MAX_VALUE;
  private int left;

  LinkTiers(List<Carrier> carriers, Sender sender, BondEvents events) {
    this.carriers = carriers;
    this.sender = sender;
    this.events = events;
  }

  /** Whether a carrier can be relied on. */
  static boolean works(Carrier carrier) {
    return carrier.state() == PathState.ACTIVE && !carrier.health().inDoubt();
  }

  /** The lowest tier of which a carrier works; above all where none does, so that nobody waits. */
  static int inUse(List<Carrier> carriers) {
    int lowest = NONE;
    for (Carrier carrier : carriers) {
      if (works(carrier)) {
        lowest = Math.min(lowest, carrier.tier());
      }
    }
    return lowest;
  }

  /** This end decides from now on; a link that is not named is of the first tier. */
  void decide(Map<String, Integer> byLink, long nowNs) {
    decides = true;
    Map<String, Integer> wanted = new TreeMap<>(byLink);
    wanted.values().removeIf(tier -> tier == LinkInfo.FIRST_TIER);
    // A link whose name cannot be told has no carrier either.
    wanted.keySet().removeIf(link -> !ControlMessage.LINK_NAME.matcher(link).matches());
    while (wanted.size() > ControlMessage.MAX_CARRIERS) {
      wanted.remove(wanted.keySet().iterator().next());
    }
    if (!wanted.equals(tiers)) {
      take(wanted, number + 1 & Tiers.MAX_NUMBER);
      confirmed = false;
      if (wanted.isEmpty()) {
        ignored(false);
      }
      sayAgain(nowNs);
      check(nowNs);
    }
  }

  private void take(Map<String, Integer> wanted, int newNumber) {
    tiers = wanted;
    number = newNumber;
    carriers.forEach(this::onCarrier);
    sender.carriersChanged();
  }

  /** A carrier comes. */
  void onCarrier(Carrier carrier) {
    carrier.tier(tiers.getOrDefault(carrier.linkName(), LinkInfo.FIRST_TIER));
  }

  /** The other end decided. What this end said of links itself counts more. */
  void onTiers(Carrier carrier, Tiers said) {
    boolean newer = !told || (short) (said.number() - number) > 0;
    if (decides || !newer && said.number() != number) {
      return;
    }
    if (newer) {
      Map<String, Integer> wanted = new HashMap<>();
      said.links().forEach(link -> wanted.put(link.link(), link.tier()));
      told = true;
      take(wanted, said.number());
    }
    carrier.transport().send(new Tiered(number));
    carrier.transport().flush();
  }

  /** The other end has taken what it was told. */
  void onTiered(Tiered taken) {
    if (decides && taken.number() == number) {
      confirmed = true;
      nextNs = Long.MAX_VALUE;
      ignored(false);
    }
  }

  /** There is a way to the other end that may not have been there before. */
  void sayAgain(long nowNs) {
    if (decides && !confirmed) {
      left = TIMES;
      nextNs = nowNs;
    }
  }

  /** Says what is due. */
  void check(long nowNs) {
    if (nowNs < nextNs) {
      return;
    }
    if (left == 0) {
      // The last word had its time to be confirmed, on ways that work.
      nextNs = Long.MAX_VALUE;
      ignored(!tiers.isEmpty() && inUse(carriers) != NONE);
      return;
    }
    left--;
    nextNs = nowNs + AGAIN_NS;
    List<LinkTier> links = new ArrayList<>(tiers.size());
    tiers.forEach((link, tier) -> links.add(new LinkTier(link, tier)));
    UsablePaths usable = sender.usable();
    for (int i = 0; i < usable.size(); i++) {
      Carrier carrier = usable.get(i);
      carrier.onUse(nowNs);
      carrier.transport().send(new Tiers(number, links));
      carrier.transport().flush();
    }
  }

  private void ignored(boolean now) {
    if (ignored != now) {
      ignored = now;
      events.onTiersIgnored(now);
    }
  }

  /** When there is something to say or to conclude, or {@link Long#MAX_VALUE}. */
  long nextNs() {
    return nextNs;
  }

  /**
   * Has those wait that have to, and no others.
   *
   * @return those for which that is another than before
   */
  List<Carrier> turn(long nowNs) {
    int inUse = inUse(carriers);
    List<Carrier> turned = List.of();
    for (Carrier carrier : carriers) {
      boolean waits = carrier.tier() > inUse;
      if (waits != carrier.isStandby()) {
        turned = turned.isEmpty() ? new ArrayList<>() : turned;
        turned.add(carrier);
        carrier.standby(waits);
        // Nobody looked at its window and its MTU while it waited.
        carrier.refresh(nowNs);
        if (decides) {
          carrier.transport().prefer(!waits);
        }
      }
    }
    return turned;
  }
}
