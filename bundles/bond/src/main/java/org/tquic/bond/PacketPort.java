package org.tquic.bond;

import io.netty.buffer.ByteBuf;

/** The inner side of a bond: where IP packets leave it, a TUN device for example. */
public interface PacketPort {
  /** Delivers one IP packet, of which the port takes ownership. Called on the owner loop. */
  void write(ByteBuf packet);

  /** Called after the last packet of a batch. */
  void flush();
}
