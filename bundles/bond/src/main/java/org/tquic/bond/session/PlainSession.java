package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Map;
import org.tquic.api.bond.BondStatus;
import org.tquic.bond.InetPrefix;
import org.tquic.bond.PacketPort;
import org.tquic.masque.ConnectIpRequest;
import org.tquic.masque.IpTunnel;
import org.tquic.masque.IpTunnelListener;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** Any CONNECT-IP client at the server: one tunnel, plain IP packets in context 0 (RFC 9484). */
final class PlainSession implements ServerSession, IpTunnelListener {
  private final SessionOwner owner;
  private final PacketPort inner;
  private final String name;
  private final List<InetPrefix> addresses;
  private IpTunnel tunnel;
  private int maxPacket;
  private long sentBytes;
  private long receivedBytes;

  PlainSession(SessionOwner owner, PacketPort inner, String name, List<InetPrefix> addresses) {
    this.owner = owner;
    this.inner = inner;
    this.name = name;
    this.addresses = addresses;
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
    return false;
  }

  @Override
  public void accept(ConnectIpRequest request, BondHeader.Join join) {
    tunnel = request.accept(Map.of(), this);
    maxPacket = tunnel.maxPayload(IpTunnel.IP_CONTEXT);
    SessionGreeting.send(tunnel, addresses);
    owner.onMaxPacket();
  }

  @Override
  public void onDatagram(long contextId, ByteBuf payload) {
    receivedBytes += payload.readableBytes();
    inner.write(payload);
  }

  @Override
  public void onReadComplete() {
    inner.flush();
  }

  @Override
  public void onClosed(Throwable cause) {
    owner.onEnded(this);
  }

  @Override
  public void send(ByteBuf packet) {
    if (packet.readableBytes() > maxPacket) {
      owner.onTooBig(packet, maxPacket);
      packet.release();
      return;
    }
    sentBytes += packet.readableBytes();
    tunnel.send(IpTunnel.IP_CONTEXT, packet);
  }

  @Override
  public void flush() {
    tunnel.flush();
    maxPacket = tunnel.maxPayload(IpTunnel.IP_CONTEXT);
  }

  @Override
  public int maxPacket() {
    return maxPacket;
  }

  @Override
  public void selectScheduler(PathSchedulerFactory factory) {
    // One path: nothing to schedule.
  }

  @Override
  public BondStatus status() {
    return new BondStatus(
        name,
        tunnel.isOpen(),
        addresses.stream().map(InetPrefix::toString).toList(),
        maxPacket(),
        "-",
        owner.congestionId(),
        List.of(),
        Map.of("txBytes", sentBytes, "rxBytes", receivedBytes));
  }

  @Override
  public void close() {
    if (tunnel.isOpen()) {
      tunnel.channel().close();
    }
  }
}
