package org.tquic.simulate.inner;

import io.netty.buffer.ByteBuf;

/** What a simulated host runs on. */
public interface Host {
  /** The time, nanoseconds. */
  long nowNs();

  /** Has something done at a time that is not past. */
  void at(long timeNs, Runnable action);

  /** Gives the router a packet. */
  void send(ByteBuf packet);

  /** The last packet of a batch was given. */
  void flush();
}
