package org.tquic.paths.doctor.finding;

import org.tquic.api.doctor.Verdict;

/** What to do about a verdict. */
final class Remedy {
  private Remedy() {}

  /** One or two sentences for the operator, or empty where there is nothing to do. */
  static String of(Verdict verdict, LinkFacts facts, boolean othersWork) {
    String link = facts.link().name();
    return switch (verdict) {
      case OK -> "";
      case DISABLED -> "Run `tquic console link-enable " + link + "` to bond it again.";
      case QUOTA ->
          "Wait for the day on which it is counted anew, or allow more: `tquic console link-quota "
              + link
              + " BYTES`; `tquic console link-used "
              + link
              + " BYTES` says what the carrier counted.";
      case NOT_TESTED ->
          "Pair this machine with a server (`tquic router --code CODE`), and see that the server's"
              + " name can be resolved.";
      case NO_CARRIER ->
          facts.link().up()
              ? "Check the cable, or on a phone that USB tethering is on; `ip link show "
                  + link
                  + "`."
              : "Switch it on: `ip link set " + link + " up`.";
      case NO_ADDRESS ->
          "Check that a DHCP client runs on the link or set an address; `ip address show dev "
              + link
              + "`.";
      case NO_ROUTE ->
          "Add a default route through this link, with a higher metric than the others; `ip route"
              + " show table all dev "
              + link
              + "`.";
      case REFUSED ->
          othersWork
              ? "A firewall on the way rejects UDP to the server's port: allow it there, or let the"
                  + " server listen on another port (`tquic server --listen`)."
              : "Nothing listens on the port: check that `tquic server` runs there and that the port"
                  + " of the pairing code is the one it listens on.";
      case UDP_BLOCKED ->
          othersWork
              ? "This link's provider or a firewall drops UDP to the server's port: try another port"
                  + " (`tquic server --listen`), 443 is blocked least."
              : "Check that the server runs and that its firewall lets UDP to its port in.";
      case MTU ->
          "Lower the MTU of the link (`ip link set dev "
              + link
              + " mtu 1280` is enough for QUIC), and let ICMP through the firewalls on the way;"
              + " where even 1280 bytes do not pass, the provider has to mend it.";
      case WRONG_LINK ->
          "Answers must come back the way the question went: check the routes of the gateways"
              + " behind the links, and the rules by source address (`ip rule`).";
      case TLS ->
          othersWork
              ? "Another machine answers on this link in the server's place: find out who redirects"
                  + " the traffic."
              : "The server's key is not the one of the pairing code, or it refuses this router's:"
                  + " make a new code with `tquic pair` there and start the router with it.";
      case VERSION ->
          othersWork
              ? "Something else answers on this link in the server's place: find out who redirects"
                  + " the traffic."
              : "Check that address and port are those of `tquic server`, and install the same"
                  + " release at both ends.";
      case HANDSHAKE ->
          "Try the other engine (`tquic router --engine ID`), look at the server's log, and report"
              + " it with the output of `tquic doctor --json`.";
      case PEER_VALIDATION ->
          "Handshakes pass and further paths do not: a firewall on the way that lets only new"
              + " connections begin is likely; the engine quiche does without further paths.";
      case CAPTIVE_PORTAL ->
          "Log in to the network behind this link: open any http:// page through it.";
      case LOSSY ->
          "Check the signal or the cable; the bond repairs what is lost, at the price of capacity."
              + " `tquic console link-disable "
              + link
              + "` leaves the link out.";
    };
  }
}
