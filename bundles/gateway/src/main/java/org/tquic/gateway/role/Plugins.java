package org.tquic.gateway.role;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.TquicException;
import org.tquic.gateway.guard.PluginFailedException;

/**
 * The services of one kind that can be chosen by an id, as they come and go. Of several with one id
 * the highest ranked counts. Thread-safe.
 *
 * @param <T> type of the service
 */
final class Plugins<T> implements AutoCloseable {
  /** Told, on the framework's thread, after a service came or went. */
  interface Listener {
    /**
     * The choice changed.
     *
     * @param gone whether a service went, which waits for this call to return
     */
    void changed(boolean gone);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

  private final String kind;
  private final Function<T, String> idOf;
  private final Predicate<T> suitable;
  private final UnaryOperator<T> guard;
  private final Listener listener;
  private final Map<String, List<Found<T>>> found = new TreeMap<>();
  private final ServiceTracker<T, T> tracker;

  private record Found<T>(ServiceReference<T> reference, T service) {}

  /**
   * Opens the choice.
   *
   * @param kind what it is called in messages and in flags, such as {@code scheduler}
   * @param idOf gives the id of a service
   * @param suitable which services count
   * @param guard gives what is used in a service's place; a service with which it fails is left out
   */
  Plugins(
      BundleContext context,
      Class<T> type,
      String kind,
      Function<T, String> idOf,
      Predicate<T> suitable,
      UnaryOperator<T> guard,
      Listener listener) {
    this.kind = kind;
    this.idOf = idOf;
    this.suitable = suitable;
    this.guard = guard;
    this.listener = listener;
    this.tracker = new ServiceTracker<>(context, type, new Customizer(context));
    tracker.open();
  }

  private final class Customizer implements ServiceTrackerCustomizer<T, T> {
    private final BundleContext context;

    Customizer(BundleContext context) {
      this.context = context;
    }

    @Override
    public T addingService(ServiceReference<T> reference) {
      T service = guarded(reference);
      if (service == null) {
        return null;
      }
      if (suitable.test(service)) {
        synchronized (found) {
          List<Found<T>> same = found.computeIfAbsent(idOf.apply(service), id -> new ArrayList<>());
          same.add(new Found<>(reference, service));
          same.sort(Collections.reverseOrder((a, b) -> a.reference().compareTo(b.reference())));
          found.notifyAll();
        }
        listener.changed(false);
      }
      return service;
    }

    /** The service as it may be used, or null: what it fails with is on record then. */
    private T guarded(ServiceReference<T> reference) {
      T service = context.getService(reference);
      if (service == null) {
        LOG.warn("{} is offered, but {} does not make it", kind, reference.getBundle());
        return null;
      }
      try {
        return guard.apply(service);
      } catch (PluginFailedException e) {
        context.ungetService(reference);
        return null;
      }
    }

    @Override
    public void modifiedService(ServiceReference<T> reference, T service) {
      // The id is the service's own word, not a property.
    }

    @Override
    public void removedService(ServiceReference<T> reference, T service) {
      boolean removed;
      synchronized (found) {
        removed =
            found.values().stream()
                .map(same -> same.removeIf(f -> f.reference().equals(reference)))
                .reduce(false, Boolean::logicalOr);
        found.values().removeIf(List::isEmpty);
      }
      if (removed) {
        listener.changed(true);
      }
      context.ungetService(reference);
    }
  }

  /** The service with this id, if there is one now. */
  Optional<T> get(String id) {
    synchronized (found) {
      return Optional.ofNullable(found.get(id)).map(same -> same.getFirst().service());
    }
  }

  /** All ids, sorted. */
  List<String> ids() {
    synchronized (found) {
      return List.copyOf(found.keySet());
    }
  }

  /**
   * The service with this id.
   *
   * @throws TquicException when there is none now
   */
  T require(String id) {
    return get(id).orElseThrow(() -> unknown(id));
  }

  /**
   * The service with this id, waiting for bundles that start after this one.
   *
   * @param stopping whether to give up
   * @throws TquicException when it does not come
   */
  T await(String id, Duration bound, BooleanSupplier stopping) {
    long end = System.nanoTime() + bound.toNanos();
    synchronized (found) {
      while (!found.containsKey(id) && !stopping.getAsBoolean()) {
        long leftMillis = (end - System.nanoTime()) / 1_000_000;
        if (leftMillis <= 0) {
          break;
        }
        try {
          found.wait(Math.min(leftMillis, 100));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          break;
        }
      }
    }
    return require(id);
  }

  private TquicException unknown(String id) {
    List<String> known = ids();
    return new TquicException(
        "unknown "
            + kind
            + " '"
            + id
            + "'; known: "
            + (known.isEmpty() ? "none" : String.join(", ", known)),
        "choose a known one, or put the plug-in's jar into plugins/ of the state folder");
  }

  @Override
  public void close() {
    tracker.close();
  }
}
