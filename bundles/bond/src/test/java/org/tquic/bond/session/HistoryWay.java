package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.tquic.api.bond.PathReason;
import org.tquic.bond.path.Carrier;
import org.tquic.bond.path.CarrierTransport;
import org.tquic.bond.path.KeepAlive;
import org.tquic.bond.path.TransportSample;

/** A connection over a simulated link, with a NAT on its way, on the clock of an event loop. */
final class HistoryWay {
  private static final long MS = 1_000_000;
  private static final long JITTER_NS = 5 * MS;
  private static final int MAX_PAYLOAD = 1400;
  private static final int WINDOW_BYTES = 200_000;

  final End routerEnd = new End(true);
  final End serverEnd = new End(false);
  private final HistoryLink link;
  private final InetAddress source;
  private final EventLoop loop;
  private final Random random;
  private long mappedNs;

  HistoryWay(HistoryLink link, InetAddress source, EventLoop loop, Random random) {
    this.link = link;
    this.source = source;
    this.loop = loop;
    this.random = random;
    this.mappedNs = nowNs();
  }

  private long nowNs() {
    return loop.ticker().nanoTime();
  }

  HistoryLink link() {
    return link;
  }

  boolean passes(boolean out) {
    return link.passes(source, out) && random.nextDouble() >= link.lossRate;
  }

  /** The NAT forgets it. */
  void forget() {
    mappedNs = Long.MIN_VALUE / 2;
  }

  private boolean isMapped() {
    return nowNs() - mappedNs <= link.mappingNs;
  }

  /** Has something happen at the other end, if it gets there. */
  private void carry(boolean out, Runnable arrival, Runnable loss) {
    boolean leaves = !out || passes(true);
    if (out && leaves) {
      mappedNs = nowNs();
    }
    long delayNs = link.delayNs + random.nextLong(JITTER_NS);
    loop.schedule(
        () -> {
          boolean arrives = leaves && (out || passes(false) && isMapped());
          if (arrives) {
            mappedNs = nowNs();
          }
          (arrives ? arrival : loss).run();
        },
        delayNs,
        TimeUnit.NANOSECONDS);
  }

  /** Who has an end. */
  interface Owner {
    void onDatagram(long context, ByteBuf payload);

    void onReadComplete();

    /** The connection is over at this end; called once. */
    void onClosed();
  }

  /** One end of it. */
  final class End implements CarrierTransport {
    private final boolean atRouter;
    private Owner owner;
    private long heardNs;
    private boolean closed;

    private End(boolean atRouter) {
      this.atRouter = atRouter;
    }

    private End other() {
      return atRouter ? serverEnd : routerEnd;
    }

    void open(Owner newOwner) {
      owner = newOwner;
      heardNs = nowNs();
      awaitIdleTimeout();
    }

    boolean isOpen() {
      return owner != null && !closed;
    }

    private void awaitIdleTimeout() {
      long leftNs = heardNs + KeepAlive.IDLE_TIMEOUT.toNanos() - nowNs();
      if (leftNs <= 0) {
        end();
      } else if (!closed) {
        loop.schedule(this::awaitIdleTimeout, leftNs, TimeUnit.NANOSECONDS);
      }
    }

    private void end() {
      if (!closed) {
        closed = true;
        if (owner != null) {
          // Later, as with real connections.
          loop.execute(owner::onClosed);
        }
      }
    }

    private void onArrival(long context, ByteBuf payload) {
      if (!isOpen()) {
        payload.release();
        return;
      }
      heardNs = nowNs();
      owner.onDatagram(context, payload);
      owner.onReadComplete();
    }

    @Override
    public boolean send(long context, ByteBuf payload) {
      if (closed) {
        payload.release();
        return false;
      }
      ByteBuf copy = payload.copy();
      payload.release();
      carry(atRouter, () -> other().onArrival(context, copy), copy::release);
      return true;
    }

    @Override
    public void close(PathReason reason) {
      if (!closed) {
        carry(atRouter, other()::end, () -> {});
        end();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void sample(TransportSample into) {
      into.congestionWindow = WINDOW_BYTES;
    }

    @Override
    public int maxPayload() {
      return MAX_PAYLOAD;
    }

    @Override
    public String congestion() {
      return "none";
    }

    @Override
    public String local() {
      return source.getHostAddress();
    }

    @Override
    public String remote() {
      return "";
    }
  }

  /** What the router's carrier makes of its end. */
  static Owner of(RouterCarrier carrier) {
    return new Owner() {
      @Override
      public void onDatagram(long context, ByteBuf payload) {
        carrier.onDatagram(context, payload);
      }

      @Override
      public void onReadComplete() {
        carrier.onReadComplete();
      }

      @Override
      public void onClosed() {
        carrier.onPathClosed("");
      }
    };
  }

  /** What a server's bond makes of its end. */
  static Owner of(DrivenBond bond, Carrier carrier) {
    return new Owner() {
      @Override
      public void onDatagram(long context, ByteBuf payload) {
        bond.onDatagram(carrier, context, payload);
      }

      @Override
      public void onReadComplete() {
        bond.onReadComplete();
      }

      @Override
      public void onClosed() {
        bond.remove(carrier, PathReason.CLOSED_BY_PEER);
      }
    };
  }
}
