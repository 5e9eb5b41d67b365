package org.tquic.shell.view;

import static org.tquic.shell.view.StatusView.dashIfEmpty;
import static org.tquic.shell.view.StatusView.lower;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;
import org.tquic.api.link.LinkInfo;
import org.tquic.shell.text.AddressText;
import org.tquic.shell.view.Table.Column;

/** The machine's links and what the bond makes of each. */
public final class LinksView {
  private LinksView() {}

  /** The view, at most {@code width} columns wide. */
  public static String format(List<LinkInfo> links, int width) {
    if (links.isEmpty()) {
      return "no links\n";
    }
    Table table =
        new Table(
            Column.text("LINK"),
            Column.text("ROLE"),
            Column.text("KIND"),
            Column.flexible("DRIVER"),
            Column.text("STATE"),
            Column.flexible("ADDRESS"),
            Column.flexible("GATEWAY"));
    StringBuilder reasons = new StringBuilder();
    for (LinkInfo link : links) {
      table.row(
          link.name(),
          lower(link.role()),
          lower(link.kind()),
          dashIfEmpty(link.driver()),
          state(link),
          entry(link.addresses(), 0),
          entry(link.gateways(), 0));
      int rows = Math.max(link.addresses().size(), link.gateways().size());
      for (int i = 1; i < rows; i++) {
        table.row("", "", "", "", "", below(link.addresses(), i), below(link.gateways(), i));
      }
      reasons.append(Paragraph.format("  " + link.name() + ": ", about(link), width));
    }
    return table.format(width) + "\n" + reasons;
  }

  private static String about(LinkInfo link) {
    return link.roleReason()
        + link.silentGateways().stream()
            .map(gateway -> ", gateway " + AddressText.of(gateway) + " does not answer")
            .collect(Collectors.joining())
        + (link.metered() ? ", metered" : "")
        + (link.tier() == LinkInfo.FIRST_TIER ? "" : ", tier " + link.tier())
        + (link.quota().isLimited() ? ", " + link.quota().text() : "")
        + (link.alias().equals(link.name()) ? "" : ", first known as " + link.alias());
  }

  /** The link's state in one or two words. */
  public static String state(LinkInfo link) {
    if (!link.up()) {
      return "down";
    }
    return link.carrier() ? "up" : "no carrier";
  }

  private static String entry(List<InetAddress> addresses, int index) {
    return index < addresses.size() ? AddressText.of(addresses.get(index)) : "-";
  }

  private static String below(List<InetAddress> addresses, int index) {
    return index < addresses.size() ? AddressText.of(addresses.get(index)) : "";
  }
}
