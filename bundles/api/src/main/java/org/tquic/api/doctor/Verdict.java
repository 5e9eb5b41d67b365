package org.tquic.api.doctor;

/** What an examination of a link can come to. */
public enum Verdict {
  /** It carries QUIC to the server, and the server is the right one. */
  OK("ok"),
  /** The operator switched it off. */
  DISABLED("disabled"),
  /** What it may carry is used up, so nothing was sent over it. */
  QUOTA("quota"),
  /** Nothing is wrong with the link itself; without a server to talk to no more can be said. */
  NOT_TESTED("not-tested"),
  /** The lower layer is down. */
  NO_CARRIER("no-carrier"),
  /** No address of the server's family. */
  NO_ADDRESS("no-address"),
  /** No route to the server through this link. */
  NO_ROUTE("no-route"),
  /** ICMP port unreachable: nothing listens there. */
  REFUSED("refused"),
  /** Nothing comes back by UDP. */
  UDP_BLOCKED("udp-blocked"),
  /** Small datagrams pass, those of 1200 bytes do not. */
  MTU("mtu"),
  /** Answers arrive on another link. */
  WRONG_LINK("wrong-link"),
  /** A key or a certificate was refused. */
  TLS("tls"),
  /** What answers has no QUIC version, or no application protocol, in common with us. */
  VERSION("version"),
  /** The server answers, but no handshake comes to its end. */
  HANDSHAKE("handshake"),
  /** The handshake passes, the validation of a further path does not. */
  PEER_VALIDATION("peer-validation"),
  /** A portal answers in the server's place. */
  CAPTIVE_PORTAL("captive-portal"),
  /** It works, and loses more than a bond should have to repair. */
  LOSSY("lossy");

  private final String wireName;

  Verdict(String wireName) {
    this.wireName = wireName;
  }

  /** Its name in JSON and on the console. */
  public String wireName() {
    return wireName;
  }
}
