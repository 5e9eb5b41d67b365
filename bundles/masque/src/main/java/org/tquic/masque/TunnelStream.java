package org.tquic.masque;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.util.Map;

/** A tunnel on its request stream, which carries the capsules; the last handler of that stream. */
final class TunnelStream extends StreamHandler implements IpTunnel {
  private final MasqueConnection connection;
  private final QuicStreamChannel stream;
  private final Map<String, String> peerHeaders;
  private final IpTunnelListener listener;
  private final CapsuleDecoder capsules;
  private final long quarterStreamId;
  private final int quarterBytes;

  private boolean open = true;
  private boolean batchStarted;
  private Throwable cause;
  private long sent;
  private long received;
  private long tooLong;
  private long afterClose;
  private long unknownContext;
  private long copied;

  TunnelStream(
      MasqueConnection connection,
      QuicStreamChannel stream,
      Map<String, String> peerHeaders,
      IpTunnelListener listener) {
    this.connection = connection;
    this.stream = stream;
    this.peerHeaders = Map.copyOf(peerHeaders);
    this.listener = listener;
    this.capsules = new CapsuleDecoder(connection.limits().capsuleBytes(), this::capsule);
    this.quarterStreamId = MasqueConnection.quarter(stream);
    this.quarterBytes = Varint.size(quarterStreamId);
    connection.open(this);
  }

  long quarterStreamId() {
    return quarterStreamId;
  }

  @Override
  public QuicChannel channel() {
    return connection.channel();
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
    int length = overhead(contextId) + payload.readableBytes();
    if (open && length > connection.size().bytes() && length > connection.size().refresh()) {
      payload.release();
      tooLong++;
      return false;
    }
    ByteBuf datagram = encode(contextId, payload);
    if (datagram == null) {
      return false;
    }
    connection.write(datagram);
    return true;
  }

  @Override
  public ByteBuf encode(long contextId, ByteBuf payload) {
    if (!open) {
      payload.release();
      afterClose++;
      return null;
    }
    sent++;
    int prefix = overhead(contextId);
    int start = payload.readerIndex() - prefix;
    if (start >= 0 && !payload.isReadOnly()) {
      Varint.set(payload, start, quarterStreamId);
      Varint.set(payload, start + quarterBytes, contextId);
      return payload.readerIndex(start);
    }
    ByteBuf copy = connection.buffer(prefix + payload.readableBytes());
    Varint.write(copy, quarterStreamId);
    Varint.write(copy, contextId);
    copy.writeBytes(payload);
    payload.release();
    copied++;
    return copy;
  }

  @Override
  public int overhead(long contextId) {
    return quarterBytes + Varint.size(contextId);
  }

  @Override
  public void flush() {
    connection.flush();
  }

  @Override
  public int maxPayload(long contextId) {
    return Math.max(0, connection.size().refresh() - overhead(contextId));
  }

  @Override
  public long windowBytes() {
    return stream.isOpen() ? stream.bytesBeforeUnwritable() : -1;
  }

  @Override
  public void sendAddressAssign(AddressAssign assign) {
    write(IpCapsules.encode(assign));
  }

  @Override
  public void sendAddressRequest(AddressRequest request) {
    write(IpCapsules.encode(request));
  }

  @Override
  public void sendRouteAdvertisement(RouteAdvertisement routes) {
    write(IpCapsules.encode(routes));
  }

  private void write(ByteBuf capsule) {
    if (open) {
      stream.writeAndFlush(new DefaultHttp3DataFrame(capsule));
    } else {
      capsule.release();
    }
  }

  @Override
  public TunnelCounters counters() {
    return new TunnelCounters(sent, received, tooLong, afterClose, unknownContext, copied);
  }

  @Override
  public void close() {
    if (open) {
      stream.shutdownOutput();
      closed();
    }
  }

  @Override
  public void abort(long errorCode) {
    if (open) {
      stream.shutdown((int) errorCode);
      closed();
    }
  }

  /** Takes a datagram behind its quarter stream ID; true if it is the first of a batch. */
  boolean datagram(ByteBuf datagram) {
    long contextId = Varint.read(datagram);
    if (contextId < 0) {
      datagram.release();
      fail(
          new MasqueException(
              MasqueException.Kind.PROTOCOL, "a datagram without a context ID", null),
          H3Errors.DATAGRAM_ERROR);
      return false;
    }
    if (!listener.knowsContext(contextId)) {
      unknownContext++;
      datagram.release();
      return false;
    }
    received++;
    listener.onDatagram(contextId, datagram);
    boolean first = !batchStarted;
    batchStarted = true;
    return first;
  }

  void readComplete() {
    batchStarted = false;
    if (open) {
      listener.onReadComplete();
    }
  }

  private void capsule(long type, ByteBuf value) throws MasqueException {
    int maxEntries = connection.limits().entries();
    if (type == CapsuleType.DATAGRAM) {
      if (datagram(value)) {
        readComplete();
      }
    } else if (type == CapsuleType.ADDRESS_ASSIGN) {
      listener.onAddressAssign(IpCapsules.decodeAssign(value, maxEntries));
    } else if (type == CapsuleType.ADDRESS_REQUEST) {
      listener.onAddressRequest(IpCapsules.decodeRequest(value, maxEntries));
    } else {
      listener.onRouteAdvertisement(IpCapsules.decodeRoutes(value, maxEntries));
    }
  }

  @Override
  protected void channelRead(ChannelHandlerContext ctx, Http3HeadersFrame frame) {
    // A tunnel has no trailers (RFC 9114 section 4.4).
    fail(new MasqueException(MasqueException.Kind.PROTOCOL, "header fields within a tunnel", null));
  }

  @Override
  protected void channelRead(ChannelHandlerContext ctx, Http3DataFrame frame) {
    capsules(frame.content());
    frame.release();
  }

  /** Reads bytes of the stream; the buffer stays the caller's. */
  void capsules(ByteBuf bytes) {
    try {
      if (open) {
        capsules.feed(bytes);
      }
    } catch (MasqueException e) {
      fail(e);
    }
  }

  @Override
  protected void channelInputClosed(ChannelHandlerContext ctx) {
    if (!open) {
      return;
    }
    try {
      capsules.end();
      close();
    } catch (MasqueException e) {
      fail(e);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (open && cause == null) {
      cause = new MasqueException(MasqueException.Kind.CLOSED, "the connection closed", null);
    }
    closed();
    ctx.fireChannelInactive();
  }

  @Override
  void failed(MasqueException failure) {
    fail(failure);
  }

  private void fail(MasqueException failure) {
    fail(failure, H3Errors.forStream(failure));
  }

  private void fail(MasqueException failure, int errorCode) {
    if (cause == null) {
      cause = failure;
    }
    abort(errorCode);
  }

  private void closed() {
    if (open) {
      open = false;
      connection.closed(this);
      listener.onClosed(cause);
    }
  }
}
