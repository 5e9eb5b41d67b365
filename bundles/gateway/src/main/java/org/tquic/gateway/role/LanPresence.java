package org.tquic.gateway.role;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.lan.ServerAnnouncement;
import org.tquic.gateway.settings.ServerSettings;
import org.tquic.gateway.settings.ServerSettings.Mdns;
import org.tquic.identity.Fingerprint;

/** What the local network is told of this server. Used on the control thread. */
final class LanPresence implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LanPresence.class);
  private static final String FALLBACK_NAME = "tquic";

  private final BundleContext bundles;
  private final Fingerprint key;
  private ServiceRegistration<ServerAnnouncement> registration;
  private ServerAnnouncement shown;

  LanPresence(BundleContext bundles, Fingerprint key) {
    this.bundles = bundles;
    this.key = key;
  }

  /** Shows the server as these settings say. */
  void show(ServerSettings settings) {
    // Who listens on the loopback device alone is nobody else's server.
    boolean reachable = !settings.listen().getAddress().isLoopbackAddress();
    ServerAnnouncement wanted =
        settings.mdns() == Mdns.OFF || !reachable
            ? null
            : new ServerAnnouncement(
                hostName(),
                settings.listen().getPort(),
                key.toString(),
                bundles.getBundle().getVersion().toString(),
                settings.mdns() == Mdns.ALL);
    if (wanted == null || !wanted.equals(shown)) {
      close();
    }
    if (wanted != null && registration == null) {
      shown = wanted;
      registration = bundles.registerService(ServerAnnouncement.class, wanted, new Hashtable<>());
    }
  }

  private static String hostName() {
    try {
      String name = InetAddress.getLocalHost().getHostName();
      int dot = name.indexOf('.');
      String first = dot < 0 ? name : name.substring(0, dot);
      return first.matches("[A-Za-z0-9-]{1,63}") ? first : FALLBACK_NAME;
    } catch (UnknownHostException e) {
      return FALLBACK_NAME;
    }
  }

  @Override
  public void close() {
    shown = null;
    if (registration != null) {
      try {
        registration.unregister();
      } catch (IllegalStateException e) {
        LOG.debug("the framework withdrew it already", e);
      }
      registration = null;
    }
  }
}
