package org.tquic.bond.session;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One timer of an event loop that can be moved cheaply; used on the loop. */
final class LoopTimer {
  private final EventLoop loop;
  private final Runnable task;
  private ScheduledFuture<?> scheduled;
  private long dueNs = Long.MAX_VALUE;

  LoopTimer(EventLoop loop, Runnable task) {
    this.loop = loop;
    this.task = task;
  }

  /** Makes the task run at this time or a little earlier, in which case it sets the timer again. */
  void set(long timeNs, long nowNs) {
    if (timeNs >= dueNs) {
      return;
    }
    cancel();
    dueNs = timeNs;
    scheduled = loop.schedule(this::fire, Math.max(0, timeNs - nowNs), TimeUnit.NANOSECONDS);
  }

  private void fire() {
    dueNs = Long.MAX_VALUE;
    task.run();
  }

  void cancel() {
    if (scheduled != null) {
      scheduled.cancel(false);
      scheduled = null;
    }
    dueNs = Long.MAX_VALUE;
  }
}
