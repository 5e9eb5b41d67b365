package org.tquic.lan;

import java.io.IOException;
import java.net.NoRouteToHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.lan.ServerAnnouncement;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkListener;

/**
 * Announces the servers and the status page of this machine on each link of the local network,
 * following links that come and go. Without anything to announce there is no socket. Everything
 * slow happens on a thread of its own.
 */
@Component(service = LinkListener.class, immediate = true, configurationPid = LanSettings.PID)
@Designate(ocd = LanSettings.class)
public final class MdnsResponder implements LinkListener {
  private static final Logger LOG = LoggerFactory.getLogger(MdnsResponder.class);
  private static final long CLOSE_SECONDS = 8;

  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
  private static final String FALLBACK_NAME = "tquic";

  /** A link that a service is announced on. */
  private record Announced(MdnsPlace place, DnsService service) {}

  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("tquic-mdns").daemon().factory());
  private final List<ServerAnnouncement> servers = new CopyOnWriteArrayList<>();
  private final Map<Announced, JmDNS> sockets = new HashMap<>();
  private final Set<Announced> failed = new HashSet<>();
  private volatile List<LinkInfo> links = List.of();
  private volatile Optional<DnsService> page = Optional.empty();

  /** Takes what is to be announced besides servers. */
  @Activate
  @Modified
  void configure(LanSettings settings) {
    page(settings.statuspage(), settings.onwans());
  }

  void page(String wanted, boolean everywhere) {
    page = DnsService.page(wanted, hostName(), everywhere);
    if (page.isEmpty() && !wanted.isEmpty()) {
      LOG.error(
          "The status page is not announced: statuspage is \"{}\", expected PORT/PATH such as"
              + " 80/cgi-bin/luci; correct {}.cfg",
          wanted,
          LanSettings.PID);
    }
    later(this::reconcile);
  }

  private static String hostName() {
    try {
      String first = Files.readString(HOST_NAME).strip().replaceFirst("\\..*", "");
      return first.matches("[A-Za-z0-9-]{1,40}") ? first : FALLBACK_NAME;
    } catch (IOException e) {
      return FALLBACK_NAME;
    }
  }

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
    Stream.concat(servers.stream().map(DnsService::of), page.stream())
        .forEach(
            service ->
                MdnsPlace.among(links, service.everywhere())
                    .forEach(place -> wanted.add(new Announced(place, service))));
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
    DnsService service = fresh.service();
    try {
      JmDNS socket = fresh.place().open(service.host());
      sockets.put(fresh, socket);
      socket.registerService(
          ServiceInfo.create(
              service.type() + ".local.", service.name(), service.port(), 0, 0, service.txt()));
      LOG.info("announcing {} on {}", service.name(), fresh.place().link());
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
          "Cannot announce {} on {}: {}; multicast DNS (UDP port 5353) must be free to use there, or"
              + " switch it off: for a server mdns = off, for a page an empty statuspage",
          service.name(),
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
          page = Optional.empty();
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
