package org.tquic.framework;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Listens to what the role tells its launcher; one for the framework's life. */
final class RoleOutcome {
  private static final long BOUND_SECONDS = 30;
  private static final CompletableFuture<String> READY = new CompletableFuture<>();

  static {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("tquic.launcher", true);
    Consumer<Map<String, Object>> launcher = RoleOutcome::accept;
    Probe.context().registerService(Consumer.class, launcher, properties);
  }

  private RoleOutcome() {}

  private static void accept(Map<String, Object> event) {
    String message = event.get("message") + "; " + event.get("remedy");
    switch (String.valueOf(event.get("event"))) {
      case "ready" -> READY.complete(message);
      case "failed" -> READY.completeExceptionally(new AssertionError(message));
      default -> {
        // A notice: something to know, which decides nothing.
      }
    }
  }

  /** Waits until the role has said that it is ready; fails with the role's reason if it has one. */
  static void awaitReady() throws InterruptedException {
    try {
      READY.get(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("the role is not ready after " + BOUND_SECONDS + " s", e);
    } catch (ExecutionException e) {
      throw new AssertionError("the role failed", e.getCause());
    }
  }
}
