package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.quic.QuicChannel;
import java.util.Map;
import org.tquic.masque.AddressAssign;
import org.tquic.masque.AddressRequest;
import org.tquic.masque.IpTunnel;
import org.tquic.masque.RouteAdvertisement;
import org.tquic.masque.TunnelCounters;

/** A tunnel that writes one byte, the context, before each payload, and counts flushes. */
final class FakeTunnel implements IpTunnel {
  private final QuicChannel channel;
  private final Map<String, String> peerHeaders;
  boolean open = true;
  int flushes;

  FakeTunnel(QuicChannel channel, Map<String, String> peerHeaders) {
    this.channel = channel;
    this.peerHeaders = peerHeaders;
  }

  @Override
  public QuicChannel channel() {
    return channel;
  }

  @Override
  public Map<String, String> peerHeaders() {
    return peerHeaders;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean send(long contextId, ByteBuf payload) {
    throw new UnsupportedOperationException("a shared tunnel is sent on by paths");
  }

  @Override
  public ByteBuf encode(long contextId, ByteBuf payload) {
    if (!open) {
      payload.release();
      return null;
    }
    int start = payload.readerIndex() - 1;
    payload.setByte(start, (int) contextId);
    return payload.readerIndex(start);
  }

  @Override
  public int overhead(long contextId) {
    return 1;
  }

  @Override
  public void flush() {
    flushes++;
  }

  @Override
  public int maxPayload(long contextId) {
    return 1399;
  }

  @Override
  public long windowBytes() {
    return -1;
  }

  @Override
  public void sendAddressAssign(AddressAssign assign) {}

  @Override
  public void sendAddressRequest(AddressRequest request) {}

  @Override
  public void sendRouteAdvertisement(RouteAdvertisement routes) {}

  @Override
  public TunnelCounters counters() {
    return new TunnelCounters(0, 0, 0, 0, 0, 0);
  }

  @Override
  public void close() {
    open = false;
  }

  @Override
  public void abort(long errorCode) {
    open = false;
  }
}
