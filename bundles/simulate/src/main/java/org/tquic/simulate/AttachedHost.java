package org.tquic.simulate;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.tquic.quic.sim.Simulation;
import org.tquic.simulate.inner.Host;

/**
 * A host of the simulation on one side of a bond.
 *
 * @param out takes what it sends, and owns it
 * @param flusher runs after a batch
 */
record AttachedHost(Simulation simulation, Consumer<ByteBuf> out, Runnable flusher)
    implements Host {
  @Override
  public long nowNs() {
    return simulation.nowNs();
  }

  @Override
  public void at(long timeNs, Runnable action) {
    simulation.at(timeNs, action);
  }

  @Override
  public void send(ByteBuf packet) {
    out.accept(packet);
  }

  @Override
  public void flush() {
    flusher.run();
  }
}
