package org.tquic.discovery;

import java.util.Optional;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkPolicy;

/**
 * What is remembered of a link.
 *
 * @param id what others know it by: its first identity, kept when the device moves to another port
 * @param identity what it is known again by
 * @param alias interface name when it was first known
 * @param name interface name when the operator last spoke of it, or empty
 * @param policy what the operator said of it
 */
record KnownLink(String id, LinkIdentity identity, String alias, String name, LinkPolicy policy) {
  /** A link seen for the first time. */
  static KnownLink first(LinkIdentity identity, String name) {
    return new KnownLink(identity.text(), identity, name, "", LinkPolicy.NONE);
  }

  /**
   * A link seen for the first time at the place of one that is gone: what was said of that holds.
   */
  static KnownLink heir(LinkIdentity identity, String name, KnownLink gone) {
    String spokenName = gone.spokenOf() ? name : "";
    return new KnownLink(identity.text(), identity, name, spokenName, gone.policy);
  }

  /** The same link, seen with this identity now; what is its own is not forgotten. */
  KnownLink at(LinkIdentity now) {
    LinkIdentity merged =
        now.unit().isEmpty() ? new LinkIdentity(now.place(), identity.unit()) : now;
    return new KnownLink(id, merged, alias, name, policy);
  }

  KnownLink use(LinkInfo link, LinkPolicy newPolicy) {
    return new KnownLink(id, identity, alias, link.name(), newPolicy);
  }

  /** Without a word on bonding. */
  KnownLink unsaid() {
    return new KnownLink(id, identity, alias, name, policy.withBonded(Optional.empty()));
  }

  /** Whether the operator said anything of it. */
  boolean spokenOf() {
    return !policy.equals(LinkPolicy.NONE);
  }
}
