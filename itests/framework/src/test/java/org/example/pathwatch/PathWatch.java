package org.example.pathwatch;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.tquic.api.bond.BondPath;
import org.tquic.api.bond.PathState;

/** Tells of every path that ceases to work, and of its return. */
public final class PathWatch extends ServiceTracker<BondPath, AtomicBoolean> {
  private final Consumer<String> events;

  /** Watches the paths of this framework, once it is opened. */
  public PathWatch(BundleContext context, Consumer<String> events) {
    super(context, BondPath.class, null);
    this.events = events;
  }

  @Override
  public AtomicBoolean addingService(ServiceReference<BondPath> path) {
    return new AtomicBoolean(works(path));
  }

  @Override
  public void modifiedService(ServiceReference<BondPath> path, AtomicBoolean worked) {
    if (worked.getAndSet(works(path)) != works(path)) {
      tell(path, works(path) ? "works" : "fails");
    }
  }

  @Override
  public void removedService(ServiceReference<BondPath> path, AtomicBoolean worked) {
    tell(path, "is gone");
  }

  private static boolean works(ServiceReference<BondPath> path) {
    return PathState.ACTIVE.name().equals(path.getProperty(BondPath.STATE));
  }

  private void tell(ServiceReference<BondPath> path, String what) {
    events.accept(
        path.getProperty(BondPath.LINK) + " " + what + ": " + path.getProperty(BondPath.REASON));
  }
}
