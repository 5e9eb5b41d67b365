package org.tquic.bond.session;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.bond.PathReason;
import org.tquic.bond.ServerBondsPolicy;
import org.tquic.bond.ServerBondsPolicy.Admission;
import org.tquic.masque.PeerCertificates;

/**
 * Connections of peers that are not paired. Anybody may connect, for that is how a router enrols;
 * but a server has places for so many connections only, and memory for what each may send. So few
 * strangers are borne at a time, fewer of one address, and who is still a stranger when an
 * enrolment would be over has to leave. Used on the owner loop.
 */
final class Strangers {
  /** Twice the time that a router has to enrol in. */
  static final long PATIENCE_SECONDS = 30;

  /** Of all: whoever has many addresses is to leave places for the routers all the same. */
  static final int MOST = 128;

  /** Of one address of IPv4, or one /56 of IPv6: a router that enrols comes over each link. */
  static final int MOST_PER_PREFIX = 8;

  private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);

  /** What one client may have all of. */
  private static final int IPV6_PREFIX_BYTES = 7;

  private final ServerBondsPolicy policy;
  private final Map<ByteBuffer, Integer> byPrefix = new HashMap<>();
  private int total;

  Strangers(ServerBondsPolicy policy) {
    this.policy = policy;
  }

  /** Counts a new connection if it is a stranger's, and looks later who it is; on its loop. */
  void watch(QuicChannel channel) {
    if (refusal(channel) != null) {
      ByteBuffer prefix = prefix(channel.remoteSocketAddress());
      if (total >= MOST || byPrefix.getOrDefault(prefix, 0) >= MOST_PER_PREFIX) {
        LOG.debug("{} has to leave: too many strangers", channel.remoteSocketAddress());
        TunnelTransport.close(channel, PathReason.NOT_PAIRED);
        return;
      }
      total++;
      byPrefix.merge(prefix, 1, Integer::sum);
      channel.closeFuture().addListener(closed -> gone(prefix));
    }
    ScheduledFuture<?> look =
        channel.eventLoop().schedule(() -> look(channel), PATIENCE_SECONDS, TimeUnit.SECONDS);
    channel.closeFuture().addListener(closed -> look.cancel(false));
  }

  private void gone(ByteBuffer prefix) {
    total--;
    byPrefix.computeIfPresent(prefix, (same, count) -> count == 1 ? null : count - 1);
  }

  private void look(QuicChannel channel) {
    Admission.Refused refused = refusal(channel);
    if (refused != null) {
      LOG.debug("{} has to leave: {}", channel.remoteSocketAddress(), refused.detail());
      TunnelTransport.close(channel, PathReason.NOT_PAIRED);
    }
  }

  private Admission.Refused refusal(QuicChannel channel) {
    return policy.admit(PeerCertificates.of(channel)) instanceof Admission.Refused refused
        ? refused
        : null;
  }

  private static ByteBuffer prefix(SocketAddress client) {
    byte[] address =
        client instanceof InetSocketAddress known ? known.getAddress().getAddress() : new byte[0];
    return ByteBuffer.wrap(Arrays.copyOf(address, Math.min(address.length, IPV6_PREFIX_BYTES)));
  }
}
