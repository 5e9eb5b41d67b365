package org.tquic.gateway.role;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.TquicException;

/**
 * Tells the launcher how the role fares: ready, failed, or something the operator should know. What
 * happens before the launcher listens is kept for it. Thread-safe.
 */
final class LauncherEvents implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LauncherEvents.class);
  private static final int MOST_KEPT = 100;
  private static final int FAILED = 1;

  private final ServiceTracker<Consumer<Map<String, Object>>, Consumer<Map<String, Object>>>
      launchers;
  private final List<Map<String, Object>> kept = new ArrayList<>();

  LauncherEvents(BundleContext context) {
    launchers = new Launchers(context, filter());
    launchers.open();
  }

  private static Filter filter() {
    try {
      return org.osgi.framework.FrameworkUtil.createFilter(
          "(&("
              + Constants.OBJECTCLASS
              + "="
              + Consumer.class.getName()
              + ")(tquic.launcher=true))");
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Launchers
      extends ServiceTracker<Consumer<Map<String, Object>>, Consumer<Map<String, Object>>> {
    Launchers(BundleContext context, Filter filter) {
      super(context, filter, null);
    }

    @Override
    public Consumer<Map<String, Object>> addingService(
        ServiceReference<Consumer<Map<String, Object>>> reference) {
      Consumer<Map<String, Object>> launcher = super.addingService(reference);
      List<Map<String, Object>> missed;
      synchronized (kept) {
        missed = List.copyOf(kept);
        kept.clear();
      }
      if (launcher != null) {
        missed.forEach(launcher);
      }
      return launcher;
    }
  }

  /** The role works. */
  void ready(String message) {
    LOG.info("{}", message);
    send("ready", message, "", null);
  }

  /** Something to know, which does not end the role. */
  void notice(String message, String remedy) {
    LOG.warn("{}; {}", message, remedy);
    send("notice", message, remedy, null);
  }

  /** The role cannot go on; the launcher stops the framework and exits. */
  void failed(TquicException reason) {
    LOG.error("{}; {}", reason.getMessage(), reason.remedy(), reason);
    send("failed", reason.getMessage(), reason.remedy(), FAILED);
  }

  private void send(String event, String message, String remedy, Integer exit) {
    Map<String, Object> map = new HashMap<>();
    map.put("event", event);
    map.put("message", message);
    map.put("remedy", remedy);
    if (exit != null) {
      map.put("exit", exit);
    }
    Consumer<Map<String, Object>> launcher = launchers.getService();
    if (launcher != null) {
      launcher.accept(map);
      return;
    }
    synchronized (kept) {
      if (kept.size() < MOST_KEPT) {
        kept.add(map);
      }
    }
  }

  @Override
  public void close() {
    launchers.close();
  }
}
