package org.tquic.launcher;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A role's first word that is no notice: that it is ready, or why it cannot be. */
final class Outcome implements Consumer<Map<String, Object>> {
  private final CompletableFuture<Map<String, Object>> first = new CompletableFuture<>();

  @Override
  public void accept(Map<String, Object> event) {
    if (!"notice".equals(event.get("event"))) {
      first.complete(event);
    }
  }

  /**
   * Waits for it.
   *
   * @param who whose word it is, for messages
   * @return what the role says of being ready
   * @throws LaunchException when it failed, or says nothing in time
   */
  String await(String who, Duration bound) throws LaunchException, InterruptedException {
    try {
      Map<String, Object> event = first.get(bound.toSeconds(), TimeUnit.SECONDS);
      String message = String.valueOf(event.get("message"));
      if (!"ready".equals(event.get("event"))) {
        throw LaunchException.failed(
            "tquic " + who + ": " + message, String.valueOf(event.get("remedy")));
      }
      return message;
    } catch (TimeoutException | ExecutionException e) {
      throw LaunchException.failed(
          "tquic " + who + " was not ready within " + bound.toSeconds() + " s.",
          "TQUIC_LOG=INFO shows what it waits for.",
          e);
    }
  }
}
