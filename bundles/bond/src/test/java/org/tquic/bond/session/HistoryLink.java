package org.tquic.bond.session;

import java.net.InetAddress;
import java.util.List;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkKind;
import org.tquic.api.link.LinkQuota;
import org.tquic.api.link.LinkRole;

/**
 * A link of a simulated machine as it really is: what the kernel tells of it, and what the kernel
 * does not know.
 */
final class HistoryLink {
  static final long USUAL_DELAY_NS = 20_000_000;

  final String id;
  final boolean metered;

  /** A NAT on it forgets a flow that is silent for longer. */
  final long mappingNs;

  // What the kernel sees.
  String name;
  boolean present = true;
  boolean carrier = true;
  InetAddress address;

  // What it does not see.
  boolean deafOut;
  boolean deafIn;
  double lossRate;
  long delayNs = USUAL_DELAY_NS;

  /** What the router was last told; null before, and when the link is gone. */
  LinkInfo told;

  /** Since when it is as it should be; {@link Long#MAX_VALUE} while it is not. */
  long wellSinceNs;

  /** Since when nothing passes; {@link Long#MAX_VALUE} while something does. */
  long deadSinceNs = Long.MAX_VALUE;

  /** Looks in a row that found its path not in use though it should be. */
  int missed;

  private int addresses;

  HistoryLink(String id, String name, boolean metered, long mappingNs) {
    this.id = id;
    this.name = name;
    this.metered = metered;
    this.mappingNs = mappingNs;
    newAddress();
  }

  void newAddress() {
    addresses++;
    address =
        InetAddress.ofLiteral("10.%d.%d.2".formatted(addresses >> 8 & 0xff, addresses & 0xff));
  }

  /** Notes that something about it is another now. */
  void changed(long nowNs) {
    boolean well =
        present && carrier && !deafOut && !deafIn && lossRate == 0 && delayNs == USUAL_DELAY_NS;
    boolean dead = !present || !carrier || deafOut && deafIn;
    wellSinceNs = well ? nowNs : Long.MAX_VALUE;
    deadSinceNs = dead ? Math.min(deadSinceNs, nowNs) : Long.MAX_VALUE;
  }

  boolean passes(InetAddress source, boolean out) {
    return present && carrier && source.equals(address) && !(out ? deafOut : deafIn);
  }

  LinkInfo info() {
    return new LinkInfo(
        name,
        1,
        id,
        name,
        metered ? LinkKind.USB_TETHER : LinkKind.WIRED,
        "",
        "",
        metered,
        LinkInfo.FIRST_TIER,
        LinkQuota.NONE,
        1500,
        carrier,
        true,
        List.of(address),
        List.of(),
        List.of(),
        1,
        LinkRole.WAN,
        "");
  }
}
