package org.tquic.discovery;

import java.net.InetAddress;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkListener;
import org.tquic.api.link.WanLink;

/**
 * Publishes each WAN as an OSGi service {@link WanLink}, and tells every {@link LinkListener} among
 * the services of all links.
 */
final class ServiceBoard implements WanPublisher.Board {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceBoard.class);

  private final BundleContext context;
  private final ServiceTracker<LinkListener, LinkListener> listeners;
  private List<LinkInfo> links = List.of();

  ServiceBoard(BundleContext context) {
    this.context = context;
    this.listeners =
        new ServiceTracker<>(context, LinkListener.class, null) {
          @Override
          public LinkListener addingService(ServiceReference<LinkListener> reference) {
            LinkListener listener = super.addingService(reference);
            welcome(listener);
            return listener;
          }
        };
    // The framework closes it with the bundle.
    listeners.open();
  }

  private synchronized void welcome(LinkListener listener) {
    tell(listener);
  }

  @Override
  public synchronized void links(List<LinkInfo> all) {
    links = all;
    for (LinkListener listener : listeners.getServices(new LinkListener[0])) {
      tell(listener);
    }
  }

  private void tell(LinkListener listener) {
    try {
      listener.onLinks(links);
    } catch (RuntimeException e) {
      LOG.error("A listener for links failed", e);
    }
  }

  @Override
  public WanPublisher.Notice post(LinkInfo link) {
    CurrentLink service = new CurrentLink(link);
    ServiceRegistration<WanLink> registration =
        context.registerService(WanLink.class, service, properties(link));
    return new WanPublisher.Notice() {
      @Override
      public void update(LinkInfo now) {
        service.info = now;
        // Consumers also hear of changes that no property shows, such as the MTU.
        registration.setProperties(properties(now));
      }

      @Override
      public void withdraw() {
        try {
          registration.unregister();
        } catch (IllegalStateException e) {
          LOG.debug("The framework withdrew {} already", link.name());
        }
      }
    };
  }

  private static Dictionary<String, Object> properties(LinkInfo link) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(WanLink.NAME, link.name());
    properties.put(WanLink.ID, link.id());
    properties.put(WanLink.ALIAS, link.alias());
    properties.put(WanLink.METERED, link.metered());
    properties.put(WanLink.TIER, link.tier());
    properties.put(WanLink.USED_UP, link.quota().isUsedUp());
    properties.put(WanLink.KIND, link.kind().name());
    properties.put(WanLink.CARRIER, link.carrier());
    properties.put(WanLink.ADDRESSES, texts(link.addresses()));
    properties.put(WanLink.GATEWAYS, texts(link.gateways()));
    properties.put(WanLink.METRIC, link.metric());
    return properties;
  }

  private static String[] texts(List<InetAddress> addresses) {
    return addresses.stream().map(InetAddress::getHostAddress).toArray(String[]::new);
  }

  private static final class CurrentLink implements WanLink {
    private volatile LinkInfo info;

    CurrentLink(LinkInfo info) {
      this.info = info;
    }

    @Override
    public LinkInfo info() {
      return info;
    }
  }
}
