package org.tquic.bond.core;

import io.netty.buffer.ByteBuf;
import org.tquic.bond.path.Carrier;

/** What a bond tells its owner, on the owner loop. */
public interface BondEvents {
  /** A carrier changed its state; the carrier says to what and why. */
  void onCarrierState(Carrier carrier);

  /** The largest inner packet changed; 0 while there is no carrier. */
  void onMaxPacket(int bytes);

  /**
   * The other end was told of tiers again and again and does not confirm them, though it answers
   * otherwise: it sends over all links alike. Or it does now.
   *
   * @param ignored whether it ignores them
   */
  default void onTiersIgnored(boolean ignored) {}

  /** An inner packet is too large; the bond releases it after the call. */
  void onTooBig(ByteBuf packet, int maxBytes);
}
