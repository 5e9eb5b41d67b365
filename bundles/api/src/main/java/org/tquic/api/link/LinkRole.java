package org.tquic.api.link;

/** What the bond makes of a link. */
public enum LinkRole {
  /** Leads to the internet and is bonded. */
  WAN,
  /** Would be bonded, but the operator switched it off. */
  DISABLED,
  /** Faces the local network, or leads nowhere. */
  LAN,
  /** Never a WAN: loopback, bridge port, own tunnel, other virtual links. */
  IGNORED
}
