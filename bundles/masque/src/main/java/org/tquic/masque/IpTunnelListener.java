package org.tquic.masque;

import io.netty.buffer.ByteBuf;

/** What happens on an {@link IpTunnel}. Called on the channel's event loop. */
public interface IpTunnelListener {
  /**
   * Whether datagrams of this context are wanted; those of others are dropped and counted. Asked
   * for each datagram.
   */
  default boolean knowsContext(long contextId) {
    return contextId == IpTunnel.IP_CONTEXT;
  }

  /** One datagram of a known context. The listener owns the payload. */
  void onDatagram(long contextId, ByteBuf payload);

  /** The last datagram of a read batch was given. */
  default void onReadComplete() {}

  /** The peer replaced the set of addresses it assigned to this end. */
  default void onAddressAssign(AddressAssign assign) {}

  /** The peer asks for addresses; each request ID must be answered in an ADDRESS_ASSIGN. */
  default void onAddressRequest(AddressRequest request) {}

  /** The peer replaced the set of routes reachable through it. */
  default void onRouteAdvertisement(RouteAdvertisement routes) {}

  /**
   * The tunnel ended. Called once.
   *
   * @param cause why, or null where the peer or this end closed it in order
   */
  default void onClosed(Throwable cause) {}
}
