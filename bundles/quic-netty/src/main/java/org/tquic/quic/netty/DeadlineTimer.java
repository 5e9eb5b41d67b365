package org.tquic.quic.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * One timer for the earliest of many deadlines. It is armed anew only when the deadline has become
 * earlier; one that has become later is found so when the timer fires.
 */
final class DeadlineTimer implements Runnable {
  /** Keeps a deadline that is always past from taking all of the loop. */
  private static final long MIN_DELAY_NS = 20_000;

  private final EventLoop loop;
  private final Runnable due;
  private ScheduledFuture<?> armed;
  private long armedNs = Long.MAX_VALUE;

  /**
   * @param due called at the deadline or before it; sets the next one
   */
  DeadlineTimer(EventLoop loop, Runnable due) {
    this.loop = loop;
    this.due = due;
  }

  /** Sets the deadline; {@link Long#MAX_VALUE} for none. */
  void set(long deadlineNs, long nowNs) {
    if (deadlineNs >= armedNs) {
      return;
    }
    cancel();
    armedNs = deadlineNs;
    long delayNs = Math.max(deadlineNs - nowNs, MIN_DELAY_NS);
    armed = loop.schedule(this, delayNs, TimeUnit.NANOSECONDS);
  }

  @Override
  public void run() {
    armed = null;
    armedNs = Long.MAX_VALUE;
    due.run();
  }

  void cancel() {
    if (armed != null) {
      armed.cancel(false);
      armed = null;
    }
    armedNs = Long.MAX_VALUE;
  }
}
