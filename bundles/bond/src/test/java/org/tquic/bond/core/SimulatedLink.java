package org.tquic.bond.core;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import java.util.Random;
import org.tquic.api.bond.PathReason;
import org.tquic.bond.path.CarrierTransport;
import org.tquic.bond.path.TransportSample;

/** One direction of a carrier on a virtual clock: rate, delay, loss, blackhole; keeps order. */
final class SimulatedLink implements CarrierTransport {
  private record Arrival(long atNs, long context, ByteBuf payload) {}

  private final ArrayDeque<Arrival> underWay = new ArrayDeque<>();
  private final VirtualClock clock;
  private final ByteBufAllocator allocator;
  private final double bytesPerNs;
  private final long delayNs;
  private final long windowBytes;
  private final Random random;
  private double lossRate;
  private long jitterNs;
  private long lastArrivalNs;
  private boolean blackhole;
  private boolean closed;
  private int maxPayload = 1430;
  private long freeAtNs;
  private long carriedBytes;
  private long sentDatagrams;
  private Nat outNat;
  private Nat inNat;

  SimulatedLink(
      VirtualClock clock, ByteBufAllocator allocator, double mbps, long delayMs, long seed) {
    this.clock = clock;
    this.allocator = allocator;
    this.bytesPerNs = mbps / 8e3;
    this.delayNs = delayMs * 1_000_000;
    this.windowBytes = (long) (2 * bytesPerNs * 2 * delayNs) + 20_000;
    this.random = new Random(seed);
  }

  void lossRate(double rate) {
    lossRate = rate;
  }

  /** Each packet's delay varies evenly by so much to both sides, but none overtakes another. */
  void jitterMs(long ms) {
    jitterNs = ms * 1_000_000;
  }

  void blackhole(boolean on) {
    blackhole = on;
  }

  /** Holds back what is sent from now on, as a radio does that has lost its cell for so long. */
  void pauseMs(long ms) {
    lastArrivalNs = Math.max(lastArrivalNs, clock.nowNs() + ms * 1_000_000);
  }

  void maxPayload(int bytes) {
    maxPayload = bytes;
  }

  long carriedBytes() {
    return carriedBytes;
  }

  @Override
  public boolean send(long context, ByteBuf payload) {
    ByteBuf copy = allocator.directBuffer(payload.readableBytes()).writeBytes(payload);
    payload.release();
    freeAtNs = Math.max(freeAtNs, clock.nowNs()) + (long) (copy.readableBytes() / bytesPerNs);
    if (blackhole || closed || random.nextDouble() < lossRate) {
      copy.release();
      return true;
    }
    if (outNat != null) {
      outNat.onOut(clock.nowNs());
    }
    sentDatagrams++;
    carriedBytes += copy.readableBytes();
    long jitter = jitterNs == 0 ? 0 : random.nextLong(-jitterNs, jitterNs);
    lastArrivalNs = Math.max(lastArrivalNs, freeAtNs + delayNs + jitter);
    underWay.add(new Arrival(lastArrivalNs, context, copy));
    return true;
  }

  long nextArrivalNs() {
    return underWay.isEmpty() ? Long.MAX_VALUE : underWay.peek().atNs();
  }

  /**
   * A NAT that one direction goes out through and the other comes in: it forgets a silent flow, and
   * what goes out next makes a new mapping.
   */
  static final class Nat {
    private long lifetimeNs;
    private long usedNs;
    private int forgotten;

    Nat(long lifetimeNs) {
      this.lifetimeNs = lifetimeNs;
    }

    void lifetimeNs(long ns) {
      lifetimeNs = ns;
    }

    /** How often it forgot the flow. */
    int forgotten() {
      return forgotten;
    }

    private boolean remembers(long nowNs) {
      return nowNs - usedNs <= lifetimeNs;
    }

    private void onOut(long nowNs) {
      forgotten += remembers(nowNs) ? 0 : 1;
      usedNs = nowNs;
    }

    private boolean letsIn(long nowNs) {
      boolean known = remembers(nowNs);
      usedNs = known ? nowNs : usedNs;
      return known;
    }
  }

  /** Puts the link's end that sends, or the one that receives, behind a NAT. */
  void nat(Nat newNat, boolean sends) {
    outNat = sends ? newNat : null;
    inNat = sends ? null : newNat;
    newNat.usedNs = clock.nowNs();
  }

  /** Datagrams that were sent on it. */
  long sentDatagrams() {
    return sentDatagrams;
  }

  interface Receiver {
    void onDatagram(long context, ByteBuf payload);
  }

  boolean deliverDue(Receiver receiver) {
    boolean any = false;
    while (nextArrivalNs() <= clock.nowNs()) {
      Arrival arrival = underWay.poll();
      if (blackhole || inNat != null && !inNat.letsIn(arrival.atNs())) {
        arrival.payload().release();
        continue;
      }
      receiver.onDatagram(arrival.context(), arrival.payload());
      any = true;
    }
    return any;
  }

  @Override
  public void flush() {}

  @Override
  public void sample(TransportSample into) {
    into.congestionWindow = windowBytes;
    into.rttNs = 2 * delayNs;
  }

  @Override
  public int maxPayload() {
    return maxPayload;
  }

  /** Whether the sending end closed the connection. */
  boolean isClosed() {
    return closed;
  }

  boolean isBlackhole() {
    return blackhole;
  }

  long delayNs() {
    return delayNs;
  }

  @Override
  public void close(PathReason reason) {
    closed = true;
  }

  /** Forgets what is under way. */
  void discard() {
    underWay.forEach(arrival -> arrival.payload().release());
    underWay.clear();
  }

  @Override
  public String congestion() {
    return "test";
  }

  @Override
  public String local() {
    return "local";
  }

  @Override
  public String remote() {
    return "remote";
  }
}
