package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.bond.BondStatus;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathStatus;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkQuota;
import org.tquic.bond.CongestionChoice;
import org.tquic.bond.InetPrefix;
import org.tquic.bond.PacketPort;
import org.tquic.bond.PacketSink;
import org.tquic.bond.RouterBondConfig;
import org.tquic.bond.RouterBondListener;
import org.tquic.bond.core.BondEvents;
import org.tquic.bond.path.Carrier;
import org.tquic.bond.path.CarrierTransport;
import org.tquic.bond.path.MappingLifetime;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** The router's end of a bond on its owner loop: links, their diallers, and the core they feed. */
public final class RouterSession
    implements PacketSink, LinkDialer.Owner, RouterCarrier.Owner, Connections.Owner, BondEvents {
  private static final Logger LOG = LoggerFactory.getLogger(RouterSession.class);

  /** A carrier that is suspect for so long is dialled anew beside it. */
  private static final long REDIAL_MS = 1000;

  /** Nothing else works: no time to lose. */
  private static final long REDIAL_ALONE_MS = 150;

  /** A carrier that is suspect for so long is closed, as a connection of its own would be. */
  static final long GIVE_UP_MS = 30_000;

  private final RouterBondConfig config;
  private final EventLoop loop;
  private final PacketPort inner;
  private final RouterBondListener listener;
  private final ServerResolver resolver;
  private final Map<String, LinkDialer> dialers = new LinkedHashMap<>();
  private final long session = new SecureRandom().nextLong();
  private final Connections connections;
  private final LinkMappings mappings;

  private DrivenBond bond;
  private long instance;
  private PathSchedulerFactory scheduler;
  private List<InetPrefix> assigned = List.of();
  private int nextCarrier;
  private boolean connected;
  private boolean closed;

  /** A session without links. */
  public RouterSession(RouterBondConfig config, PacketPort inner, RouterBondListener listener) {
    this(config, inner, listener, owner -> new RouterConnections(config, owner));
  }

  /** A session with these connections. */
  RouterSession(
      RouterBondConfig config,
      PacketPort inner,
      RouterBondListener listener,
      Function<Connections.Owner, Connections> connections) {
    this.config = config;
    this.loop = config.loop();
    this.inner = inner;
    this.listener = listener;
    this.resolver = new ServerResolver(loop, config.host(), config.port());
    this.connections = connections.apply(this);
    this.mappings = new LinkMappings(config.mappings());
    this.scheduler = config.scheduler();
    startBond();
  }

  private void startBond() {
    bond = new DrivenBond(config.host(), loop, inner, this);
    listener.onTiersIgnored(false);
    if (scheduler != null) {
      bond.selectScheduler(scheduler);
    }
    decideTiers();
  }

  private void decideTiers() {
    Map<String, Integer> tiers = new TreeMap<>();
    dialers.forEach((name, dialer) -> tiers.put(name, dialer.link().tier()));
    bond.decideTiers(tiers);
  }

  /** A link came or changed. */
  public void onLink(LinkInfo link) {
    if (closed) {
      return;
    }
    LinkDialer dialer = dialers.get(link.name());
    if (dialer == null) {
      dialer = new LinkDialer(this, link);
      dialers.put(link.name(), dialer);
    }
    dialer.update(link);
    if (dialer.carrier() != null && dialer.carrier().isOpen()) {
      dialer.carrier().carrier().quotaLeft(link.quota().leftBytes());
    }
    decideTiers();
  }

  /** A link went. */
  public void onLinkGone(String name) {
    LinkDialer dialer = dialers.remove(name);
    if (dialer != null) {
      dialer.close(PathReason.NO_CARRIER);
      if (dialer.carrier() != null) {
        dialer.carrier().linkDown();
        dialer.carrier().close(PathReason.NO_CARRIER);
      }
      // The last word, after what its carrier told.
      listener.onPath(without(dialer));
      decideTiers();
    }
  }

  /** Says what answers in the server's place on a link over which nothing is heard, or nothing. */
  public void explain(String link, String portal) {
    LinkDialer dialer = dialers.get(link);
    if (!closed && dialer != null) {
      dialer.explain(portal);
    }
  }

  /** Swaps the scheduler. */
  public void selectScheduler(PathSchedulerFactory factory) {
    scheduler = factory;
    bond.selectScheduler(factory);
    connections.selectScheduler(factory);
  }

  /** Swaps to the built-in scheduler. */
  public void selectBuiltInScheduler() {
    scheduler = null;
    bond.selectBuiltInScheduler();
    connections.selectScheduler(null);
  }

  /**
   * Changes the congestion controller: in place where the engine can, else by replacing every
   * carrier.
   */
  public void selectCongestion(CongestionChoice choice) {
    connections.selectCongestion(choice);
    if (!config.engine().isMultipath()) {
      dialers.values().forEach(LinkDialer::dialNow);
    }
  }

  /**
   * Changes the congestion controller of one link, in the same way; null for that of all links
   * again.
   */
  public void selectCongestion(String link, CongestionChoice choice) {
    connections.links().select(link, choice);
    connections.links().apply(link, bond.core().carriers());
    LinkDialer dialer = dialers.get(link);
    if (!config.engine().isMultipath() && dialer != null) {
      dialer.dialNow();
    }
  }

  // What diallers need.

  @Override
  public EventLoop loop() {
    return loop;
  }

  @Override
  public Future<LinkRoute> resolve(LinkInfo link) {
    return resolver.resolve(link);
  }

  @Override
  public Attempt newAttempt(LinkDialer dialer, int failures) {
    BondHeader.Join join = new BondHeader.Join(session, nextCarrierId(), dialer.link().name());
    // A connection that is dead as a whole opens no path: while nothing works, every second attempt
    // is one without it.
    boolean anew = !anyActive() && failures % 2 == 1;
    return connections.newAttempt(dialer, new RouterCarrier(this, dialer, join), anew);
  }

  private int nextCarrierId() {
    int id = nextCarrier;
    nextCarrier = nextCarrier + 1 & 0xffff;
    return id;
  }

  // What connections tell.

  @Override
  public void onSharedChanged() {
    List.copyOf(dialers.values()).forEach(dialer -> dialer.onSharedChanged(connections.shared()));
  }

  @Override
  public void onReady(RouterCarrier carrier, CarrierTransport transport) {
    carrier.join(bond, transport);
    connections.links().onCarrier(carrier.carrier());
  }

  @Override
  public void onReadComplete() {
    if (!closed) {
      bond.onReadComplete();
    }
  }

  @Override
  public void onRoom() {
    if (!closed) {
      bond.flush();
    }
  }

  @Override
  public void onInstance(long answered) {
    if (answered != instance) {
      adopt(answered);
    }
  }

  /** The server does not know our sequence numbers, so both sides begin anew. */
  private void adopt(long newInstance) {
    if (instance != 0) {
      LOG.info("the server at {} started anew; joining it again", config.host());
      for (LinkDialer dialer : dialers.values()) {
        if (dialer.carrier() != null) {
          dialer.carrier().close(PathReason.REPLACED);
        }
      }
      connections.unshare(PathReason.REPLACED);
      bond.close(PathReason.REPLACED);
      startBond();
    }
    instance = newInstance;
  }

  @Override
  public void onReplaced(RouterCarrier old, SharedTunnel tunnel) {
    if (old != null) {
      old.replace();
    }
    if (tunnel != null) {
      connections.share(tunnel);
    }
  }

  @Override
  public void onRefused(String type, String detail) {
    if (!closed) {
      listener.onRefused(type, detail);
    }
  }

  @Override
  public void onState(LinkDialer dialer) {
    if (!closed) {
      listener.onPath(status(dialer));
    }
  }

  // What carriers tell.

  @Override
  public void onAssigned(List<InetPrefix> addresses) {
    if (!closed && !addresses.equals(assigned)) {
      assigned = List.copyOf(addresses);
      listener.onAssigned(assigned);
    }
  }

  @Override
  public void onClosed(RouterCarrier carrier, PathReason reason, String evidence) {
    if (!closed) {
      carrier.dialer().onCarrierClosed(carrier, reason, evidence);
    }
  }

  @Override
  public MappingLifetime mapping(LinkInfo link) {
    return mappings.of(link.id(), bond.nowNs());
  }

  // What the core tells.

  @Override
  public void onCarrierState(Carrier carrier) {
    if (closed) {
      return;
    }
    LinkDialer dialer = dialers.get(carrier.linkName());
    boolean current = dialer != null && dialer.carrier() != null && dialer.carrier().has(carrier);
    if (carrier.state() == PathState.SUSPECT) {
      long pauseMs = anyActive() ? REDIAL_MS : REDIAL_ALONE_MS;
      loop.schedule(() -> redial(carrier), pauseMs, TimeUnit.MILLISECONDS);
      loop.schedule(() -> giveUp(carrier), GIVE_UP_MS, TimeUnit.MILLISECONDS);
    } else if (carrier.state() == PathState.ACTIVE && current) {
      dialer.standDown();
    }
    PathStatus now = status(carrier, "");
    carrier.transport().note(now.state(), now.reason());
    listener.onPath(now);
    reportConnected();
  }

  private void redial(Carrier carrier) {
    LinkDialer dialer = dialers.get(carrier.linkName());
    if (!closed && dialer != null && carrier.state() == PathState.SUSPECT) {
      dialer.ensureDialling();
    }
  }

  /** A path may be dead while its connection lives, and then no idle timeout ends it. */
  private void giveUp(Carrier carrier) {
    LinkDialer dialer = dialers.get(carrier.linkName());
    boolean current = dialer != null && dialer.carrier() != null && dialer.carrier().has(carrier);
    long silentMs = carrier.health().suspectForNs(bond.nowNs()) / 1_000_000;
    if (!closed && current && silentMs >= GIVE_UP_MS) {
      dialer.carrier().close(PathReason.SILENT);
    }
  }

  @Override
  public boolean anyActive() {
    return bond.core().carriers().stream().anyMatch(c -> c.state() == PathState.ACTIVE);
  }

  private void reportConnected() {
    boolean now = anyActive();
    if (now != connected) {
      connected = now;
      listener.onConnected(now);
    }
  }

  @Override
  public void onTiersIgnored(boolean ignored) {
    if (!closed) {
      listener.onTiersIgnored(ignored);
    }
  }

  @Override
  public void onMaxPacket(int bytes) {
    if (!closed && bytes > 0) {
      listener.onMtu(bytes);
    }
  }

  @Override
  public void onTooBig(ByteBuf packet, int maxBytes) {
    listener.onTooBig(packet, maxBytes);
  }

  // Where inner packets enter.

  @Override
  public void accept(ByteBuf packet) {
    if (closed) {
      packet.release();
    } else {
      bond.accept(packet);
    }
  }

  @Override
  public void flush() {
    if (!closed) {
      bond.flush();
    }
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public void onWritable(Runnable callback) {
    // Always writable: what is too much is dropped by the queue's own law, not left to the
    // kernel's.
  }

  /** The bond as it is now. */
  public BondStatus status() {
    List<PathStatus> paths = new ArrayList<>();
    dialers.values().forEach(dialer -> paths.add(status(dialer)));
    return new BondStatus(
        name(),
        connected,
        assigned.stream().map(InetPrefix::toString).toList(),
        bond.core().maxPacket(),
        bond.core().schedulerId(),
        connections.congestion().id(),
        paths,
        bond.core().counters(bond.nowNs()).toMap());
  }

  private PathStatus status(LinkDialer dialer) {
    RouterCarrier carrier = dialer.carrier();
    if (carrier != null && carrier.isOpen()) {
      return status(carrier.carrier(), dialer.detail());
    }
    return without(dialer);
  }

  private PathStatus without(LinkDialer dialer) {
    String congestion = connections.congestion(dialer.link().name()).id();
    return PathStatuses.without(name(), dialer, congestion);
  }

  private PathStatus status(Carrier carrier, String detail) {
    return PathStatuses.of(
        name(),
        carrier,
        carrier.state(),
        carrier.reason(),
        detail,
        quota(carrier.linkName()),
        bond.nowNs());
  }

  private LinkQuota quota(String link) {
    LinkDialer dialer = dialers.get(link);
    return dialer == null ? LinkQuota.NONE : dialer.link().quota();
  }

  /** What people call the bond. */
  private String name() {
    return config.host() + ":" + config.port();
  }

  /** Closes all carriers and tells the server. */
  public void close() {
    closed = true;
    dialers.values().forEach(dialer -> dialer.close(PathReason.NONE));
    connections.close();
    bond.close(PathReason.NONE);
    dialers.clear();
  }
}
