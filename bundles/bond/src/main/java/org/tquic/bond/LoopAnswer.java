package org.tquic.bond;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.Callable;
import org.tquic.api.TquicException;

/** Asks the owner loop from other threads. */
final class LoopAnswer {
  private static final long BOUND_MILLIS = 3_000;

  private LoopAnswer() {}

  /**
   * The answer, once the loop has given it.
   *
   * @throws TquicException when it gives none: a plug-in keeps it
   */
  static <T> T of(EventLoop loop, Callable<T> question) {
    Future<T> answer = loop.submit(question);
    if (!answer.awaitUninterruptibly(BOUND_MILLIS)) {
      throw new TquicException(
          "the thread that moves packets does not answer",
          "the log says where it hangs; take that plug-in's jar out of plugins/ and start the role"
              + " again");
    }
    return answer.syncUninterruptibly().getNow();
  }
}
