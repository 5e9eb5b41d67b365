package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.quic.QuicChannel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.TquicException;
import org.tquic.api.bond.BondStatus;
import org.tquic.api.bond.PathStatus;
import org.tquic.bond.CongestionChoice;
import org.tquic.bond.InetPrefix;
import org.tquic.bond.PacketPort;
import org.tquic.bond.PacketSink;
import org.tquic.bond.ServerBondsConfig;
import org.tquic.bond.ServerBondsPolicy;
import org.tquic.bond.ServerBondsPolicy.Admission;
import org.tquic.masque.CapacityRequest;
import org.tquic.masque.ConnectIpRequest;
import org.tquic.masque.HttpRequestInfo;
import org.tquic.masque.MasqueServerHandler;
import org.tquic.masque.Responder;
import org.tquic.masque.SeenAddress;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** All routers of a server on its owner loop: who joins, and whose packet is whose. */
public final class ServerSessions implements MasqueServerHandler, PacketSink, SessionOwner {
  private static final Logger LOG = LoggerFactory.getLogger(ServerSessions.class);

  private final ServerBondsConfig config;
  private final PacketPort inner;
  private final ServerBondsPolicy policy;
  private final Map<String, ServerSession> sessions = new HashMap<>();
  private final InnerAddresses<ServerSession> addresses = new InnerAddresses<>();
  private final Set<String> measuring = new HashSet<>();
  private final Set<ServerSession> touched = new LinkedHashSet<>();
  private final LiveChannels channels;
  private final Strangers strangers;
  private final LinkControllers links = new LinkControllers();
  private PathSchedulerFactory scheduler;
  private CongestionChoice congestion;
  private int mtu;
  private long foreignSource;
  private long noOwner;
  private boolean closed;

  /** A server without routers. */
  public ServerSessions(ServerBondsConfig config, PacketPort inner, ServerBondsPolicy policy) {
    this.config = config;
    this.inner = inner;
    this.policy = policy;
    this.strangers = new Strangers(policy);
    this.scheduler = config.scheduler();
    this.congestion = config.congestion();
    this.channels = new LiveChannels(scheduler, congestion.controller());
  }

  // Requests.

  @Override
  public void onConnection(QuicChannel channel) {
    if (closed) {
      // The listener outlives the sessions by a moment; a router that is quick would join a ruin.
      channel.close();
      return;
    }
    channels.add(channel, config.congestion().controller());
    strangers.watch(channel);
  }

  @Override
  public void onRequest(HttpRequestInfo request, Responder responder) {
    if (!request.path().equals(SeenAddress.PATH)) {
      policy.onRequest(request, responder);
      return;
    }
    switch (policy.admit(request.peerCertificates())) {
      case Admission.Refused refused ->
          responder.problem(refused.status(), refused.type(), refused.detail());
      case Admission.Admitted ignored -> SeenAddress.answer(request, responder);
    }
  }

  @Override
  public void onCapacity(CapacityRequest request) {
    switch (policy.admit(request.peerCertificates())) {
      case Admission.Refused refused ->
          request.reject(refused.status(), refused.type(), refused.detail());
      case Admission.Admitted admitted -> measure(request, admitted.name());
    }
  }

  private void measure(CapacityRequest request, String name) {
    if (measuring.add(name)) {
      request.accept(() -> measuring.remove(name));
    } else {
      request.reject(429, "busy", "A router measures one link at a time, in one direction");
    }
  }

  @Override
  public void onConnectIp(ConnectIpRequest request) {
    switch (policy.admit(request.peerCertificates())) {
      case Admission.Refused refused ->
          request.reject(refused.status(), refused.type(), refused.detail());
      case Admission.Admitted admitted -> join(request, admitted.name());
    }
  }

  private void join(ConnectIpRequest request, String name) {
    if (request.ipProtocol() >= 0 || !request.target().equals("*")) {
      request.reject(400, "about:blank", "Only tunnels for all targets and protocols are offered");
      return;
    }
    BondHeader.Join join =
        BondHeader.parseJoin(request.headers().get(BondHeader.NAME)).orElse(null);
    ServerSession session = sessions.get(name);
    if (session == null || !session.continuedBy(join)) {
      session = replace(session, request, name, join);
    }
    if (session != null) {
      session.accept(request, join);
    }
  }

  /** A router that begins anew, so whatever it had before is over. */
  private ServerSession replace(
      ServerSession old, ConnectIpRequest request, String name, BondHeader.Join join) {
    List<InetPrefix> lease;
    try {
      lease = policy.lease(name);
    } catch (TquicException e) {
      LOG.warn("no inner address for router {}: {} {}", name, e.getMessage(), e.remedy());
      request.reject(503, "no-address", e.getMessage());
      return null;
    }
    if (old != null) {
      onEnded(old);
    }
    PacketPort checked = new SourceFilter();
    ServerSession session =
        join == null
            ? new PlainSession(this, checked, name, lease)
            : new BondedSession(this, checked, name, lease, join.session());
    ((SourceFilter) checked).session = session;
    sessions.put(name, session);
    lease.forEach(prefix -> addresses.add(prefix, session));
    LOG.info("router {} joined with {}", name, lease);
    return session;
  }

  /** Lets only those packets out whose source is the router's own (RFC 9484 section 4.7.1). */
  private final class SourceFilter implements PacketPort {
    private ServerSession session;

    @Override
    public void write(ByteBuf packet) {
      if (addresses.bySource(packet) == session) {
        inner.write(packet);
      } else {
        foreignSource++;
        packet.release();
      }
    }

    @Override
    public void flush() {
      inner.flush();
    }
  }

  // What sessions need.

  @Override
  public EventLoop loop() {
    return config.loop();
  }

  @Override
  public PathSchedulerFactory scheduler() {
    return scheduler;
  }

  @Override
  public String congestionId() {
    return congestion.id();
  }

  @Override
  public LinkControllers links() {
    return links;
  }

  @Override
  public void onPath(PathStatus path) {
    policy.onPath(path);
  }

  @Override
  public void onMaxPacket() {
    int smallest = 0;
    for (ServerSession session : sessions.values()) {
      int fits = session.maxPacket();
      if (fits > 0 && (smallest == 0 || fits < smallest)) {
        smallest = fits;
      }
    }
    if (smallest > 0 && smallest != mtu) {
      mtu = smallest;
      policy.onMtu(mtu);
    }
  }

  @Override
  public void onTooBig(ByteBuf packet, int maxBytes) {
    policy.onTooBig(packet, maxBytes);
  }

  @Override
  public void onEnded(ServerSession session) {
    if (sessions.remove(session.name(), session)) {
      session.addresses().forEach(addresses::remove);
      touched.remove(session);
      session.close();
      LOG.info("router {} left", session.name());
      onMaxPacket();
    }
  }

  // Inner packets.

  @Override
  public void accept(ByteBuf packet) {
    ServerSession session = addresses.byDestination(packet);
    if (session == null) {
      noOwner++;
      packet.release();
      return;
    }
    session.send(packet);
    touched.add(session);
  }

  @Override
  public void flush() {
    for (ServerSession session : touched) {
      session.flush();
    }
    touched.clear();
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public void onWritable(Runnable callback) {
    // Always writable: each router's queue drops by its own law.
  }

  // Operation.

  /** Swaps the scheduler of all routers; null for the built-in. */
  public void selectScheduler(PathSchedulerFactory factory) {
    scheduler = factory;
    channels.selectScheduler(factory);
    sessions.values().forEach(session -> session.selectScheduler(factory));
  }

  /**
   * Changes the congestion controller of those connections whose engine can, and notes it for those
   * to come.
   */
  public void selectCongestion(CongestionChoice choice) {
    congestion = choice;
    channels.selectCongestion(choice.controller());
  }

  /** The same for a link of this name, of whatever router; null for that of all links again. */
  public void selectCongestion(String link, CongestionChoice choice) {
    links.select(link, choice);
    sessions.values().forEach(session -> session.onLinkCongestion(link));
  }

  /** Ends a router's session. */
  public void end(String name) {
    ServerSession session = sessions.get(name);
    if (session != null) {
      onEnded(session);
    }
  }

  /** All routers that are here. */
  public List<BondStatus> status() {
    return sessions.values().stream().map(ServerSession::status).toList();
  }

  /** Packets with a source that is not the router's own. */
  public long foreignSource() {
    return foreignSource;
  }

  /** Packets for an address that no router has. */
  public long noOwner() {
    return noOwner;
  }

  /** Ends all sessions. */
  public void close() {
    closed = true;
    List.copyOf(sessions.values()).forEach(this::onEnded);
  }
}
