package org.tquic.gateway.role;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a run has to take back, the latest first. */
final class Undo {
  private final Deque<Runnable> steps = new ArrayDeque<>();

  void push(Runnable step) {
    steps.push(step);
  }

  /**
   * Takes everything back, once.
   *
   * @throws RuntimeException the last failure; the other steps were done all the same
   */
  void run() {
    RuntimeException failure = null;
    while (!steps.isEmpty()) {
      try {
        steps.pop().run();
      } catch (RuntimeException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
