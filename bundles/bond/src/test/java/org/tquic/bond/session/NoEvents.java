package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import org.tquic.bond.core.BondEvents;
import org.tquic.bond.path.Carrier;

/** Cares for nothing that a bond tells. */
final class NoEvents implements BondEvents {
  @Override
  public void onCarrierState(Carrier carrier) {}

  @Override
  public void onMaxPacket(int bytes) {}

  @Override
  public void onTooBig(ByteBuf packet, int maxBytes) {}
}
