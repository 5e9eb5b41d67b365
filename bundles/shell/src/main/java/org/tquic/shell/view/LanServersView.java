package org.tquic.shell.view;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import org.tquic.api.lan.LanServer;
import org.tquic.shell.text.AddressText;
import org.tquic.shell.view.Table.Column;

/** Servers that were found on the local network. */
public final class LanServersView {
  private LanServersView() {}

  /** The view, at most {@code width} columns wide. */
  public static String format(List<LanServer> servers, int width) {
    if (servers.isEmpty()) {
      return "no server announces itself\n";
    }
    Table table =
        new Table(
            Column.flexible("NAME"),
            Column.flexible("ADDRESS"),
            Column.text("KEY"),
            Column.flexible("LINK"),
            Column.flexible("VERSION"));
    for (LanServer server : servers) {
      for (InetAddress address : server.addresses()) {
        table.row(
            server.name(),
            endpoint(address, server.port()),
            server.shortFingerprint(),
            server.link(),
            server.version());
      }
    }
    return table.format(width)
        + "\n"
        + Paragraph.format(
            "",
            "Anybody may announce anything: compare the key with the one that the server prints"
                + " when it starts.",
            width);
  }

  private static String endpoint(InetAddress address, int port) {
    String text = AddressText.of(address);
    return (address instanceof Inet6Address ? "[" + text + "]" : text) + ":" + port;
  }
}
