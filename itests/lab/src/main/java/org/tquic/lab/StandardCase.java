package org.tquic.lab;

import java.util.List;

/** The pairs of links that are measured. */
public enum StandardCase {
  /** Home: wired 50 Mbit/s 16 ms, and a phone with 30 Mbit/s, 30 ms, jitter and loss. */
  A(List.of(WanSpec.WIRED, WanSpec.PHONE)),
  /** Fast: 300 Mbit/s 5 ms and 80 Mbit/s 15 ms. */
  B(List.of(WanSpec.of(300, 5), WanSpec.of(80, 15))),
  /** Bound by the processor: two bare virtual cables. */
  C(List.of(WanSpec.BARE, WanSpec.BARE));

  private final List<WanSpec> wans;

  StandardCase(List<WanSpec> wans) {
    this.wans = wans;
  }

  /** Its links, in the order of the router's preference. */
  public List<WanSpec> wans() {
    return wans;
  }
}
