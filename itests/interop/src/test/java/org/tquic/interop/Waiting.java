package org.tquic.interop;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for events, not for ever. */
final class Waiting {
  static final long SECONDS = 10;

  private Waiting() {}

  static <T> T get(Future<T> future) {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("not within " + SECONDS + " s", e);
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
}
