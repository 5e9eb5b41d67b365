package org.tquic.masque;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.quic.QuicChannel;
import java.util.Map;

/**
 * One accepted CONNECT-IP request (RFC 9484): IP packets travel as HTTP Datagrams, addresses and
 * routes as capsules. All methods are called on the channel's event loop.
 */
public interface IpTunnel {
  /** The context of plain IP packets (RFC 9484 section 6). */
  long IP_CONTEXT = 0;

  /** The connection that carries the tunnel. */
  QuicChannel channel();

  /**
   * Header fields of the peer's request or response, names in lower case, without pseudo-fields.
   */
  Map<String, String> peerHeaders();

  /** Whether the tunnel is usable; false from the moment {@link IpTunnelListener#onClosed} runs. */
  boolean isOpen();

  /**
   * Sends one HTTP Datagram, without flushing, and takes ownership of the payload in every case.
   *
   * <p>The stream's number and the context are written into the free bytes before the reader index
   * if there are enough (16 always are); else the payload is copied. So who keeps a packet for
   * sending it again gives a retained duplicate, and writes nothing into that headroom before
   * {@link #flush}.
   *
   * @param contextId 0 to 2^62 - 1
   * @return whether it was handed to the connection; false where the tunnel is closed or the
   *     payload exceeds {@link #maxPayload}. True is no promise of delivery: what the congestion
   *     window does not take may be dropped by the engine.
   */
  boolean send(long contextId, ByteBuf payload);

  /**
   * One whole HTTP Datagram, for a connection that is told by other means how to carry it: the
   * content of a DATAGRAM frame (RFC 9297 section 2.1). Takes ownership of the payload in every
   * case and uses its headroom as {@link #send} does. Its length is not checked.
   *
   * @param contextId 0 to 2^62 - 1
   * @return the datagram, the caller's own, or null where the tunnel is closed
   */
  ByteBuf encode(long contextId, ByteBuf payload);

  /** Bytes of an HTTP Datagram before a payload of this context. */
  int overhead(long contextId);

  /** Sends what {@link #send} has queued. */
  void flush();

  /**
   * Bytes that a datagram of this context may carry now. It follows the path MTU, so it may change
   * during the connection's life. Costs microseconds: ask per batch, not per packet.
   */
  int maxPayload(long contextId);

  /**
   * A hint: bytes that the congestion window had free when the last packet arrived, at most the
   * stream's flow-control credit, or -1 where the connection does not tell. Where the window was
   * full then, the value before that stays.
   */
  long windowBytes();

  /** Sends the whole set of addresses assigned to the peer; it replaces the set sent before. */
  void sendAddressAssign(AddressAssign assign);

  /** Asks the peer for addresses; request IDs may be used once per tunnel. */
  void sendAddressRequest(AddressRequest request);

  /** Sends the whole set of routes; it replaces the set sent before. */
  void sendRouteAdvertisement(RouteAdvertisement routes);

  /** What was dropped, and why, since the tunnel opened. */
  TunnelCounters counters();

  /** Ends the tunnel in order; the connection stays. */
  void close();

  /** Aborts the tunnel with an HTTP/3 error code (RFC 9114 section 8.1); the connection stays. */
  void abort(long errorCode);
}
