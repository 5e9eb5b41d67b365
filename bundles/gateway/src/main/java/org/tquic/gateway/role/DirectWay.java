package org.tquic.gateway.role;

import java.net.Inet6Address;
import java.util.Collection;
import org.tquic.api.link.LinkInfo;

/** Where traffic goes that takes the machine's own default routes instead of the bond. */
final class DirectWay {
  private DirectWay() {}

  /**
   * Whether that is a link whose quota is used up: of the links that lead out, the one with the
   * lowest metric, which the kernel takes.
   *
   * @param ipv6 which family's traffic
   */
  static boolean isUsedUp(Collection<LinkInfo> links, boolean ipv6) {
    long open = Long.MAX_VALUE;
    long usedUp = Long.MAX_VALUE;
    for (LinkInfo link : links) {
      if (!leadsOut(link, ipv6)) {
        continue;
      }
      if (link.quota().isUsedUp()) {
        usedUp = Math.min(usedUp, link.metric());
      } else if (link.carrier()) {
        open = Math.min(open, link.metric());
      }
    }
    return usedUp != Long.MAX_VALUE && usedUp <= open;
  }

  /** Links to one peer have default routes without a gateway, of which nobody says the family. */
  private static boolean leadsOut(LinkInfo link, boolean ipv6) {
    return link.metric() >= 0
        && (link.gateways().isEmpty()
            || link.gateways().stream()
                .anyMatch(gateway -> gateway instanceof Inet6Address == ipv6));
  }
}
