package org.tquic.api.engine;

import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Ends an attempt to connect that takes too long: sooner while the server is silent than when it
 * has answered. Used on the request's loop.
 */
public final class HandshakeTimer {
  private final ClientRequest request;
  private final LongSupplier answers;
  private final Consumer<ConnectFailure> onTimeout;
  private ScheduledFuture<?> next;

  /**
   * A timer that does not run yet.
   *
   * @param answers datagrams received from the server so far
   * @param onTimeout called at most once, with the reason
   */
  public HandshakeTimer(
      ClientRequest request, LongSupplier answers, Consumer<ConnectFailure> onTimeout) {
    this.request = request;
    this.answers = answers;
    this.onTimeout = onTimeout;
  }

  /** Starts it. */
  public void start() {
    Duration first = request.handshakeTimeout();
    Duration whole = request.answeredTimeout();
    after(
        first,
        () -> {
          if (answers.getAsLong() > 0 && whole.compareTo(first) > 0) {
            after(whole.minus(first), () -> expire(whole));
          } else {
            expire(first);
          }
        });
  }

  private void after(Duration delay, Runnable task) {
    next = request.loop().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void expire(Duration waited) {
    onTimeout.accept(failure(waited));
  }

  /** What becomes of an attempt that ends without a handshake after so long. */
  public ConnectFailure failure(Duration waited) {
    return HandshakeFailures.ofTimeout(
        request.link(), request.remote(), answers.getAsLong(), waited.toMillis());
  }

  /** Stops it; without effect when it does not run. */
  public void stop() {
    if (next != null) {
      next.cancel(false);
    }
  }
}
