package org.tquic.gateway.role;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.WanLink;

/** The WANs of this machine as they come, change and go. */
final class WanLinks implements AutoCloseable {
  /** Told on the control thread, in order. */
  interface Listener {
    /** A link came or changed. */
    void onLink(LinkInfo link);

    /** A link went. */
    void onLinkGone(String name);
  }

  private final ControlThread control;
  private final Listener listener;
  private final Map<String, LinkInfo> links = new ConcurrentSkipListMap<>();
  private final ServiceTracker<WanLink, WanLink> tracker;

  WanLinks(BundleContext context, ControlThread control, Listener listener) {
    this.control = control;
    this.listener = listener;
    this.tracker = new ServiceTracker<>(context, WanLink.class, new Customizer(context));
    tracker.open();
  }

  /** The links there are now, by name; any thread. */
  List<LinkInfo> now() {
    return List.copyOf(links.values());
  }

  private final class Customizer implements ServiceTrackerCustomizer<WanLink, WanLink> {
    private final BundleContext context;

    Customizer(BundleContext context) {
      this.context = context;
    }

    @Override
    public WanLink addingService(ServiceReference<WanLink> reference) {
      WanLink link = context.getService(reference);
      if (link != null) {
        tell(link.info());
      }
      return link;
    }

    @Override
    public void modifiedService(ServiceReference<WanLink> reference, WanLink link) {
      tell(link.info());
    }

    @Override
    public void removedService(ServiceReference<WanLink> reference, WanLink link) {
      String name = String.valueOf(reference.getProperty(WanLink.NAME));
      links.remove(name);
      control.execute(() -> listener.onLinkGone(name));
      context.ungetService(reference);
    }

    private void tell(LinkInfo link) {
      links.put(link.name(), link);
      control.execute(() -> listener.onLink(link));
    }
  }

  @Override
  public void close() {
    tracker.close();
  }
}
