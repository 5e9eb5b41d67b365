package org.tquic.lan;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.TquicException;
import org.tquic.api.lan.LanBrowser;
import org.tquic.api.lan.LanServer;
import org.tquic.api.lan.ServerAnnouncement;
import org.tquic.api.link.LinkDirectory;

/** Looks for servers, with sockets that live for one search. */
@Component
public final class MdnsBrowser implements LanBrowser {
  private static final Logger LOG = LoggerFactory.getLogger(MdnsBrowser.class);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final String HOST = "tquic-discover";
  private static final String TYPE = ServerAnnouncement.TYPE + ".local.";

  private final LinkDirectory directory;

  /** Looks on the links of this directory. */
  @Activate
  public MdnsBrowser(@Reference LinkDirectory directory) {
    this.directory = directory;
  }

  @Override
  public List<LanServer> find(Duration time, boolean everywhere) {
    Set<MdnsPlace> places = MdnsPlace.among(directory.links(), everywhere);
    if (places.isEmpty()) {
      throw new TquicException(
          "there is no link of the local network to ask on",
          everywhere
              ? "connect one and give it an address"
              : "`tquic discover --all` asks on links that lead to the internet, too");
    }
    Found found = new Found();
    List<JmDNS> sockets = new ArrayList<>();
    String refusal = "";
    try {
      for (MdnsPlace place : places) {
        try {
          JmDNS socket = place.open(HOST);
          sockets.add(socket);
          socket.addServiceListener(TYPE, new Listener(socket, place.link(), found));
        } catch (IOException e) {
          LOG.debug("cannot ask on {}", place.link(), e);
          refusal = place.link() + ": " + e.getMessage();
        }
      }
      if (sockets.isEmpty()) {
        throw new TquicException(
            "multicast DNS cannot be used on any link (" + refusal + ")",
            "see that this process may use UDP port 5353");
      }
      listen(time.compareTo(LONGEST) > 0 ? LONGEST : time);
    } finally {
      sockets.parallelStream().forEach(MdnsBrowser::close);
    }
    return found.servers();
  }

  /** Answers come when they come: RFC 6762 has no sign that all have. */
  private static void listen(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(JmDNS socket) {
    try {
      socket.close();
    } catch (IOException | RuntimeException e) {
      LOG.debug("while closing", e);
    }
  }

  /** What was heard on all links. */
  private static final class Found {
    private final Map<String, LanServer> servers = new ConcurrentHashMap<>();

    void add(LanServer server) {
      if (servers.size() < LIMIT) {
        servers.putIfAbsent(server.link() + "/" + server.name(), server);
      }
    }

    List<LanServer> servers() {
      return servers.values().stream()
          .sorted(Comparator.comparing(LanServer::name).thenComparing(LanServer::link))
          .toList();
    }
  }

  private record Listener(JmDNS socket, String link, Found found) implements ServiceListener {
    @Override
    public void serviceAdded(ServiceEvent event) {
      socket.requestServiceInfo(event.getType(), event.getName());
    }

    @Override
    public void serviceRemoved(ServiceEvent event) {
      // A server that leaves during a search of seconds was still there.
    }

    @Override
    public void serviceResolved(ServiceEvent event) {
      ServiceInfo info = event.getInfo();
      List<InetAddress> addresses = Arrays.asList(info.getInetAddresses());
      AnnouncedServer.heard(
              info.getName(), addresses, info.getPort(), info::getPropertyString, link)
          .ifPresentOrElse(
              found::add, () -> LOG.debug("an announcement on {} that is none of ours", link));
    }
  }
}
