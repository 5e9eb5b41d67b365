package org.tquic.gateway.role;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Work on a thread of its own, beside that which needs its result later. It ends whether or not
 * somebody waits for it, so it has nothing that would have to be taken back.
 *
 * @param <T> type of the result
 */
final class Beside<T> {
  private final FutureTask<T> task;

  private Beside(FutureTask<T> task) {
    this.task = task;
  }

  /** Starts work, in the network namespace of the caller; with one core it is done at once. */
  static <T> Beside<T> start(String threadName, Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    if (Runtime.getRuntime().availableProcessors() > 1) {
      Thread.ofPlatform().name(threadName).daemon().start(task);
    } else {
      task.run();
    }
    return new Beside<>(task);
  }

  /**
   * Waits for the result.
   *
   * @throws RuntimeException what the work threw
   */
  T await() {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.of(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException thrown ? thrown : Failures.of(e);
    }
  }
}
