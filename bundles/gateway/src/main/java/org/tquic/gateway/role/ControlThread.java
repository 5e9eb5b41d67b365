package org.tquic.gateway.role;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that changes the machine and the role's settings. What is given to it after its
 * end is dropped.
 */
final class ControlThread implements Executor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlThread.class);

  private final ScheduledThreadPoolExecutor executor;
  private final Consumer<Throwable> onError;

  /** A thread whose tasks' errors go to the consumer, on that thread. */
  ControlThread(Consumer<Throwable> onError) {
    this.onError = onError;
    this.executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("tquic-control").daemon().factory());
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public void execute(Runnable task) {
    try {
      executor.execute(guarded(task));
    } catch (RejectedExecutionException e) {
      LOG.debug("dropped a task after the end of the role");
    }
  }

  /** Runs a task later. */
  void schedule(Duration delay, Runnable task) {
    try {
      var unused = executor.schedule(guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("dropped a task after the end of the role");
    }
  }

  private Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (Throwable e) {
        onError.accept(e);
      }
    };
  }

  /** Runs a task and waits for it, with a bound; false when it did not end in time. */
  boolean executeAndWait(Duration bound, Runnable task) {
    Future<?> done;
    try {
      done = executor.submit(guarded(task));
    } catch (RejectedExecutionException e) {
      return true;
    }
    try {
      done.get(bound.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs a task and waits for its answer; its exception is thrown here. */
  <V> V call(Duration bound, Callable<V> task) {
    try {
      return executor.submit(task).get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.of(e);
    } catch (Exception e) {
      throw Failures.of(e);
    }
  }

  /** Ends the thread after the tasks that wait already. */
  @Override
  public void close() {
    executor.shutdown();
  }
}
