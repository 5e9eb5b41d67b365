package org.tquic.simulate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.tquic.bond.PacketPort;
import org.tquic.bond.core.BondCore;
import org.tquic.bond.core.BondEvents;
import org.tquic.bond.path.Carrier;
import org.tquic.bond.wire.DataHeader;
import org.tquic.quic.connection.Connection;
import org.tquic.quic.sim.SimNode;
import org.tquic.quic.sim.SimTransmit;
import org.tquic.quic.sim.Simulation;
import org.tquic.quic.sim.pair.PairNode;
import org.tquic.quic.sim.pair.Recorder;
import org.tquic.spi.scheduler.ConnectionInfo;

/** One end: a connection, a bond whose carriers are its paths, and who takes its inner packets. */
public final class BondEnd implements SimNode {
  /** A real loop's timer is not exact to the nanosecond either. */
  private static final long TIMER_RESOLUTION_NS = 50_000;

  final PairNode node;
  private final Simulation simulation;
  private final BondCore core;
  private final ArrivalOrder arrivals = new ArrivalOrder();
  private Consumer<ByteBuf> inner = ByteBuf::release;
  private long bondTimerNs = NO_TIMEOUT;
  private boolean room;

  BondEnd(Simulation simulation, long seed) {
    this.simulation = simulation;
    this.node = new PairNode(simulation.clock(), seed, new Events());
    this.core =
        new BondCore(new ConnectionInfo("simulated", seed), new Port(), new Silent(), now());
  }

  private final class Events extends Recorder {
    @Override
    public void onDatagram(long pathId, byte[] array, int offset, int length) {
      Carrier carrier = carrier(pathId);
      if (carrier == null || length <= EnginePath.PREFIX_BYTES) {
        return;
      }
      long context = array[offset + 1];
      int payload = length - EnginePath.PREFIX_BYTES;
      ByteBuf copy = Unpooled.buffer(payload);
      copy.writeBytes(array, offset + EnginePath.PREFIX_BYTES, payload);
      if (context == DataHeader.CONTEXT && DataHeader.bucket(copy) != DataHeader.UNORDERED) {
        arrivals.add(DataHeader.bucket(copy), DataHeader.sequence(copy));
      }
      core.onDatagram(carrier, context, copy, now());
    }

    @Override
    public void onDatagramRoom() {
      room = true;
    }
  }

  private final class Port implements PacketPort {
    @Override
    public void write(ByteBuf packet) {
      inner.accept(packet);
    }

    @Override
    public void flush() {}
  }

  private static final class Silent implements BondEvents {
    @Override
    public void onCarrierState(Carrier carrier) {}

    @Override
    public void onMaxPacket(int bytes) {}

    @Override
    public void onTooBig(ByteBuf packet, int maxBytes) {}
  }

  private Carrier carrier(long pathId) {
    for (Carrier carrier : core.carriers()) {
      if (carrier.id() == pathId) {
        return carrier;
      }
    }
    return null;
  }

  void addCarrier(int pathId, String link) {
    EnginePath path = new EnginePath(connection(), pathId, this::now);
    core.addCarrier(new Carrier(pathId, link, path, now()), now());
    rearm();
  }

  Connection connection() {
    return node.connection();
  }

  /** The bond. */
  public BondCore core() {
    return core;
  }

  /** In which order packets came, before they were put in order. */
  public ArrivalOrder arrivals() {
    return arrivals;
  }

  /** Sets who takes inner packets, and owns them; not to answer before the call is over. */
  void onInner(Consumer<ByteBuf> consumer) {
    inner = consumer;
  }

  /** Gives the bond inner packets to send, of which it takes ownership. */
  public void send(ByteBuf packet) {
    core.accept(packet, now());
  }

  /** A batch of inner packets was given. */
  public void flush() {
    core.flush(now());
    rearm();
  }

  private long now() {
    return simulation.nowNs();
  }

  private void rearm() {
    bondTimerNs = Math.max(core.nextTimerNs(now()), now() + TIMER_RESOLUTION_NS);
  }

  @Override
  public void onDatagram(
      long nowNs, InetSocketAddress local, InetSocketAddress remote, int ecn, byte[] data) {
    node.onDatagram(nowNs, local, remote, ecn, data);
    core.onReadComplete(nowNs);
    rearm();
  }

  @Override
  public long nextTimeoutNs() {
    return Math.min(node.nextTimeoutNs(), bondTimerNs);
  }

  @Override
  public void onTimeout(long nowNs) {
    if (node.nextTimeoutNs() <= nowNs) {
      node.onTimeout(nowNs);
    }
    if (bondTimerNs <= nowNs) {
      core.onTimer(nowNs);
      rearm();
    }
  }

  @Override
  public boolean pollTransmit(long nowNs, SimTransmit out) {
    while (!node.pollTransmit(nowNs, out)) {
      if (!room) {
        return false;
      }
      room = false;
      flush();
    }
    return true;
  }
}
