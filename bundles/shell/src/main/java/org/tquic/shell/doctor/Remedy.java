package org.tquic.shell.doctor;

import org.tquic.api.bond.PathReason;

/** What to do about a path that does not work. */
final class Remedy {
  private Remedy() {}

  /** One sentence for the operator, or empty where there is nothing to do. */
  static String of(PathReason reason, String link) {
    return switch (reason) {
      case NONE -> "";
      case DISABLED -> "Run `tquic:link-enable " + link + "` to bond it again.";
      case NO_CARRIER ->
          "Check the cable, or on a phone that USB tethering is on; `ip link show " + link + "`.";
      case NO_ADDRESS ->
          "Check that a DHCP client runs on the link or set an address; `ip address show "
              + link
              + "`.";
      case NO_ROUTE ->
          "Add a default route through this link, with a higher metric than the others; `ip route`.";
      case REFUSED ->
          "The host answers but nothing listens on the port: check that `tquic server` runs there"
              + " and that the port of the pairing code is the one it listens on.";
      case NO_ANSWER ->
          "If another link reaches the server, this one's provider or a firewall drops UDP to its"
              + " port: try another port (`tquic server --listen`). If none does, check that the"
              + " server runs and its firewall lets UDP in.";
      case CAPTIVE_PORTAL ->
          "Open a web page through this link, for example from a device behind it, and log in.";
      case SILENT, PEER_REPORT, TIMED_OUT ->
          "The link went quiet in use; its traffic moved to the others and it is tried again by"
              + " itself. If it stays so, check the signal or the modem.";
      case TLS ->
          "Key or certificate was refused: the server's key is not the one of the pairing code."
              + " Make a new code with `tquic pair` on the server and start the router with it.";
      case VERSION -> "Install the same release of TQUIC Bond at both ends.";
      case NOT_PAIRED ->
          "The server does not know this router, or revoked it: make a code with `tquic pair` on"
              + " the server and start the router with `--code`.";
      case CLOSED_BY_PEER ->
          "The server closed the connection: look at its log; the router tries again by itself.";
      case REPLACED -> "A newer connection over the same link took its place.";
      case BETTER_TIER ->
          "It carries traffic as soon as no link of a lower tier works; `tquic:link-tier "
              + link
              + " 1` has it carry now.";
      case QUOTA ->
          "It is used again from the day on which its quota is counted anew, or when it has a larger"
              + " one: `tquic:link-quota "
              + link
              + " BYTES`. If the carrier counted less, `tquic:link-used "
              + link
              + " BYTES` says so.";
      case ADDRESS_IN_USE -> "Another program holds the address and port; `ss -ulpn` names it.";
      case INTERNAL -> "Look at the log above this time, and report it if it comes again.";
    };
  }
}
