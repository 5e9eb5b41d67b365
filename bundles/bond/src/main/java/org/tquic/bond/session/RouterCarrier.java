package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.bond.CongestionChoice;
import org.tquic.bond.InetPrefix;
import org.tquic.bond.path.Carrier;
import org.tquic.bond.wire.ControlMessage;
import org.tquic.bond.wire.DataHeader;
import org.tquic.masque.AddressAssign;
import org.tquic.masque.IpTunnel;
import org.tquic.masque.IpTunnelListener;

/** The router's end of one carrier, from the request to its end. Used on the owner loop. */
final class RouterCarrier implements IpTunnelListener {
  private final Owner owner;
  private final LinkDialer dialer;
  private final BondHeader.Join join;
  private final CongestionChoice congestion;
  private InetAddress source;
  private Carrier carrier;
  private DrivenBond bond;
  private boolean closed;

  RouterCarrier(Owner owner, LinkDialer dialer, BondHeader.Join join, CongestionChoice congestion) {
    this.owner = owner;
    this.dialer = dialer;
    this.join = join;
    this.congestion = congestion;
  }

  /** What a carrier tells its bond. */
  interface Owner {
    void onAssigned(List<InetPrefix> addresses);

    void onClosed(RouterCarrier carrier, PathReason reason, String evidence);
  }

  LinkDialer dialer() {
    return dialer;
  }

  CongestionChoice congestion() {
    return congestion;
  }

  Map<String, String> headers() {
    return Map.of(BondHeader.NAME, join.format());
  }

  InetAddress source() {
    return source;
  }

  void source(InetAddress address) {
    source = address;
  }

  /** Joins the bond over the open tunnel. */
  void join(DrivenBond newBond, IpTunnel tunnel) {
    bond = newBond;
    carrier =
        new Carrier(
            join.carrier(),
            join.link(),
            congestion.id(),
            new TunnelTransport(tunnel),
            System.nanoTime());
    bond.add(carrier);
  }

  Carrier carrier() {
    return carrier;
  }

  boolean isOpen() {
    return carrier != null && !closed;
  }

  boolean isSuspect() {
    return isOpen() && carrier.state() == PathState.SUSPECT;
  }

  void linkDown() {
    if (isOpen()) {
      bond.linkDown(carrier);
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

  /** Leaves the bond and closes the connection. */
  void close(PathReason reason) {
    if (isOpen()) {
      closed = true;
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
    owner.onAssigned(
        assign.addresses().stream()
            .map(a -> new InetPrefix(a.address(), a.prefixLength()))
            .toList());
  }

  @Override
  public void onClosed(Throwable cause) {
    if (isOpen()) {
      closed = true;
      bond.remove(carrier, PathReason.CLOSED_BY_PEER);
    }
    owner.onClosed(
        this, PathReason.CLOSED_BY_PEER, cause == null ? "" : String.valueOf(cause.getMessage()));
  }
}
