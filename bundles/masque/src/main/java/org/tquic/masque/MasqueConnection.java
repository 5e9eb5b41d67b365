package org.tquic.masque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3Settings;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicDatagramExtensionEvent;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.AttributeKey;
import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.concurrent.Promise;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/**
 * What the tunnels of one connection share: the demultiplexing of HTTP Datagrams by quarter stream
 * ID (RFC 9297 section 2.1), the peer's settings, the size of a datagram.
 */
final class MasqueConnection extends ChannelInboundHandlerAdapter {
  /** The largest quarter stream ID, 2^60 - 1. */
  private static final long MAX_QUARTER_STREAM_ID = (1L << 60) - 1;

  private static final AttributeKey<MasqueConnection> KEY =
      AttributeKey.valueOf(MasqueConnection.class, "connection");

  private final MasqueLimits limits;
  private final QuicChannel channel;
  private final Promise<PeerSettings> settings;
  private final DatagramSize size;
  private final EarlyDatagrams early;
  private final LongObjectHashMap<TunnelStream> tunnels = new LongObjectHashMap<>();
  private final LongObjectHashMap<QuicStreamChannel> waiting = new LongObjectHashMap<>();
  private ArrayList<TunnelStream> read = new ArrayList<>();
  private ArrayList<TunnelStream> readBefore = new ArrayList<>();
  private ChannelHandlerContext context;
  private TunnelStream lastTunnel;
  private long nextRequest;
  private int requests;

  /**
   * What the peer's SETTINGS frame says.
   *
   * @param extendedConnect SETTINGS_ENABLE_CONNECT_PROTOCOL (RFC 9220)
   * @param datagrams SETTINGS_H3_DATAGRAM (RFC 9297)
   */
  record PeerSettings(boolean extendedConnect, boolean datagrams) {}

  MasqueConnection(QuicChannel channel, MasqueLimits limits) {
    this.limits = limits;
    this.channel = channel;
    this.settings = channel.eventLoop().newPromise();
    this.size = new DatagramSize(channel);
    this.early = new EarlyDatagrams(limits.earlyDatagrams());
    channel.attr(KEY).set(this);
  }

  /** The connection's, or null where its pipeline is not MASQUE's. */
  static MasqueConnection of(QuicChannel channel) {
    return channel.attr(KEY).get();
  }

  MasqueLimits limits() {
    return limits;
  }

  QuicChannel channel() {
    return channel;
  }

  DatagramSize size() {
    return size;
  }

  /** Completes with the peer's SETTINGS frame. */
  Promise<PeerSettings> settings() {
    return settings;
  }

  void settingsArrived(Http3Settings peer) {
    boolean datagrams = Boolean.TRUE.equals(peer.h3DatagramEnabled());
    if (datagrams && size.refresh() == 0) {
      // RFC 9297 section 2.1.1: the setting needs the transport parameter, which is known when the
      // handshake ends.
      fail(Http3ErrorCode.H3_SETTINGS_ERROR.code(), "H3_DATAGRAM without DATAGRAM frames");
      return;
    }
    settings.trySuccess(
        new PeerSettings(Boolean.TRUE.equals(peer.connectProtocolEnabled()), datagrams));
  }

  /** A request stream opened; false if there are too many. */
  boolean requestOpened(QuicStreamChannel stream) {
    nextRequest = Math.max(nextRequest, quarter(stream) + 1);
    if (requests >= limits.requests()) {
      return false;
    }
    requests++;
    stream.closeFuture().addListener(f -> requests--);
    return true;
  }

  /** Datagrams of this stream are kept until it becomes a tunnel or ends. */
  void await(QuicStreamChannel stream) {
    long quarter = quarter(stream);
    waiting.put(quarter, stream);
    stream
        .closeFuture()
        .addListener(
            f -> {
              waiting.remove(quarter);
              early.take(quarter, ByteBuf::release);
            });
  }

  void open(TunnelStream tunnel) {
    waiting.remove(tunnel.quarterStreamId());
    tunnels.put(tunnel.quarterStreamId(), tunnel);
  }

  /** Gives the tunnel what came before it. */
  void replay(TunnelStream tunnel) {
    early.take(tunnel.quarterStreamId(), datagram -> deliver(tunnel, datagram));
    channelsRead();
  }

  void closed(TunnelStream tunnel) {
    tunnels.remove(tunnel.quarterStreamId());
    if (lastTunnel == tunnel) {
      lastTunnel = null;
    }
  }

  void write(ByteBuf datagram) {
    context.write(datagram, channel.voidPromise());
  }

  void flush() {
    context.flush();
  }

  ByteBuf buffer(int bytes) {
    return context.alloc().directBuffer(bytes);
  }

  /** Closes the connection with an application error. */
  void fail(int errorCode, String reason) {
    channel.close(true, errorCode, Unpooled.copiedBuffer(reason, StandardCharsets.US_ASCII));
  }

  static long quarter(QuicStreamChannel stream) {
    return stream.streamId() >> 2;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof QuicDatagramExtensionEvent datagrams) {
      size.told(datagrams.maxLength());
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (!(msg instanceof ByteBuf datagram)) {
      ctx.fireChannelRead(msg);
      return;
    }
    long quarter = Varint.read(datagram);
    if (quarter < 0 || quarter > MAX_QUARTER_STREAM_ID) {
      datagram.release();
      fail(H3Errors.DATAGRAM_ERROR, "a datagram without a quarter stream ID");
      return;
    }
    TunnelStream tunnel = lastTunnel;
    if (tunnel == null || tunnel.quarterStreamId() != quarter) {
      tunnel = tunnels.get(quarter);
      lastTunnel = tunnel;
    }
    if (tunnel != null) {
      deliver(tunnel, datagram);
    } else if (quarter >= nextRequest || waiting.containsKey(quarter)) {
      early.keep(quarter, datagram);
    } else {
      datagram.release();
    }
  }

  private void deliver(TunnelStream tunnel, ByteBuf datagram) {
    if (tunnel.datagram(datagram)) {
      read.add(tunnel);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    channelsRead();
    ctx.fireChannelReadComplete();
  }

  private void channelsRead() {
    if (read.isEmpty()) {
      return;
    }
    // A listener may cause reads of its own, so the list is swapped.
    ArrayList<TunnelStream> now = read;
    read = readBefore;
    for (int i = 0; i < now.size(); i++) {
      now.get(i).readComplete();
    }
    now.clear();
    readBefore = now;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    early.release();
    settings.tryFailure(
        new MasqueException(
            MasqueException.Kind.CLOSED, "the connection closed before its settings", null));
    ctx.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    early.release();
  }
}
