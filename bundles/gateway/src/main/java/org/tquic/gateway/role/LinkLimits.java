package org.tquic.gateway.role;

import java.time.Duration;
import java.util.function.Supplier;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.tquic.api.link.LinkDirectory;
import org.tquic.gateway.settings.RouterSettings;

/**
 * Says which links count, and how, to each link directory that there is or comes. Used on the
 * control thread.
 */
final class LinkLimits implements AutoCloseable {
  /** Framework property: {@code true} when a directory starts beside the role. */
  private static final String AWAITED = "tquic.links.awaited";

  /** More than it takes to start; without one there is no link, but a status to ask for. */
  private static final Duration BOUND = Duration.ofSeconds(3);

  private final Supplier<RouterSettings> settings;
  private final ServiceTracker<LinkDirectory, LinkDirectory> directories;
  private boolean closed;

  /**
   * Applies the settings as they are now. Waits for a directory that starts beside the role: a link
   * that does not count must not be dialled meanwhile.
   */
  LinkLimits(RoleContext role, Supplier<RouterSettings> settings) {
    this.settings = settings;
    this.directories =
        new ServiceTracker<>(role.bundles(), LinkDirectory.class, null) {
          @Override
          public LinkDirectory addingService(ServiceReference<LinkDirectory> reference) {
            LinkDirectory directory = super.addingService(reference);
            role.control().execute(() -> apply(directory));
            return directory;
          }
        };
    directories.open();
    if ("true".equals(role.bundles().getProperty(AWAITED))) {
      awaitOne();
    }
    apply();
  }

  private void awaitOne() {
    try {
      var unused = directories.waitForService(BOUND.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.of(e);
    }
  }

  /** Applies settings that changed. */
  void apply() {
    for (LinkDirectory directory : directories.getServices(new LinkDirectory[0])) {
      apply(directory);
    }
  }

  private void apply(LinkDirectory directory) {
    if (directory != null && !closed) {
      RouterSettings now = settings.get();
      directory.ignore(now.device());
      directory.usual(now.links());
      directory.restrictTo(now.wans());
      directory.count();
    }
  }

  @Override
  public void close() {
    closed = true;
    directories.close();
  }
}
