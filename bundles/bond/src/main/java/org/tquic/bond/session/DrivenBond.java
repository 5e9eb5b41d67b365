package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.bond.PathReason;
import org.tquic.bond.PacketPort;
import org.tquic.bond.core.BondCore;
import org.tquic.bond.core.BondEvents;
import org.tquic.bond.path.Carrier;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** A bond core with its event loop's clock and a timer: what drives it. */
final class DrivenBond {
  private static final Logger LOG = LoggerFactory.getLogger(DrivenBond.class);

  /** After a failure, before the timer's work is tried again. */
  private static final long RETRY_NS = 100_000_000;

  private final String name;
  private final EventLoop loop;
  private final BondCore core;
  private final LoopTimer timer;
  private long notBeforeNs = Long.MIN_VALUE;

  DrivenBond(String name, EventLoop loop, PacketPort inner, BondEvents events) {
    this.name = name;
    this.loop = loop;
    ConnectionInfo info = new ConnectionInfo(name, ThreadLocalRandom.current().nextLong());
    this.core = new BondCore(info, inner, events, loop.ticker().nanoTime());
    this.timer = new LoopTimer(loop, this::onTimer);
  }

  BondCore core() {
    return core;
  }

  /** The time of the bond, which is that of its loop. */
  long nowNs() {
    return loop.ticker().nanoTime();
  }

  private void onTimer() {
    long nowNs = nowNs();
    try {
      if (core.nextTimerNs(nowNs) <= nowNs) {
        core.onTimer(nowNs);
      }
      rearm(nowNs);
    } catch (RuntimeException defect) {
      // The loop would keep it to itself, and the carriers of an idle bond would die unseen.
      LOG.error("bond {}: its timer failed for a defect of this program", name, defect);
      notBeforeNs = nowNs + RETRY_NS;
      timer.set(notBeforeNs, nowNs);
    }
  }

  private void rearm(long nowNs) {
    long next = core.nextTimerNs(nowNs);
    if (next != Long.MAX_VALUE) {
      timer.set(Math.max(next, notBeforeNs), nowNs);
    }
  }

  void add(Carrier carrier) {
    long nowNs = nowNs();
    core.addCarrier(carrier, nowNs);
    rearm(nowNs);
  }

  void remove(Carrier carrier, PathReason reason) {
    long nowNs = nowNs();
    core.removeCarrier(carrier, reason, nowNs);
    rearm(nowNs);
  }

  void retire(Carrier carrier) {
    long nowNs = nowNs();
    core.retireCarrier(carrier, nowNs);
    rearm(nowNs);
  }

  void linkDown(Carrier carrier, PathReason reason) {
    long nowNs = nowNs();
    core.onLinkDown(carrier, reason, nowNs);
    rearm(nowNs);
  }

  void onDatagram(Carrier carrier, long context, ByteBuf payload) {
    core.onDatagram(carrier, context, payload, nowNs());
  }

  void onReadComplete() {
    long nowNs = nowNs();
    core.onReadComplete(nowNs);
    rearm(nowNs);
  }

  void accept(ByteBuf packet) {
    core.accept(packet, nowNs());
  }

  void flush() {
    long nowNs = nowNs();
    core.flush(nowNs);
    rearm(nowNs);
  }

  void decideTiers(Map<String, Integer> byLink) {
    long nowNs = nowNs();
    core.decideTiers(byLink, nowNs);
    rearm(nowNs);
  }

  void selectScheduler(PathSchedulerFactory factory) {
    core.selectScheduler(factory, nowNs());
  }

  void selectBuiltInScheduler() {
    core.selectBuiltInScheduler(nowNs());
  }

  void close(PathReason reason) {
    timer.cancel();
    core.close(reason);
  }
}
