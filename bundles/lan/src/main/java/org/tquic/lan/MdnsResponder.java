package org.tquic.lan;

import java.io.IOException;
import java.net.NoRouteToHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.lan.ServerAnnouncement;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkListener;

/**
 * Announces the servers of this machine on each link of the local network, following links that
 * come and go. Without a server to announce there is no socket. Everything slow happens on a thread
 * of its own.
 */
@Component(service = LinkListener.class, immediate = true)
public final class MdnsResponder implements LinkListener {
  private static final Logger LOG = LoggerFactory.getLogger(MdnsResponder.class);
  private static final long CLOSE_SECONDS = 8;

  /** A link that a server is announced on. */
  private record Announced(MdnsPlace place, ServerAnnouncement server) {}

  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("tquic-mdns").daemon().factory());
  private final List<ServerAnnouncement> servers = new CopyOnWriteArrayList<>();
  private final Map<Announced, JmDNS> sockets = new HashMap<>();
  private final Set<Announced> failed = new HashSet<>();
  private volatile List<LinkInfo> links = List.of();

  /** Announces nothing yet. */
  @Activate
  public MdnsResponder() {}

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addServer(ServerAnnouncement server) {
    servers.add(server);
    later(this::reconcile);
  }

  void removeServer(ServerAnnouncement server) {
    servers.remove(server);
    later(this::reconcile);
  }

  @Override
  public void onLinks(List<LinkInfo> now) {
    links = now;
    later(this::reconcile);
  }

  private void later(Runnable task) {
    try {
      worker.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("links changed while stopping");
    }
  }

  private void reconcile() {
    Set<Announced> wanted = new HashSet<>();
    for (ServerAnnouncement server : servers) {
      MdnsPlace.among(links, server.everywhere())
          .forEach(place -> wanted.add(new Announced(place, server)));
    }
    failed.retainAll(wanted);
    List<JmDNS> gone = new ArrayList<>();
    sockets.entrySet().removeIf(e -> !wanted.contains(e.getKey()) && gone.add(e.getValue()));
    // Each says goodbye (RFC 6762 section 10.1), which takes about a second.
    gone.parallelStream().forEach(MdnsResponder::close);
    for (Announced fresh : wanted) {
      if (!sockets.containsKey(fresh) && !failed.contains(fresh)) {
        open(fresh);
      }
    }
  }

  private void open(Announced fresh) {
    ServerAnnouncement server = fresh.server();
    try {
      JmDNS socket = fresh.place().open(server.name());
      sockets.put(fresh, socket);
      socket.registerService(
          ServiceInfo.create(
              ServerAnnouncement.TYPE + ".local.",
              server.name(),
              server.port(),
              0,
              0,
              AnnouncedServer.txt(server)));
      LOG.info("announcing {} on {}", server.name(), fresh.place().link());
    } catch (NoRouteToHostException e) {
      failed.add(fresh);
      LOG.debug("not announcing on {}: {}", fresh.place().link(), e.getMessage());
    } catch (IOException | RuntimeException e) {
      failed.add(fresh);
      JmDNS unused = sockets.remove(fresh);
      if (unused != null) {
        close(unused);
      }
      LOG.warn(
          "Cannot announce this server on {}: {}; multicast DNS (UDP port 5353) must be free to use"
              + " there, or switch it off with the setting mdns = off",
          fresh.place().link(),
          e.toString());
    }
  }

  private static void close(JmDNS socket) {
    try {
      socket.close();
    } catch (IOException | RuntimeException e) {
      LOG.debug("while closing", e);
    }
  }

  /** Takes all announcements back. */
  @Deactivate
  void close() {
    later(
        () -> {
          servers.clear();
          reconcile();
        });
    worker.shutdown();
    try {
      if (!worker.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        worker.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
