package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.concurrent.ThreadLocalRandom;
import org.tquic.api.bond.PathReason;
import org.tquic.bond.PacketPort;
import org.tquic.bond.core.BondCore;
import org.tquic.bond.core.BondEvents;
import org.tquic.bond.path.Carrier;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** A bond core with a clock and a timer: what drives it on its event loop. */
final class DrivenBond {
  private final BondCore core;
  private final LoopTimer timer;

  DrivenBond(String name, EventLoop loop, PacketPort inner, BondEvents events) {
    ConnectionInfo info = new ConnectionInfo(name, ThreadLocalRandom.current().nextLong());
    this.core = new BondCore(info, inner, events, System.nanoTime());
    this.timer = new LoopTimer(loop, this::onTimer);
  }

  BondCore core() {
    return core;
  }

  private void onTimer() {
    long nowNs = System.nanoTime();
    if (core.nextTimerNs(nowNs) <= nowNs) {
      core.onTimer(nowNs);
    }
    rearm(nowNs);
  }

  private void rearm(long nowNs) {
    long next = core.nextTimerNs(nowNs);
    if (next != Long.MAX_VALUE) {
      timer.set(next, nowNs);
    }
  }

  void add(Carrier carrier) {
    long nowNs = System.nanoTime();
    core.addCarrier(carrier, nowNs);
    rearm(nowNs);
  }

  void remove(Carrier carrier, PathReason reason) {
    long nowNs = System.nanoTime();
    core.removeCarrier(carrier, reason, nowNs);
    rearm(nowNs);
  }

  void retire(Carrier carrier) {
    long nowNs = System.nanoTime();
    core.retireCarrier(carrier, nowNs);
    rearm(nowNs);
  }

  void linkDown(Carrier carrier) {
    long nowNs = System.nanoTime();
    core.onLinkDown(carrier, nowNs);
    rearm(nowNs);
  }

  void onDatagram(Carrier carrier, long context, ByteBuf payload) {
    core.onDatagram(carrier, context, payload, System.nanoTime());
  }

  void onReadComplete() {
    long nowNs = System.nanoTime();
    core.onReadComplete(nowNs);
    rearm(nowNs);
  }

  void accept(ByteBuf packet) {
    core.accept(packet, System.nanoTime());
  }

  void flush() {
    long nowNs = System.nanoTime();
    core.flush(nowNs);
    rearm(nowNs);
  }

  void selectScheduler(PathSchedulerFactory factory) {
    core.selectScheduler(factory, System.nanoTime());
  }

  void selectBuiltInScheduler() {
    core.selectBuiltInScheduler(System.nanoTime());
  }

  void close(PathReason reason) {
    timer.cancel();
    core.close(reason);
  }
}
