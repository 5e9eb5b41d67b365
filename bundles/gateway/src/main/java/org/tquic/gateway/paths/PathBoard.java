package org.tquic.gateway.paths;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.bond.BondPath;
import org.tquic.api.bond.PathHistory;
import org.tquic.api.bond.PathStatus;
import org.tquic.api.bond.PathTransition;

/**
 * Shows paths to other bundles: a service for each, and the history of all. Events come on the
 * owner loop, which only puts them into a queue; the rest happens on the control thread, where
 * events that came meanwhile become one change of the service.
 */
public final class PathBoard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PathBoard.class);

  private final BundleContext bundles;
  private final Executor control;
  private final PathTracker tracker;
  private final TransitionLog log = new TransitionLog();
  private final HistoryFile file;
  private final Map<PathTracker.Key, Published> published = new HashMap<>();
  private final ServiceRegistration<PathHistory> history;
  private final Queue<PathStatus> events = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private boolean closed;

  /**
   * Opens the history and offers it.
   *
   * @param state the state folder
   * @param control the control thread, of which the caller is one
   * @param linksAreLocal whether the links of the paths are this machine's
   */
  public PathBoard(BundleContext bundles, Path state, Executor control, boolean linksAreLocal) {
    this.bundles = bundles;
    this.control = control;
    this.tracker = new PathTracker(linksAreLocal);
    this.file = new HistoryFile(state.resolve("paths.history"));
    file.readInto(log);
    this.history = bundles.registerService(PathHistory.class, log, new Hashtable<>());
  }

  /** A link of this machine came or changed; on the control thread. */
  public void link(String name, String id) {
    tracker.link(name, id);
  }

  /** A path changed its state; any thread. */
  public void path(PathStatus path) {
    events.add(path);
    if (scheduled.compareAndSet(false, true)) {
      control.execute(this::drain);
    }
  }

  private void drain() {
    scheduled.set(false);
    List<PathTransition> transitions = new ArrayList<>();
    Set<PathTracker.Key> touched = new LinkedHashSet<>();
    PathStatus event;
    while ((event = events.poll()) != null) {
      touched.add(PathTracker.Key.of(event));
      tracker
          .take(event, System.currentTimeMillis())
          .ifPresent(
              transition -> {
                log.happened(transition);
                transitions.add(transition);
              });
    }
    if (closed) {
      return;
    }
    touched.forEach(this::publish);
    if (!transitions.isEmpty()) {
      file.append(transitions, log);
    }
  }

  private void publish(PathTracker.Key key) {
    Optional<PathStatus> now = tracker.path(key);
    Published service = published.get(key);
    if (now.isEmpty()) {
      if (service != null) {
        published.remove(key).withdraw();
      }
    } else if (service == null) {
      published.put(key, new Published(bundles, now.get(), tracker.linkId(now.get())));
    } else {
      service.update(now.get(), tracker.linkId(now.get()));
    }
  }

  /** Withdraws all; on the control thread. */
  @Override
  public void close() {
    drain();
    closed = true;
    published.values().forEach(Published::withdraw);
    published.clear();
    unregister(history);
  }

  private static void unregister(ServiceRegistration<?> registration) {
    try {
      registration.unregister();
    } catch (IllegalStateException e) {
      LOG.debug("the framework withdrew it already", e);
    }
  }

  /** One path's service. */
  private static final class Published implements BondPath {
    private final ServiceRegistration<BondPath> registration;
    private volatile PathStatus status;

    Published(BundleContext bundles, PathStatus status, String linkId) {
      this.status = status;
      this.registration = bundles.registerService(BondPath.class, this, properties(status, linkId));
    }

    /** Another device may have the link's name by now. */
    void update(PathStatus now, String linkId) {
      status = now;
      registration.setProperties(properties(now, linkId));
    }

    void withdraw() {
      unregister(registration);
    }

    @Override
    public PathStatus status() {
      return status;
    }

    private static Dictionary<String, Object> properties(PathStatus path, String linkId) {
      Dictionary<String, Object> properties = new Hashtable<>();
      properties.put(BOND, path.bond());
      properties.put(LINK, path.link());
      properties.put(LINK_ID, linkId);
      properties.put(ID, path.id());
      properties.put(STATE, path.state().name());
      properties.put(REASON, path.reason().name());
      return properties;
    }
  }
}
