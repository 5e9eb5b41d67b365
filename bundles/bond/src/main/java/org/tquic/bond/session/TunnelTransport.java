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
import org.tquic.api.engine.MultipathChannel;
import org.tquic.bond.path.CarrierTransport;
import org.tquic.bond.path.TransportSample;
import org.tquic.bond.wire.DataHeader;
import org.tquic.masque.IpTunnel;

/** A carrier's connection: one CONNECT-IP tunnel on one QUIC connection of its own. */
final class TunnelTransport implements CarrierTransport {
  private static final int H3_NO_ERROR = 0x100;

  private final IpTunnel tunnel;
  private final String congestion;
  private final String local;
  private final String remote;
  private int maxPayload;

  /**
   * A tunnel that is open.
   *
   * @param congestion id of the congestion controller that the connection began with
   */
  TunnelTransport(IpTunnel tunnel, String congestion) {
    this.tunnel = tunnel;
    this.congestion = congestion;
    this.maxPayload = tunnel.maxPayload(DataHeader.CONTEXT);
    this.local = text(tunnel.channel().localSocketAddress());
    this.remote = text(tunnel.channel().remoteSocketAddress());
  }

  static String text(SocketAddress address) {
    if (address instanceof InetSocketAddress inet) {
      return NetUtil.toSocketAddressString(inet);
    }
    return address == null ? "" : address.toString();
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
  public String congestion() {
    // Where controllers are plug-ins they change while the connection runs.
    return tunnel.channel() instanceof MultipathChannel channel && !channel.paths().isEmpty()
        ? channel.paths().getFirst().congestion()
        : congestion;
  }

  @Override
  public void close(PathReason reason) {
    close(tunnel.channel(), reason);
  }

  static void close(QuicChannel channel, PathReason reason) {
    byte[] words = reason.name().getBytes(StandardCharsets.US_ASCII);
    channel.close(true, H3_NO_ERROR, channel.alloc().directBuffer().writeBytes(words));
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
