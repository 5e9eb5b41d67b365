package org.tquic.discovery;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkKind;
import org.tquic.api.link.LinkPolicy;

/**
 * What the operator said about links. The latest word counts. What was said of a link holds when it
 * comes back under another name. Not thread-safe.
 */
final class OperatorChoice {
  private final KnownLinks known;
  private final Set<String> ownTunnels = new HashSet<>();
  private Set<String> named;
  private Map<String, LinkPolicy> usual = Map.of();

  /**
   * Begins with what was said before.
   *
   * @param named names of the only WANs, empty for those that discovery finds
   */
  OperatorChoice(KnownLinks known, Set<String> named) {
    this.known = known;
    this.named = Set.copyOf(named);
  }

  /**
   * These links are WANs and no others; none means those that discovery finds. The same names as
   * before are no new word: a role says them at each of its starts.
   */
  void restrictTo(List<String> names) {
    if (named.equals(Set.copyOf(names))) {
      return;
    }
    named = Set.copyOf(names);
    known.unsay(link -> isOn(link) || isOff(link) && named.contains(link.name()));
  }

  /** A device of this program. */
  void ignore(String name) {
    ownTunnels.add(name);
  }

  /** Takes back that a link was switched off. */
  void clearOff(LinkInfo link) {
    known.unsay(entry -> isOff(entry) && isMeant(entry, link));
  }

  /** Switches a link on whatever discovery makes of it, or off; empty takes that back. */
  void bond(LinkInfo link, Optional<Boolean> bonded) {
    amend(link, said -> said.withBonded(Optional.empty()), said -> said.withBonded(bonded));
  }

  /**
   * Says something of the use of a link.
   *
   * @param takeBack what was said of it before, of whatever link that is meant, without that
   * @param say with what is said now
   */
  private void amend(
      LinkInfo link, UnaryOperator<LinkPolicy> takeBack, UnaryOperator<LinkPolicy> say) {
    for (KnownLink entry : known.all()) {
      if (isMeant(entry, link)) {
        known.keep(entry.use(link, takeBack.apply(entry.policy())), Set.of());
      }
    }
    KnownLink entry = entry(link);
    known.keep(entry.use(link, say.apply(entry.policy())), Set.of());
  }

  /** Says whether a link is paid for by volume; empty takes that back. */
  void meter(LinkInfo link, Optional<Boolean> metered) {
    amend(link, said -> said.withMetered(Optional.empty()), said -> said.withMetered(metered));
  }

  /** Says of which tier a link is; empty takes that back. */
  void rank(LinkInfo link, Optional<Integer> tier) {
    amend(link, said -> said.withTier(Optional.empty()), said -> said.withTier(tier));
  }

  /** Says what a link may carry, bytes; empty takes that back. */
  void allow(LinkInfo link, Optional<Long> bytes) {
    amend(link, said -> said.withQuotaBytes(Optional.empty()), said -> said.withQuotaBytes(bytes));
  }

  /** Says on which day of the month that is counted anew; empty takes that back. */
  void allowFrom(LinkInfo link, Optional<Integer> day) {
    amend(link, said -> said.withQuotaDay(Optional.empty()), said -> said.withQuotaDay(day));
  }

  /** Says by name what holds for links where the operator said nothing. */
  void usual(Map<String, LinkPolicy> byName) {
    usual = Map.copyOf(byName);
  }

  /**
   * What holds for a link: the operator's word, else what is usual for its name, or for its first
   * one where no other link bears that.
   */
  LinkPolicy use(KnownLink said, String name, String alias, Set<String> present) {
    String meant = usual.containsKey(name) || present.contains(alias) ? name : alias;
    return said.policy().or(usual.getOrDefault(meant, LinkPolicy.NONE));
  }

  private KnownLink entry(LinkInfo link) {
    return known.all().stream()
        .filter(entry -> entry.id().equals(link.id()))
        .findFirst()
        .orElseGet(() -> KnownLink.first(LinkIdentity.parse(link.id()), link.alias()));
  }

  private static boolean isOn(KnownLink entry) {
    return entry.policy().bonded().filter(bonded -> bonded).isPresent();
  }

  private static boolean isOff(KnownLink entry) {
    return entry.policy().bonded().filter(bonded -> !bonded).isPresent();
  }

  private static boolean isMeant(KnownLink entry, LinkInfo link) {
    return entry.id().equals(link.id())
        || hasFixedName(link.kind()) && entry.name().equals(link.name());
  }

  /**
   * Whether interfaces of a kind usually keep their names; phones get the next one that is free.
   */
  static boolean hasFixedName(LinkKind kind) {
    return kind != LinkKind.USB_TETHER && kind != LinkKind.MODEM;
  }

  Set<String> ownTunnels() {
    return ownTunnels;
  }

  boolean isOwnTunnel(String name) {
    return ownTunnels.contains(name);
  }

  /** Whether only named links are WANs. */
  boolean restricted() {
    return !named.isEmpty();
  }

  Set<String> named() {
    return named;
  }

  /** Whether a link was named: by its name, or by its first one where no other link bears that. */
  boolean isNamed(String name, String alias, Set<String> present) {
    return named.contains(name) || named.contains(alias) && !present.contains(alias);
  }

  KnownLinks known() {
    return known;
  }
}
