package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.quic.QuicChannel;
import java.util.Optional;
import org.tquic.api.bond.PathReason;
import org.tquic.bond.CongestionChoice;
import org.tquic.bond.RouterBondConfig;
import org.tquic.masque.AddressAssign;
import org.tquic.masque.IpTunnel;
import org.tquic.masque.MasqueClient;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * The router's connections to its server: one that all links share where both ends can do several
 * paths, else one per link. Used on the owner loop.
 */
final class RouterConnections implements Connections, ConnectAttempt.Owner, PathAttempt.Owner {
  private final RouterBondConfig config;
  private final Owner owner;
  private final MasqueClient masque = new MasqueClient();
  private final LiveChannels channels;
  private final LinkControllers links = new LinkControllers();
  private CongestionChoice congestion;
  private SharedTunnel shared;
  private boolean opened;
  private boolean closed;

  RouterConnections(RouterBondConfig config, Owner owner) {
    this.config = config;
    this.owner = owner;
    this.congestion = config.congestion();
    this.channels = new LiveChannels(config.scheduler(), congestion.controller());
  }

  @Override
  public SharedTunnel shared() {
    return shared;
  }

  @Override
  public Attempt newAttempt(LinkDialer dialer, RouterCarrier carrier, boolean anew) {
    return shared == null || anew
        ? new ConnectAttempt(this, dialer, carrier, dialer.link().mtu())
        : new PathAttempt(this, dialer, carrier, shared);
  }

  @Override
  public void share(SharedTunnel tunnel) {
    SharedTunnel before = shared;
    if (tunnel == before || !tunnel.isOpen()) {
      return;
    }
    shared = tunnel;
    owner.onSharedChanged();
    if (before != null) {
      before.close(PathReason.REPLACED);
    }
  }

  @Override
  public void unshare(PathReason reason) {
    SharedTunnel before = shared;
    shared = null;
    if (before != null) {
      before.close(reason);
    }
  }

  @Override
  public void selectScheduler(PathSchedulerFactory factory) {
    channels.selectScheduler(factory);
  }

  @Override
  public void selectCongestion(CongestionChoice choice) {
    congestion = choice;
    channels.selectCongestion(choice.controller());
  }

  @Override
  public void close() {
    closed = true;
    unshare(PathReason.NONE);
  }

  // What attempts need and tell.

  @Override
  public RouterBondConfig config() {
    return config;
  }

  @Override
  public MasqueClient masque() {
    return masque;
  }

  @Override
  public CongestionChoice congestion(String link) {
    return links.of(link, congestion);
  }

  @Override
  public CongestionChoice congestion() {
    return congestion;
  }

  @Override
  public LinkControllers links() {
    return links;
  }

  @Override
  public boolean hasOpened() {
    return opened;
  }

  @Override
  public void onConnected(QuicChannel channel, CongestionChoice begunWith) {
    channels.add(channel, begunWith.controller());
  }

  @Override
  public void onTunnel(
      RouterCarrier carrier, IpTunnel tunnel, SharedTunnel paths, CongestionChoice begunWith) {
    Optional<Long> instance = BondHeader.parseInstance(tunnel.peerHeaders().get(BondHeader.NAME));
    // A connection made because nothing worked is not needed when the one before works again.
    boolean superfluous = paths != null && shared != null && owner.anyActive();
    if (closed || superfluous || instance.isEmpty()) {
      tunnel.channel().close();
      return;
    }
    opened = true;
    owner.onInstance(instance.get());
    if (paths == null) {
      owner.onReady(carrier, new TunnelTransport(tunnel, begunWith.id()));
    } else {
      paths.claim(SharedTunnel.FIRST_PATH, carrier);
      owner.onReady(carrier, new PathTransport(paths, SharedTunnel.FIRST_PATH));
    }
  }

  @Override
  public void onPath(RouterCarrier carrier, PathTransport transport) {
    if (closed) {
      transport.close(PathReason.NONE);
    } else {
      owner.onReady(carrier, transport);
    }
  }

  // What the tunnel that links share tells.

  @Override
  public void onUnclaimed(SharedTunnel tunnel, long pathId, long contextId, ByteBuf payload) {
    // Late news of a path that was closed.
    payload.release();
  }

  @Override
  public void onReadComplete() {
    owner.onReadComplete();
  }

  @Override
  public void onRoom() {
    owner.onRoom();
  }

  @Override
  public void onAddressAssign(AddressAssign assign) {
    owner.onAssigned(RouterCarrier.prefixes(assign));
  }

  @Override
  public void onClosed(SharedTunnel tunnel) {
    if (tunnel == shared) {
      shared = null;
      owner.onSharedChanged();
    }
  }
}
