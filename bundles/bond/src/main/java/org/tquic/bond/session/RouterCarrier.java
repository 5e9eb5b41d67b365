package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.link.LinkInfo;
import org.tquic.bond.InetPrefix;
import org.tquic.bond.path.Carrier;
import org.tquic.bond.path.CarrierTransport;
import org.tquic.bond.path.KeepAlive;
import org.tquic.bond.path.MappingLifetime;
import org.tquic.bond.wire.ControlMessage;
import org.tquic.bond.wire.ControlMessage.Announce;
import org.tquic.bond.wire.DataHeader;
import org.tquic.masque.AddressAssign;
import org.tquic.masque.IpTunnelListener;

/**
 * The router's end of one carrier, from the request to its end: a tunnel of its own, or a path of
 * one that carriers share. Used on the owner loop.
 */
final class RouterCarrier implements IpTunnelListener, SharedTunnel.PathOwner {
  private final Owner owner;
  private final LinkDialer dialer;
  private final BondHeader.Join join;
  private InetAddress source;
  private Carrier carrier;
  private DrivenBond bond;
  private boolean closed;
  private PathReason endedBy = PathReason.CLOSED_BY_PEER;

  RouterCarrier(Owner owner, LinkDialer dialer, BondHeader.Join join) {
    this.owner = owner;
    this.dialer = dialer;
    this.join = join;
  }

  /** What a carrier tells its bond. */
  interface Owner {
    void onAssigned(List<InetPrefix> addresses);

    void onClosed(RouterCarrier carrier, PathReason reason, String evidence);

    /** What is known of the NATs on a link. */
    MappingLifetime mapping(LinkInfo link);
  }

  LinkDialer dialer() {
    return dialer;
  }

  Map<String, String> headers() {
    return Map.of(BondHeader.NAME, join.format());
  }

  ControlMessage announcement() {
    return new Announce(join.carrier(), join.link());
  }

  InetAddress source() {
    return source;
  }

  void source(InetAddress address) {
    source = address;
  }

  /** Joins the bond, the server being ready for it. */
  void join(DrivenBond newBond, CarrierTransport transport) {
    bond = newBond;
    long nowNs = bond.nowNs();
    KeepAlive keepAlive =
        new KeepAlive(owner.mapping(dialer.link()), () -> dialer.link().metered(), nowNs);
    carrier = new Carrier(join.carrier(), join.link(), transport, keepAlive, nowNs);
    carrier.quotaLeft(dialer.link().quota().leftBytes());
    bond.add(carrier);
  }

  Carrier carrier() {
    return carrier;
  }

  boolean has(Carrier other) {
    return carrier == other;
  }

  boolean isOpen() {
    return carrier != null && !closed;
  }

  boolean isSuspect() {
    return isOpen() && carrier.state() == PathState.SUSPECT;
  }

  void linkDown() {
    if (isOpen()) {
      bond.linkDown(carrier, PathReason.NO_CARRIER);
    }
  }

  /**
   * Nothing is to cross the link any more. The peer is told on other links, too: what closes a
   * connection may be lost.
   */
  void usedUp() {
    if (isOpen()) {
      bond.linkDown(carrier, PathReason.QUOTA);
      close(PathReason.QUOTA);
    }
  }

  /** Leaves the bond: in order where it still answers, else at once. */
  void replace() {
    if (!isOpen()) {
      return;
    }
    if (carrier.state() == PathState.ACTIVE) {
      bond.retire(carrier);
    } else {
      close(PathReason.REPLACED);
    }
  }

  /** Leaves the bond and closes the path, or the connection where it is the carrier's own. */
  void close(PathReason reason) {
    if (isOpen()) {
      closed = true;
      endedBy = reason;
      bond.remove(carrier, reason);
      carrier.transport().close(reason);
    }
  }

  @Override
  public boolean knowsContext(long contextId) {
    return contextId == DataHeader.CONTEXT || contextId == ControlMessage.CONTEXT;
  }

  @Override
  public void onDatagram(long contextId, ByteBuf payload) {
    if (isOpen()) {
      bond.onDatagram(carrier, contextId, payload);
    } else {
      payload.release();
    }
  }

  @Override
  public void onReadComplete() {
    if (isOpen()) {
      bond.onReadComplete();
    }
  }

  @Override
  public void onAddressAssign(AddressAssign assign) {
    owner.onAssigned(prefixes(assign));
  }

  static List<InetPrefix> prefixes(AddressAssign assign) {
    return assign.addresses().stream()
        .map(a -> new InetPrefix(a.address(), a.prefixLength()))
        .toList();
  }

  @Override
  public void onClosed(Throwable cause) {
    onPathClosed(cause == null ? "" : String.valueOf(cause.getMessage()));
  }

  @Override
  public void onPathClosed(String evidence) {
    if (isOpen()) {
      closed = true;
      bond.remove(carrier, PathReason.CLOSED_BY_PEER);
    }
    owner.onClosed(this, endedBy, evidence);
  }
}
