package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionPathStats;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import org.tquic.api.bond.PathReason;
import org.tquic.bond.path.CarrierTransport;
import org.tquic.bond.path.TransportSample;
import org.tquic.bond.wire.DataHeader;
import org.tquic.masque.IpTunnel;

/** A carrier's connection: one CONNECT-IP tunnel on one QUIC connection of its own. */
final class TunnelTransport implements CarrierTransport {
  private final IpTunnel tunnel;
  private final String local;
  private final String remote;
  private int maxPayload;

  TunnelTransport(IpTunnel tunnel) {
    this.tunnel = tunnel;
    this.maxPayload = tunnel.maxPayload(DataHeader.CONTEXT);
    this.local = text(tunnel.channel().localSocketAddress());
    this.remote = text(tunnel.channel().remoteSocketAddress());
  }

  private static String text(SocketAddress address) {
    return address instanceof InetSocketAddress inet
        ? NetUtil.toSocketAddressString(inet)
        : String.valueOf(address);
  }

  @Override
  public boolean send(long context, ByteBuf payload) {
    return tunnel.send(context, payload);
  }

  @Override
  public void flush() {
    tunnel.flush();
  }

  @Override
  public void sample(TransportSample into) {
    maxPayload = tunnel.maxPayload(DataHeader.CONTEXT);
    Future<QuicConnectionPathStats> future = tunnel.channel().collectPathStats(0);
    if (!future.isSuccess() || future.getNow() == null) {
      return;
    }
    QuicConnectionPathStats stats = future.getNow();
    into.congestionWindow = stats.cwnd();
    into.rttNs = stats.rtt();
  }

  @Override
  public int maxPayload() {
    return maxPayload;
  }

  @Override
  public void close(PathReason reason) {
    QuicChannel channel = tunnel.channel();
    byte[] words = reason.name().getBytes(StandardCharsets.US_ASCII);
    channel.close(true, 0x100, channel.alloc().directBuffer().writeBytes(words));
  }

  @Override
  public String local() {
    return local;
  }

  @Override
  public String remote() {
    return remote;
  }
}
