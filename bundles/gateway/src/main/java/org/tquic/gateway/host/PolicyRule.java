package org.tquic.gateway.host;

import java.util.Optional;
import org.tquic.gateway.Cidr;

/**
 * A rule of the kernel's routing policy.
 *
 * @param ipv6 the family it is for
 * @param preference position among the rules, lower is asked first
 * @param from source addresses it is for, empty for all
 * @param target what it does
 */
public record PolicyRule(boolean ipv6, int preference, Optional<Cidr> from, Target target) {

  /** What a rule does with a packet that it matches. */
  public sealed interface Target {}

  /**
   * Asks a routing table; routes of this prefix length or shorter do not count.
   *
   * @param table number of the table
   * @param suppressPrefixLength longest prefix length that does not count, -1 when all count
   */
  public record Lookup(int table, int suppressPrefixLength) implements Target {}

  /** Goes on with the rule of that preference, which lies behind this one. */
  public record GoTo(int preference) implements Target {}

  /** Does nothing: a place to go to. */
  public record Nop() implements Target {}
}
