package org.tquic.quic.quiche;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the connections of one listener, half-open ones per source too, and closes those whose
 * handshake takes too long. Used on the listener's loop only; sharable between its connections.
 */
@ChannelHandler.Sharable
final class Admission extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  private static final AttributeKey<InetAddress> HALF_OPEN =
      AttributeKey.valueOf(Admission.class, "halfOpen");

  private final AdmissionLimits limits;
  private final Map<InetAddress, Integer> halfOpenBySource = new HashMap<>();
  private final Set<QuicChannel> connections = new HashSet<>();
  private int halfOpen;

  Admission(AdmissionLimits limits) {
    this.limits = limits;
  }

  /** Whether there is room for a client that has shown no token. */
  boolean admitsUnvalidated(InetAddress source) {
    return halfOpen < limits.retryAbove() && admitsValidated(source);
  }

  /** Whether there is room for a client whose address is known to be its own. */
  boolean admitsValidated(InetAddress source) {
    return connections.size() < limits.connections()
        && halfOpenBySource.getOrDefault(source, 0) < limits.halfOpenPerSource();
  }

  /** The connections at present. */
  List<QuicChannel> connections() {
    return List.copyOf(connections);
  }

  int halfOpen() {
    return halfOpen;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    QuicChannel channel = (QuicChannel) ctx.channel();
    opened(channel, ((InetSocketAddress) channel.remoteSocketAddress()).getAddress());
  }

  @Override
  public void channelRegistered(ChannelHandlerContext ctx) {
    QuicChannel channel = (QuicChannel) ctx.channel();
    channel
        .eventLoop()
        .schedule(
            () -> {
              if (isHalfOpen(channel)) {
                channel.close();
              }
            },
            limits.handshakeTimeout().toMillis(),
            TimeUnit.MILLISECONDS);
    ctx.fireChannelRegistered();
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    established((QuicChannel) ctx.channel());
    ctx.fireChannelActive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    QuicChannel channel = (QuicChannel) ctx.channel();
    if (isHalfOpen(channel)) {
      LOG.debug("handshake with {} failed: {}", channel.attr(HALF_OPEN).get(), cause.toString());
    } else {
      ctx.fireExceptionCaught(cause);
    }
  }

  private void opened(QuicChannel channel, InetAddress source) {
    connections.add(channel);
    halfOpen++;
    halfOpenBySource.merge(source, 1, Integer::sum);
    channel.attr(HALF_OPEN).set(source);
    channel
        .closeFuture()
        .addListener(
            f -> {
              established(channel);
              connections.remove(channel);
            });
  }

  private void established(QuicChannel channel) {
    InetAddress source = channel.attr(HALF_OPEN).getAndSet(null);
    if (source != null) {
      halfOpen--;
      halfOpenBySource.computeIfPresent(source, (s, count) -> count == 1 ? null : count - 1);
    }
  }

  private static boolean isHalfOpen(QuicChannel channel) {
    return channel.attr(HALF_OPEN).get() != null;
  }
}
