package org.tquic.interop;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for events, not for ever. */
final class Waiting {
  static final long SECONDS = 10;

  /** For what takes its time on an emulated link. */
  static final long TRANSFER_SECONDS = 60;

  private Waiting() {}

  static <T> T get(Future<T> future) {
    return get(future, SECONDS);
  }

  static <T> T get(Future<T> future, long seconds) {
    try {
      return future.get(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("not within " + seconds + " s", e);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  static <T> T take(BlockingQueue<T> queue) {
    try {
      T element = queue.poll(SECONDS, TimeUnit.SECONDS);
      if (element == null) {
        throw new AssertionError("nothing within " + SECONDS + " s");
      }
      return element;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Takes until what is looked for comes. */
  static <T> void takeUntil(BlockingQueue<T> queue, T wanted) {
    while (!wanted.equals(take(queue))) {
      // Others may come before.
    }
  }
}
