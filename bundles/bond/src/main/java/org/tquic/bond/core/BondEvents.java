package org.tquic.bond.core;

import io.netty.buffer.ByteBuf;
import org.tquic.bond.path.Carrier;

/** What a bond tells its owner, on the owner loop. */
public interface BondEvents {
  /** A carrier changed its state; the carrier says to what and why. */
  void onCarrierState(Carrier carrier);

  /** The largest inner packet changed; 0 while there is no carrier. */
  void onMaxPacket(int bytes);

  /** An inner packet is too large; the bond releases it after the call. */
  void onTooBig(ByteBuf packet, int maxBytes);
}
