package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.ScheduledFuture;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.bond.BondStatus;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathStatus;
import org.tquic.api.link.LinkQuota;
import org.tquic.bond.InetPrefix;
import org.tquic.bond.PacketPort;
import org.tquic.bond.core.BondEvents;
import org.tquic.bond.path.Carrier;
import org.tquic.bond.path.CarrierTransport;
import org.tquic.bond.wire.ControlMessage;
import org.tquic.bond.wire.ControlMessage.Announce;
import org.tquic.bond.wire.DataHeader;
import org.tquic.bond.wire.MalformedMessageException;
import org.tquic.masque.ConnectIpRequest;
import org.tquic.masque.IpTunnel;
import org.tquic.masque.IpTunnelListener;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * A router of ours at the server: a bond of as many carriers as it opens, each a connection of its
 * own or a path of one.
 */
final class BondedSession implements ServerSession, SharedTunnel.Owner, BondEvents {
  private static final Logger LOG = LoggerFactory.getLogger(BondedSession.class);

  /** A router that comes back within this time finds its sequence numbers as it left them. */
  private static final long LINGER_SECONDS = 60;

  private static final int MAX_CARRIERS = 16;

  private final SessionOwner owner;
  private final String name;
  private final List<InetPrefix> addresses;
  private final long session;
  private final long instance = new SecureRandom().nextLong();
  private final DrivenBond bond;
  private final Set<SharedTunnel> tunnels = new HashSet<>();
  private ScheduledFuture<?> linger;
  private boolean closed;

  BondedSession(
      SessionOwner owner, PacketPort inner, String name, List<InetPrefix> addresses, long session) {
    this.owner = owner;
    this.name = name;
    this.addresses = addresses;
    this.session = session;
    this.bond = new DrivenBond(name, owner.loop(), inner, this);
    selectScheduler(owner.scheduler());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<InetPrefix> addresses() {
    return addresses;
  }

  @Override
  public boolean continuedBy(BondHeader.Join join) {
    return join != null && join.session() == session && !closed;
  }

  @Override
  public void accept(ConnectIpRequest request, BondHeader.Join join) {
    if (bond.core().carriers().size() >= MAX_CARRIERS) {
      request.reject(429, "too-many-carriers", "A bond has at most " + MAX_CARRIERS + " carriers");
      return;
    }
    Map<String, String> headers = Map.of(BondHeader.NAME, BondHeader.formatInstance(instance));
    SharedTunnel paths = SharedTunnel.on(request.channel(), this);
    if (paths == null) {
      ServerCarrier carrier = new ServerCarrier();
      IpTunnel tunnel = request.accept(headers, carrier);
      SessionGreeting.send(tunnel, addresses);
      carrier.open(join.carrier(), join.link(), new TunnelTransport(tunnel, owner.congestionId()));
    } else {
      IpTunnel tunnel = request.accept(headers, paths);
      SessionGreeting.send(tunnel, addresses);
      paths.open(tunnel);
      tunnels.add(paths);
      claim(paths, SharedTunnel.FIRST_PATH, new Announce(join.carrier(), join.link()));
    }
  }

  private void claim(SharedTunnel paths, long pathId, Announce announce) {
    ServerCarrier carrier = new ServerCarrier();
    paths.claim(pathId, carrier);
    carrier.open(announce.carrier(), announce.link(), new PathTransport(paths, pathId));
  }

  private boolean mayAdd(int carrierId) {
    return bond.core().carriers().size() < MAX_CARRIERS
        && bond.core().carriers().stream().noneMatch(carrier -> carrier.id() == carrierId);
  }

  @Override
  public void onUnclaimed(SharedTunnel tunnel, long pathId, long contextId, ByteBuf payload) {
    // A path that carries anything else was not announced, or was closed.
    if (!closed && contextId == ControlMessage.CONTEXT && tunnel.isOpen()) {
      try {
        if (ControlMessage.decode(payload) instanceof Announce announce
            && mayAdd(announce.carrier())) {
          claim(tunnel, pathId, announce);
        }
      } catch (MalformedMessageException e) {
        LOG.debug("router {} on path {}: {}", name, pathId, e.getMessage());
      }
    }
    payload.release();
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
  public void onClosed(SharedTunnel tunnel) {
    tunnels.remove(tunnel);
  }

  private final class ServerCarrier implements IpTunnelListener, SharedTunnel.PathOwner {
    private Carrier carrier;

    void open(int id, String link, CarrierTransport transport) {
      carrier = new Carrier(id, link, transport, bond.nowNs());
      bond.add(carrier);
      owner.links().onCarrier(carrier);
      if (linger != null) {
        linger.cancel(false);
        linger = null;
      }
    }

    @Override
    public boolean knowsContext(long contextId) {
      return contextId == DataHeader.CONTEXT || contextId == ControlMessage.CONTEXT;
    }

    @Override
    public void onDatagram(long contextId, ByteBuf payload) {
      if (carrier == null || closed) {
        payload.release();
      } else {
        bond.onDatagram(carrier, contextId, payload);
      }
    }

    @Override
    public void onReadComplete() {
      BondedSession.this.onReadComplete();
    }

    @Override
    public void onClosed(Throwable cause) {
      onPathClosed("");
    }

    @Override
    public void onPathClosed(String evidence) {
      if (carrier != null && !closed) {
        bond.remove(carrier, PathReason.CLOSED_BY_PEER);
        lingerIfAlone();
      }
    }
  }

  private void lingerIfAlone() {
    if (bond.core().carriers().isEmpty() && linger == null) {
      linger = owner.loop().schedule(() -> owner.onEnded(this), LINGER_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public void send(ByteBuf packet) {
    if (bond.core().carriers().isEmpty()) {
      packet.release();
    } else {
      bond.accept(packet);
    }
  }

  @Override
  public void flush() {
    bond.flush();
  }

  @Override
  public int maxPacket() {
    return bond.core().maxPacket();
  }

  @Override
  public void selectScheduler(PathSchedulerFactory factory) {
    if (factory == null) {
      bond.selectBuiltInScheduler();
    } else {
      bond.selectScheduler(factory);
    }
  }

  @Override
  public void onLinkCongestion(String link) {
    owner.links().apply(link, bond.core().carriers());
  }

  @Override
  public void onCarrierState(Carrier carrier) {
    if (!closed) {
      if (carrier.state() == PathState.SUSPECT) {
        owner
            .loop()
            .schedule(() -> giveUp(carrier), RouterSession.GIVE_UP_MS, TimeUnit.MILLISECONDS);
      }
      PathStatus now = status(carrier, carrier.state(), carrier.reason());
      carrier.transport().note(now.state(), now.reason());
      owner.onPath(now);
    }
  }

  /** The router may be gone, and to it the idle timeout is too long to wait for. */
  private void giveUp(Carrier carrier) {
    long silentMs = carrier.health().suspectForNs(bond.nowNs()) / 1_000_000;
    if (!closed
        && silentMs >= RouterSession.GIVE_UP_MS
        && bond.core().carriers().contains(carrier)) {
      bond.remove(carrier, PathReason.SILENT);
      carrier.transport().close(PathReason.SILENT);
      lingerIfAlone();
    }
  }

  @Override
  public void onMaxPacket(int bytes) {
    if (!closed) {
      owner.onMaxPacket();
    }
  }

  @Override
  public void onTooBig(ByteBuf packet, int maxBytes) {
    owner.onTooBig(packet, maxBytes);
  }

  @Override
  public BondStatus status() {
    List<PathStatus> paths = new ArrayList<>();
    boolean connected = false;
    for (Carrier carrier : bond.core().carriers()) {
      paths.add(status(carrier, carrier.state(), carrier.reason()));
      connected |= carrier.state() == PathState.ACTIVE;
    }
    return new BondStatus(
        name,
        connected,
        addresses.stream().map(InetPrefix::toString).toList(),
        bond.core().maxPacket(),
        bond.core().schedulerId(),
        owner.congestionId(),
        paths,
        bond.core().counters(bond.nowNs()).toMap());
  }

  private PathStatus status(Carrier carrier, PathState state, PathReason reason) {
    return PathStatuses.of(name, carrier, state, reason, "", LinkQuota.NONE, bond.nowNs());
  }

  @Override
  public void close() {
    for (Carrier carrier : bond.core().carriers()) {
      owner.onPath(status(carrier, PathState.REMOVED, PathReason.NONE));
    }
    closed = true;
    if (linger != null) {
      linger.cancel(false);
    }
    List.copyOf(tunnels).forEach(tunnel -> tunnel.close(PathReason.NONE));
    bond.close(PathReason.NONE);
  }
}
