package org.tquic.gateway.role;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathStatus;
import org.tquic.api.doctor.PortalProbe;
import org.tquic.api.link.LinkInfo;

/**
 * Finds out whether a captive portal is why nothing is heard over a link, and again each minute
 * while nothing is. Where the server itself has a web page, links that work show it as well, and
 * then nothing is said. State is used on the control thread.
 */
final class PortalWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PortalWatch.class);

  /** A blink is no reason to ask anybody anything. */
  private static final Duration SETTLED = Duration.ofSeconds(5);

  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final ControlThread control;
  private final String server;
  private final Supplier<List<LinkInfo>> links;
  private final Supplier<List<PathStatus>> paths;
  private final BiConsumer<String, String> explain;
  private final ServiceTracker<PortalProbe, PortalProbe> probes;
  private final Set<String> settling = new HashSet<>();

  /** The silence that each link is in; what was put off in an earlier one is void. */
  private final Map<String, Long> silences = new HashMap<>();

  private long silencesSoFar;
  private boolean closed;

  /**
   * Watches nothing yet.
   *
   * @param server its address or name
   * @param links the WANs as they are now
   * @param paths the paths as they are now; may wait for the owner loop
   * @param explain told what answers in the server's place on a link, empty for nothing
   */
  PortalWatch(
      RoleContext context,
      String server,
      Supplier<List<LinkInfo>> links,
      Supplier<List<PathStatus>> paths,
      BiConsumer<String, String> explain) {
    this.control = context.control();
    this.server = server;
    this.links = links;
    this.paths = paths;
    this.explain = explain;
    this.probes = new ServiceTracker<>(context.bundles(), PortalProbe.class, null);
    probes.open();
  }

  /** A path changed; any thread. */
  void path(PathStatus path) {
    if (isUnheard(path)) {
      control.execute(() -> silent(path.link()));
    }
  }

  private static boolean isUnheard(PathStatus path) {
    return (path.state() == PathState.SUSPECT || path.state() == PathState.FAILED)
        && path.reason().isSilence();
  }

  private void silent(String link) {
    if (!closed && settling.add(link)) {
      long silence = ++silencesSoFar;
      silences.put(link, silence);
      control.schedule(SETTLED, () -> ask(link, silence));
    }
  }

  private void ask(String link, long silence) {
    if (closed || silences.getOrDefault(link, -1L) != silence) {
      return;
    }
    settling.remove(link);
    List<PathStatus> now = paths.get();
    if (now.stream().noneMatch(path -> path.link().equals(link) && isUnheard(path))) {
      silences.remove(link);
      return;
    }
    List<LinkInfo> known = links.get();
    List<String> working =
        now.stream().filter(p -> p.state() == PathState.ACTIVE).map(PathStatus::link).toList();
    PortalProbe probe = probes.getService();
    find(known, List.of(link))
        .filter(ignored -> probe != null)
        .ifPresent(
            own ->
                // System calls that wait would hold the one carrier of virtual threads.
                Thread.ofPlatform()
                    .name("tquic-portal")
                    .daemon()
                    .start(() -> ask(probe, own, find(known, working))));
    control.schedule(AGAIN, () -> ask(link, silence));
  }

  private static Optional<LinkInfo> find(List<LinkInfo> links, List<String> names) {
    return links.stream().filter(link -> names.contains(link.name())).findFirst();
  }

  private void ask(PortalProbe probe, LinkInfo link, Optional<LinkInfo> working) {
    try {
      String portal = portal(probe, addresses(), link, working);
      control.execute(() -> tell(link.name(), portal));
    } catch (RuntimeException e) {
      LOG.warn("cannot look for a captive portal on {}", link.name(), e);
    }
  }

  /** What answers in the server's place, for people; empty for nothing but the server itself. */
  static String portal(
      PortalProbe probe, List<InetAddress> server, LinkInfo link, Optional<LinkInfo> working) {
    Optional<String> answer = ask(probe, server, link);
    boolean serversOwn =
        answer.isPresent() && working.flatMap(other -> ask(probe, server, other)).isPresent();
    return answer.isEmpty() || serversOwn
        ? ""
        : "a captive portal answers in the server's place (" + answer.get() + "): log in to it";
  }

  private static Optional<String> ask(PortalProbe probe, List<InetAddress> server, LinkInfo link) {
    return server.stream().flatMap(address -> probe.ask(link, address).stream()).findFirst();
  }

  private List<InetAddress> addresses() {
    try {
      return List.of(InetAddress.getAllByName(server));
    } catch (UnknownHostException e) {
      LOG.debug("no address to ask for a portal", e);
      return List.of();
    }
  }

  private void tell(String link, String portal) {
    if (!closed) {
      explain.accept(link, portal);
    }
  }

  /** Asks no more; on the control thread. */
  @Override
  public void close() {
    closed = true;
    probes.close();
  }
}
