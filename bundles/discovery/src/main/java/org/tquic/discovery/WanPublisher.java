package org.tquic.discovery;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkRole;

/**
 * Keeps one publication per WAN in step with the links. The one caller thread hears the effects:
 * consumers are called from within.
 */
final class WanPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(WanPublisher.class);

  /** Where WANs are published. */
  interface Board {
    /** Publishes a link that has become a WAN. */
    Notice post(LinkInfo link);

    /** All links are like this now. */
    default void links(List<LinkInfo> all) {}
  }

  /** A published WAN. */
  interface Notice {
    /** The link has changed. */
    void update(LinkInfo link);

    /** The link is no WAN any more. */
    void withdraw();
  }

  private record Posted(LinkInfo link, Notice notice) {}

  private final Board board;
  private final Map<Integer, Posted> posted = new HashMap<>();
  private List<LinkInfo> told = List.of();

  WanPublisher(Board board) {
    this.board = board;
  }

  /** Publishes, updates and withdraws until exactly the WANs among the links are published. */
  void reconcile(List<LinkInfo> links) {
    Map<Integer, LinkInfo> wans = new HashMap<>();
    for (LinkInfo link : links) {
      if (link.role() == LinkRole.WAN) {
        wans.put(link.index(), link);
      }
    }
    for (Integer index : List.copyOf(posted.keySet())) {
      LinkInfo wan = wans.get(index);
      if (wan == null || !wan.name().equals(posted.get(index).link().name())) {
        Posted gone = posted.remove(index);
        LOG.info("WAN link {} is gone", gone.link().name());
        gone.notice().withdraw();
      }
    }
    wans.values().forEach(this::show);
    if (!links.equals(told)) {
      told = links;
      board.links(links);
    }
  }

  /** Withdraws everything. */
  void close() {
    reconcile(List.of());
  }

  private void show(LinkInfo wan) {
    Posted before = posted.get(wan.index());
    if (before == null) {
      LOG.info("WAN link {}: {}, {}", wan.name(), wan.roleReason(), state(wan));
      posted.put(wan.index(), new Posted(wan, board.post(wan)));
    } else if (!before.link().equals(wan)) {
      if (!state(before.link()).equals(state(wan))) {
        LOG.info("WAN link {}: {}", wan.name(), state(wan));
      }
      posted.put(wan.index(), new Posted(wan, before.notice()));
      before.notice().update(wan);
    }
  }

  private static String state(LinkInfo link) {
    if (!link.up()) {
      return "administratively down";
    }
    if (!link.carrier()) {
      return "no carrier";
    }
    return link.addresses().isEmpty()
        ? "no address"
        : "addresses "
            + String.join(
                ", ", link.addresses().stream().map(InetAddress::getHostAddress).toList());
  }
}
