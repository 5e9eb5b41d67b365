package org.tquic.framework;

import static org.junit.Assert.assertNotNull;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** Waits for services to come, change and go, by the framework's own events. */
final class Await {
  private static final long BOUND_SECONDS = 20;

  private Await() {}

  /** The service of this type, once there is one. */
  static <S> S service(Class<S> type) throws InterruptedException {
    ServiceTracker<S, S> tracker = new ServiceTracker<>(Probe.context(), type, null);
    tracker.open();
    S service = tracker.waitForService(TimeUnit.SECONDS.toMillis(BOUND_SECONDS));
    assertNotNull("no " + type.getName() + " within " + BOUND_SECONDS + " s", service);
    return service;
  }

  /** The service with this property, once there is one. */
  static <S> S service(Class<S> type, String property, String value) throws InterruptedException {
    return present(type, property, value, reference -> true);
  }

  /** The service with this property, once its properties are as wanted. */
  static <S> S present(
      Class<S> type, String property, String value, Predicate<ServiceReference<S>> wanted)
      throws InterruptedException {
    CompletableFuture<S> found = new CompletableFuture<>();
    ServiceTracker<S, S> tracker =
        new ServiceTracker<S, S>(Probe.context(), type, null) {
          @Override
          public S addingService(ServiceReference<S> reference) {
            S service = super.addingService(reference);
            check(reference, service);
            return service;
          }

          @Override
          public void modifiedService(ServiceReference<S> reference, S service) {
            check(reference, service);
          }

          private void check(ServiceReference<S> reference, S service) {
            if (value.equals(reference.getProperty(property)) && wanted.test(reference)) {
              found.complete(service);
            }
          }
        };
    return awaited(tracker, found, type.getSimpleName() + " " + value);
  }

  /** Returns once no service has this property, having had it when the action ran. */
  static <S> void gone(Class<S> type, String property, String value, Action action)
      throws Exception {
    CompletableFuture<Boolean> removed = new CompletableFuture<>();
    ServiceTracker<S, S> tracker =
        new ServiceTracker<S, S>(Probe.context(), type, null) {
          @Override
          public void removedService(ServiceReference<S> reference, S service) {
            if (value.equals(reference.getProperty(property))) {
              removed.complete(true);
            }
            super.removedService(reference, service);
          }
        };
    tracker.open();
    action.run();
    awaited(tracker, removed, "end of " + type.getSimpleName() + " " + value);
  }

  /** Something to do while waiting. */
  interface Action {
    /** Does it. */
    void run() throws Exception;
  }

  private static <R> R awaited(ServiceTracker<?, ?> tracker, CompletableFuture<R> result, String of)
      throws InterruptedException {
    tracker.open();
    try {
      return result.get(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no " + of + " within " + BOUND_SECONDS + " s", e);
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } finally {
      tracker.close();
    }
  }
}
