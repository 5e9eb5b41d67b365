package org.tquic.bond.session;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import java.net.Inet6Address;
import java.time.Duration;
import org.tquic.api.engine.ClientRequest;
import org.tquic.api.engine.TransportSettings;
import org.tquic.bond.CongestionChoice;
import org.tquic.bond.RouterBondConfig;
import org.tquic.bond.path.KeepAlive;
import org.tquic.masque.IpTunnel;
import org.tquic.masque.IpTunnelListener;
import org.tquic.masque.MasqueClient;

/**
 * A connection over the link, and a tunnel in it. Where both ends can do several paths, the tunnel
 * is one that other links may share.
 */
final class ConnectAttempt implements Attempt {
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofMillis(2200);

  /**
   * As long as servers wait. The first handshake of a process loads the classes for it and runs
   * them uncompiled, which alone takes a slow machine seconds; to begin anew would not be faster.
   */
  private static final Duration FIRST_HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

  private static final int DATAGRAM_QUEUE = 4096;
  private static final int IPV4_AND_UDP_HEADERS = 28;
  private static final int IPV6_AND_UDP_HEADERS = 48;

  private final Owner owner;
  private final Listener listener;
  private final RouterCarrier carrier;
  private final CongestionChoice congestion;
  private final int linkMtu;
  private QuicChannel channel;
  private SharedTunnel shared;
  private boolean abandoned;

  /** What the attempt needs of its bond. */
  interface Owner extends SharedTunnel.Owner {
    RouterBondConfig config();

    MasqueClient masque();

    /** The congestion controller that a connection over this link begins with. */
    CongestionChoice congestion(String link);

    /** Whether a tunnel was open before, over whichever link. */
    boolean hasOpened();

    /** The server is reached, and proved to be the one. */
    void onConnected(QuicChannel channel, CongestionChoice begunWith);

    /**
     * The carrier's tunnel is open; takes it into the bond or closes the connection.
     *
     * @param paths the same tunnel with its paths, or null where there is only one
     */
    void onTunnel(
        RouterCarrier carrier, IpTunnel tunnel, SharedTunnel paths, CongestionChoice begunWith);
  }

  ConnectAttempt(Owner owner, Listener listener, RouterCarrier carrier, int linkMtu) {
    this.owner = owner;
    this.listener = listener;
    this.carrier = carrier;
    this.congestion = owner.congestion(carrier.dialer().link().name());
    this.linkMtu = linkMtu;
  }

  @Override
  public RouterCarrier carrier() {
    return carrier;
  }

  @Override
  public SharedTunnel tunnel() {
    return shared;
  }

  @Override
  public void abandon() {
    abandoned = true;
    close();
  }

  private void close() {
    if (channel != null) {
      channel.close();
    }
  }

  @Override
  public void start(LinkRoute route) {
    carrier.source(route.link().source());
    owner
        .config()
        .engine()
        .connect(request(route))
        .addListener((Future<QuicChannel> f) -> onConnected(f));
  }

  private ClientRequest request(LinkRoute route) {
    int headers =
        route.server().getAddress() instanceof Inet6Address
            ? IPV6_AND_UDP_HEADERS
            : IPV4_AND_UDP_HEADERS;
    TransportSettings transport =
        new TransportSettings(
            Math.clamp(linkMtu - headers, 1200, 9000),
            KeepAlive.IDLE_TIMEOUT,
            DATAGRAM_QUEUE,
            congestion.algorithm(),
            congestion.controller());
    ClientRequest request =
        new ClientRequest(
            owner.config().loop(),
            route.link(),
            route.server(),
            owner.config().tls(),
            transport,
            HANDSHAKE_TIMEOUT,
            owner.masque().newConnectionHandler(),
            null);
    return owner.hasOpened() ? request : request.withAnsweredTimeout(FIRST_HANDSHAKE_TIMEOUT);
  }

  private void onConnected(Future<QuicChannel> connected) {
    if (!connected.isSuccess()) {
      fail(connected.cause());
      return;
    }
    channel = connected.getNow();
    if (abandoned) {
      close();
      return;
    }
    owner.onConnected(channel, congestion);
    listener.onReached(this);
    shared = SharedTunnel.on(channel, owner);
    IpTunnelListener tunnelListener = shared == null ? carrier : shared;
    String authority = owner.config().host() + ":" + owner.config().port();
    owner
        .masque()
        .connectIp(channel, authority, carrier.headers(), tunnelListener)
        .addListener((Future<IpTunnel> f) -> onTunnel(f));
  }

  private void onTunnel(Future<IpTunnel> opened) {
    if (!opened.isSuccess()) {
      close();
      fail(opened.cause());
      return;
    }
    if (abandoned) {
      close();
      return;
    }
    if (shared != null) {
      shared.open(opened.getNow());
    }
    owner.onTunnel(carrier, opened.getNow(), shared, congestion);
    listener.onOpen(this);
  }

  private void fail(Throwable cause) {
    if (!abandoned) {
      listener.onFailed(this, cause);
    }
  }
}
