package org.tquic.quic.sim;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/** A named link by which hosts reach the rest of the network, with or without a NAT at its end. */
public final class SimLink {
  /** Hosts behind the NAT by the address that only they know each other by. */
  final Map<InetSocketAddress, SimHost> inside = new HashMap<>();

  private final String name;
  private final LinkModel up;
  private final LinkModel down;
  private SimNat nat;

  SimLink(String name, LinkModel up, LinkModel down) {
    this.name = name;
    this.up = up;
    this.down = down;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** From its hosts into the network. */
  public LinkModel up() {
    return up;
  }

  /** From the network to its hosts. */
  public LinkModel down() {
    return down;
  }

  /** The NAT at its end, or null. */
  public SimNat nat() {
    return nat;
  }

  void setNat(SimNat next) {
    nat = next;
  }
}
