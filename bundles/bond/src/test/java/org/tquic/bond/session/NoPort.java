package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import org.tquic.bond.PacketPort;

/** Lets go of all packets. */
final class NoPort implements PacketPort {
  @Override
  public void write(ByteBuf packet) {
    packet.release();
  }

  @Override
  public void flush() {}
}
