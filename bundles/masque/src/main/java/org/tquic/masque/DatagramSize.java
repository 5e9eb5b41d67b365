package org.tquic.masque;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionPathStats;
import io.netty.handler.codec.quic.QuicTransportParameters;
import io.netty.util.concurrent.Future;

/**
 * How long a DATAGRAM frame's content may be. quiche's channel tells it once, when the handshake
 * ends: of the path MTU then, or of the size of a probe under way, or of the peer's limit. Of a
 * channel that tells nothing the peer's limit is asked. After that the path MTU, which can be
 * asked, moves it.
 */
final class DatagramSize {
  /**
   * Bytes of a packet around the content: first byte, packet number, tag, frame type and length,
   * with no connection ID and with the longest (RFC 9000 section 17.3.1, RFC 9221 section 4).
   */
  private static final int MIN_OVERHEAD = 1 + 4 + 16 + 3;

  private static final int MAX_OVERHEAD = MIN_OVERHEAD + 20;

  /** What max_datagram_frame_size counts beside the content (RFC 9221 section 3). */
  private static final int FRAME_HEADER = 3;

  private final QuicChannel channel;
  private int told;
  private int limit;
  private int overhead = MAX_OVERHEAD;
  private int bytes;

  DatagramSize(QuicChannel channel) {
    this.channel = channel;
  }

  /** The connection told its limit at this moment. */
  void told(int maxLength) {
    told = maxLength;
    limit = isOverhead(pathMtu() - maxLength) ? Integer.MAX_VALUE : maxLength;
    refresh();
  }

  /** The limit known last, bytes; 0 before the handshake. */
  int bytes() {
    return bytes;
  }

  /** Follows the path MTU. */
  int refresh() {
    if (limit == 0) {
      limit = peerLimit();
    }
    long mtu = limit == 0 ? 0 : pathMtu();
    if (mtu > 0) {
      if (isOverhead(mtu - told)) {
        overhead = (int) (mtu - told);
      }
      bytes = (int) Math.min(limit, mtu - overhead);
    }
    return bytes;
  }

  /** 0 before the handshake, and where the peer takes no DATAGRAM frames. */
  private int peerLimit() {
    QuicTransportParameters peer = channel.isActive() ? channel.peerTransportParameters() : null;
    return peer == null
        ? 0
        : Math.clamp(peer.maxDatagramFrameSize() - FRAME_HEADER, 0, Integer.MAX_VALUE);
  }

  private static boolean isOverhead(long between) {
    return between >= MIN_OVERHEAD && between <= MAX_OVERHEAD;
  }

  private long pathMtu() {
    Future<QuicConnectionPathStats> stats = channel.collectPathStats(0);
    return stats.isSuccess() && stats.getNow() != null ? stats.getNow().pmtu() : 0;
  }
}
