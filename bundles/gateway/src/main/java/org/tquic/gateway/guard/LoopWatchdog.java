package org.tquic.gateway.guard;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when a plug-in does not return. Its calls are made by the thread that moves all packets,
 * and Java has no way to take a thread out of code that does not want to end: nothing can be put in
 * its place. What can be done is to find it, by asking the thread for a sign of life and looking
 * into its stack when there is none, and to say so.
 */
public final class LoopWatchdog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoopWatchdog.class);

  private final Executor loop;
  private final PluginTroubles troubles;
  private final Duration period;
  private final Duration patience;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread self;
  private final Thread watched;

  private LoopWatchdog(Executor loop, PluginTroubles troubles, Duration period, Duration patience) {
    this.loop = loop;
    this.watched = CompletableFuture.supplyAsync(Thread::currentThread, loop).join();
    this.troubles = troubles;
    this.period = period;
    this.patience = patience;
    this.self = Thread.ofPlatform().name("tquic-watchdog").daemon().unstarted(this::run);
  }

  /**
   * Watches a thread from now on, which has nothing else to do yet.
   *
   * @param loop runs tasks on that thread
   * @param troubles whose plug-ins it may be that do not return
   * @param period from one sign of life to the asking for the next
   * @param patience how long a sign of life may take
   */
  public static LoopWatchdog watch(
      Executor loop, PluginTroubles troubles, Duration period, Duration patience) {
    LoopWatchdog watchdog = new LoopWatchdog(loop, troubles, period, patience);
    watchdog.self.start();
    return watchdog;
  }

  private void run() {
    try {
      do {
        CountDownLatch sign = new CountDownLatch(1);
        loop.execute(sign::countDown);
        if (!sign.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
          look();
          sign.await();
          LOG.warn("the thread that moves packets goes on");
        }
      } while (!closed.await(period.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      LOG.debug("the watch ends");
    } catch (RejectedExecutionException e) {
      LOG.debug("the loop has ended");
    }
  }

  private void look() {
    StackTraceElement[] stack = watched.getStackTrace();
    Optional<PluginRecord> culprit = troubles.inside(stack);
    String since = " for " + patience.toMillis() + " ms";
    String where = stack.length == 0 ? "" : ", it is in " + stack[0];
    culprit.ifPresent(plugin -> plugin.note("has not returned" + since + where));
    Exception trace = new Exception("where it is now");
    trace.setStackTrace(stack);
    LOG.error(
        "the thread that moves packets gave no sign of life{}: {}",
        since,
        culprit.map(plugin -> "the " + plugin + " does not return").orElse("not in a plug-in"),
        trace);
  }

  /** Ends the watch. */
  @Override
  public void close() {
    closed.countDown();
    self.interrupt();
  }
}
