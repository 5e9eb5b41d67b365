package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.engine.PathInfo;
import org.tquic.bond.path.CarrierTransport;
import org.tquic.bond.path.TransportSample;
import org.tquic.bond.wire.DataHeader;
import org.tquic.spi.congestion.CongestionControllerFactory;

/** One path of a tunnel that the carriers of a bond share. */
final class PathTransport implements CarrierTransport {
  private static final Logger LOG = LoggerFactory.getLogger(PathTransport.class);

  private final SharedTunnel tunnel;
  private final long pathId;
  private final int overhead;
  private int maxPayload;
  private InetSocketAddress local;
  private InetSocketAddress remote;
  private String congestion = "";

  PathTransport(SharedTunnel tunnel, long pathId) {
    this.tunnel = tunnel;
    this.pathId = pathId;
    this.overhead = tunnel.tunnel().overhead(DataHeader.CONTEXT);
    refresh();
  }

  /** What is known of the path; it stays what it was last when the path is gone. */
  private PathInfo refresh() {
    PathInfo path = tunnel.channel().path(pathId);
    if (path != null) {
      local = path.local();
      remote = path.remote();
      noteCongestion(path.congestion());
      int bytes = tunnel.channel().maxDatagramBytes(pathId) - overhead;
      maxPayload = bytes > 0 ? bytes : maxPayload;
    }
    return path;
  }

  /** One that chooses by itself changes now and then, and says why. */
  private void noteCongestion(String now) {
    if (!now.equals(congestion)) {
      if (!congestion.isEmpty()) {
        LOG.info("path to {}: congestion control is {} now, was {}", remote, now, congestion);
      }
      congestion = now;
    }
  }

  @Override
  public boolean send(long context, ByteBuf payload) {
    return tunnel.send(pathId, context, payload);
  }

  @Override
  public boolean boundsItself() {
    return true;
  }

  @Override
  public long room() {
    return tunnel.channel().datagramRoom(pathId);
  }

  @Override
  public void flush() {
    tunnel.flush();
  }

  @Override
  public void sample(TransportSample into) {
    PathInfo path = refresh();
    if (path != null) {
      into.congestionWindow = path.congestionWindow();
      into.rttNs = path.smoothedRttNs();
    }
  }

  @Override
  public int maxPayload() {
    return maxPayload;
  }

  @Override
  public String congestion() {
    refresh();
    return congestion;
  }

  @Override
  public void selectCongestion(CongestionControllerFactory factory) {
    tunnel.channel().selectCongestion(pathId, factory);
  }

  @Override
  public void followCongestion() {
    tunnel.channel().followCongestion(pathId);
  }

  @Override
  public void prefer(boolean available) {
    tunnel.channel().preferPath(pathId, available);
  }

  @Override
  public void note(PathState state, PathReason reason) {
    tunnel.channel().notePath(pathId, state, reason);
  }

  @Override
  public Map<String, Long> counters() {
    return tunnel.channel().pathCounters(pathId);
  }

  @Override
  public void close(PathReason reason) {
    tunnel.closePath(pathId, reason);
  }

  @Override
  public String local() {
    return TunnelTransport.text(local);
  }

  @Override
  public String remote() {
    return TunnelTransport.text(remote);
  }
}
