package org.tquic.bond.session;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.engine.ClientRequest;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.engine.LinkBinding;
import org.tquic.api.engine.TransportSettings;
import org.tquic.api.link.LinkInfo;
import org.tquic.bond.RouterBondConfig;
import org.tquic.masque.IpTunnel;
import org.tquic.masque.MasqueClient;
import org.tquic.masque.MasqueException;

/**
 * Keeps one link connected: dials while the link is usable and has no carrier, again and again with
 * a pause, at once when the kernel says that something changed. Used on the owner loop.
 */
final class LinkDialer {
  private static final Logger LOG = LoggerFactory.getLogger(LinkDialer.class);
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofMillis(2200);
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
  private static final int DATAGRAM_QUEUE = 4096;
  private static final long QUICK_RETRY_MS = 700;
  private static final long SLOW_RETRY_MS = 2500;
  private static final int QUICK_RETRIES = 30;

  private final Owner owner;
  private LinkInfo link;
  private RouterCarrier carrier;
  private Attempt attempt;
  private ScheduledFuture<?> retry;
  private int failures;
  private PathState state = PathState.DISCOVERED;
  private PathReason reason = PathReason.NONE;
  private String detail = "";
  private long sinceMillis = System.currentTimeMillis();

  LinkDialer(Owner owner, LinkInfo link) {
    this.owner = owner;
    this.link = link;
  }

  /** What a dialler needs of its bond. */
  interface Owner {
    RouterBondConfig config();

    MasqueClient masque();

    /** Resolves the server's address for a link; completes on the loop. */
    Future<InetAddress> resolve(LinkInfo link);

    /** A carrier for the request that is about to be made. */
    RouterCarrier newCarrier(LinkDialer dialer);

    /** The carrier's tunnel is open. */
    void onOpen(RouterCarrier carrier, IpTunnel tunnel);

    /** The link has a new, validated carrier instead of the old one, which may be null. */
    void onReplaced(RouterCarrier old, RouterCarrier fresh);

    /** The server refuses for good. */
    void onRefused(String type, String detail);

    /** The state of the link's path changed. */
    void onState(LinkDialer dialer);
  }

  private final class Attempt {
    final RouterCarrier fresh = owner.newCarrier(LinkDialer.this);
    QuicChannel channel;
    boolean abandoned;

    void abandon() {
      abandoned = true;
      if (channel != null) {
        channel.close();
      }
    }
  }

  LinkInfo link() {
    return link;
  }

  RouterCarrier carrier() {
    return carrier;
  }

  PathState state() {
    return state;
  }

  PathReason reason() {
    return reason;
  }

  String detail() {
    return detail;
  }

  long sinceMillis() {
    return sinceMillis;
  }

  /** The link changed, or the dialler starts. */
  void update(LinkInfo newLink) {
    boolean moved = carrier != null && !newLink.addresses().contains(carrier.source());
    boolean better = !link.usable() || !newLink.addresses().equals(link.addresses());
    boolean rerouted = !newLink.gateways().equals(link.gateways());
    link = newLink;
    if (!link.usable()) {
      stop(unusableReason(), "");
      if (carrier != null) {
        carrier.linkDown();
      }
      return;
    }
    if (moved && carrier.isOpen()) {
      carrier.linkDown();
    }
    if (carrier == null || moved || better || rerouted && carrier.isSuspect()) {
      failures = 0;
      dialNow();
    }
  }

  private PathReason unusableReason() {
    if (!link.up() || !link.carrier()) {
      return PathReason.NO_CARRIER;
    }
    return PathReason.NO_ADDRESS;
  }

  private void stop(PathReason why, String evidence) {
    standDown();
    setState(PathState.FAILED, why, evidence);
  }

  private void cancelRetry() {
    if (retry != null) {
      retry.cancel(false);
      retry = null;
    }
  }

  /** Dials at once, replacing an attempt under way. */
  void dialNow() {
    standDown();
    dial();
  }

  /** Dials unless an attempt is under way or a retry is waiting. */
  void ensureDialling() {
    if (attempt == null && retry == null) {
      failures = 0;
      dial();
    }
  }

  /** Gives up attempts under way or waiting, since the carrier answers again. */
  void standDown() {
    cancelRetry();
    if (attempt != null) {
      attempt.abandon();
      attempt = null;
    }
  }

  private void dial() {
    if (!link.usable()) {
      return;
    }
    Attempt current = new Attempt();
    attempt = current;
    if (carrier == null && failures == 0) {
      setState(PathState.PROBING, PathReason.NONE, "");
    }
    owner.resolve(link).addListener((Future<InetAddress> f) -> onResolved(current, f));
  }

  private void onResolved(Attempt current, Future<InetAddress> resolved) {
    if (current.abandoned) {
      return;
    }
    if (!resolved.isSuccess()) {
      fail(current, resolved.cause());
      return;
    }
    InetAddress server = resolved.getNow();
    Optional<InetAddress> source =
        link.addresses().stream().filter(a -> a.getClass() == server.getClass()).findFirst();
    if (source.isEmpty()) {
      fail(current, noAddressOfFamily(server));
      return;
    }
    current.fresh.source(source.get());
    owner
        .config()
        .engine()
        .connect(request(current, source.get(), server))
        .addListener((Future<QuicChannel> f) -> onConnected(current, f));
  }

  private ConnectFailure noAddressOfFamily(InetAddress server) {
    String family = server instanceof Inet6Address ? "IPv6" : "IPv4";
    return new ConnectFailure(
        PathReason.NO_ADDRESS,
        link.name() + " has no " + family + " address, but the server is " + server,
        "Give the link an " + family + " address.",
        null);
  }

  private ClientRequest request(Attempt current, InetAddress source, InetAddress server) {
    int headers = server instanceof Inet6Address ? 48 : 28;
    TransportSettings transport =
        new TransportSettings(
            Math.clamp(link.mtu() - headers, 1200, 9000),
            IDLE_TIMEOUT,
            DATAGRAM_QUEUE,
            current.fresh.congestion().algorithm());
    return new ClientRequest(
        owner.config().loop(),
        new LinkBinding(link.name(), source),
        new InetSocketAddress(server, owner.config().port()),
        owner.config().tls(),
        transport,
        HANDSHAKE_TIMEOUT,
        owner.masque().newConnectionHandler(),
        null);
  }

  private void onConnected(Attempt current, Future<QuicChannel> connected) {
    if (!connected.isSuccess()) {
      if (!current.abandoned) {
        fail(current, connected.cause());
      }
      return;
    }
    QuicChannel channel = connected.getNow();
    current.channel = channel;
    if (current.abandoned) {
      channel.close();
      return;
    }
    if (carrier == null) {
      setState(PathState.VALIDATED, PathReason.NONE, "");
    }
    String authority = owner.config().host() + ":" + owner.config().port();
    owner
        .masque()
        .connectIp(channel, authority, current.fresh.headers(), current.fresh)
        .addListener((Future<IpTunnel> f) -> onTunnel(current, f));
  }

  private void onTunnel(Attempt current, Future<IpTunnel> opened) {
    if (!opened.isSuccess()) {
      if (!current.abandoned) {
        fail(current, opened.cause());
      }
      if (current.channel != null) {
        current.channel.close();
      }
      return;
    }
    if (current.abandoned) {
      current.channel.close();
      return;
    }
    attempt = null;
    failures = 0;
    owner.onOpen(current.fresh, opened.getNow());
    if (!current.fresh.isOpen()) {
      retryLater();
      return;
    }
    RouterCarrier old = carrier;
    carrier = current.fresh;
    state = PathState.ACTIVE;
    reason = PathReason.NONE;
    detail = "";
    owner.onReplaced(old, carrier);
  }

  private void fail(Attempt current, Throwable cause) {
    if (current == attempt) {
      attempt = null;
    }
    failures++;
    PathReason why = PathReason.INTERNAL;
    String evidence = String.valueOf(cause.getMessage());
    if (cause instanceof ConnectFailure failure) {
      why = failure.reason();
    } else if (cause instanceof MasqueException failure) {
      boolean refused = failure.kind() == MasqueException.Kind.REFUSED;
      why = refused ? PathReason.NOT_PAIRED : PathReason.CLOSED_BY_PEER;
      if (refused) {
        owner.onRefused(failure.problemType(), failure.problemDetail());
      }
    }
    LOG.debug("attempt {} over {} failed", failures, link.name(), cause);
    setState(PathState.FAILED, why, evidence);
    retryLater();
  }

  private void retryLater() {
    long pauseMs = failures < QUICK_RETRIES ? QUICK_RETRY_MS : SLOW_RETRY_MS;
    retry =
        owner
            .config()
            .loop()
            .schedule(
                () -> {
                  retry = null;
                  dial();
                },
                pauseMs,
                TimeUnit.MILLISECONDS);
  }

  /** The connection of the link's carrier ended. */
  void onCarrierClosed(RouterCarrier closed, PathReason why, String evidence) {
    if (closed != carrier) {
      return;
    }
    carrier = null;
    // The connection of a link that was taken away closes too; that is no reason to dial again.
    if (link.usable() && state != PathState.REMOVED) {
      setState(PathState.FAILED, why, evidence);
      failures = 0;
      if (attempt == null && retry == null) {
        dial();
      }
    }
  }

  private void setState(PathState newState, PathReason newReason, String newDetail) {
    boolean same = state == newState && reason == newReason;
    detail = newDetail;
    if (same) {
      return;
    }
    state = newState;
    reason = newReason;
    sinceMillis = System.currentTimeMillis();
    owner.onState(this);
  }

  /** The link is gone or the bond closes. */
  void close(PathReason why) {
    stop(why, "");
    state = PathState.REMOVED;
  }
}
