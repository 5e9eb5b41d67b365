package org.tquic.quic.quiche;

import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicCodecBuilder;
import io.netty.handler.codec.quic.QuicCongestionControlAlgorithm;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.tquic.api.bond.PathReason;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.engine.TransportSettings;

/** Transport parameters (RFC 9000 section 18.2) and recovery settings of both sides. */
final class Codecs {
  /** Length of our connection IDs: short, for each packet to us carries one. */
  static final int CONNECTION_ID_BYTES = 8;

  /**
   * DATAGRAM frames that may arrive within one read of the socket. quiche hands them on at its end
   * and drops the oldest beyond this number; a packet holds dozens of small ones.
   */
  private static final int RECEIVE_QUEUE = 16_384;

  private static final long MAX_DATA = 1 << 20;
  private static final long MAX_STREAM_DATA = 1 << 20;
  private static final long MAX_REQUESTS = 100;

  /** Control and two QPACK streams, and some of kinds unknown to us (RFC 9114 section 6.2). */
  private static final long MAX_UNIDIRECTIONAL = 8;

  /**
   * More than the 10 of RFC 9002 section 7.2: a carrier bears many flows, each of which would start
   * with 10 of its own, and one slow start inside another takes very long.
   */
  private static final int INITIAL_WINDOW_PACKETS = 256;

  /** Datagrams that a connection hands on before it tells that a read is complete. */
  private static final int DATAGRAMS_PER_READ = 64;

  private static final Map<String, QuicCongestionControlAlgorithm> CONGESTION =
      Map.of(
          "newreno", QuicCongestionControlAlgorithm.RENO,
          "cubic", QuicCongestionControlAlgorithm.CUBIC,
          "bbr", QuicCongestionControlAlgorithm.BBR);

  private Codecs() {}

  static Set<String> congestionAlgorithms() {
    return CONGESTION.keySet();
  }

  /** The value of RECVBUF_ALLOCATOR for a connection; buffers have the datagrams' size anyway. */
  static RecvByteBufAllocator datagramReads() {
    return new FixedRecvByteBufAllocator(2048).maxMessagesPerRead(DATAGRAMS_PER_READ);
  }

  static QuicClientCodecBuilder client(TransportSettings settings) {
    // The server opens no bidirectional streams in HTTP/3 (RFC 9114 section 6.1).
    return common(new QuicClientCodecBuilder(), settings).initialMaxStreamsBidirectional(0);
  }

  static QuicServerCodecBuilder server(TransportSettings settings) {
    return common(new QuicServerCodecBuilder(), settings)
        .initialMaxStreamsBidirectional(MAX_REQUESTS);
  }

  private static <B extends QuicCodecBuilder<B>> B common(B builder, TransportSettings settings) {
    QuicCongestionControlAlgorithm congestion = CONGESTION.get(settings.congestion());
    if (congestion == null) {
      throw new ConnectFailure(
          PathReason.INTERNAL,
          "Engine quiche has no congestion controller '" + settings.congestion() + "'",
          "Select one of " + CONGESTION.keySet().stream().sorted().toList() + ".",
          null);
    }
    return builder
        .congestionControlAlgorithm(congestion)
        .initialCongestionWindowPackets(INITIAL_WINDOW_PACKETS)
        .maxSendUdpPayloadSize(settings.maxUdpPayload())
        .maxRecvUdpPayloadSize(settings.maxUdpPayload())
        .discoverPmtu(true)
        .maxIdleTimeout(settings.idleTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .initialMaxData(MAX_DATA)
        .initialMaxStreamDataBidirectionalLocal(MAX_STREAM_DATA)
        .initialMaxStreamDataBidirectionalRemote(MAX_STREAM_DATA)
        .initialMaxStreamDataUnidirectional(MAX_STREAM_DATA)
        .initialMaxStreamsUnidirectional(MAX_UNIDIRECTIONAL)
        .activeMigration(false)
        .localConnectionIdLength(CONNECTION_ID_BYTES)
        .datagram(RECEIVE_QUEUE, settings.datagramQueue());
  }
}
