package org.tquic.quic.wire;

import java.net.InetSocketAddress;

/**
 * The preferred_address of a server, RFC 9000 section 18.2; immutable.
 *
 * @see TransportParameters#preferredAddress()
 */
public final class PreferredAddress {
  private final InetSocketAddress ipv4;
  private final InetSocketAddress ipv6;
  private final ConnectionId connectionId;
  private final byte[] statelessResetToken;

  /**
   * Creates one.
   *
   * @param ipv4 null for none
   * @param ipv6 null for none
   * @param connectionId at least one byte; its sequence number is 1
   * @param statelessResetToken 16 bytes
   */
  public PreferredAddress(
      InetSocketAddress ipv4,
      InetSocketAddress ipv6,
      ConnectionId connectionId,
      byte[] statelessResetToken) {
    if (connectionId.length() == 0 || statelessResetToken.length != StatelessReset.TOKEN_LENGTH) {
      throw new IllegalArgumentException("a token has 16 bytes, a connection ID at least one");
    }
    checkFamily(ipv4, 4);
    checkFamily(ipv6, 16);
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
    this.connectionId = connectionId;
    this.statelessResetToken = statelessResetToken.clone();
  }

  private static void checkFamily(InetSocketAddress address, int length) {
    if (address != null
        && (address.isUnresolved() || address.getAddress().getAddress().length != length)) {
      throw new IllegalArgumentException(address + " is not an address of " + length + " bytes");
    }
  }

  /** IPv4 address, null for none. */
  public InetSocketAddress ipv4() {
    return ipv4;
  }

  /** IPv6 address, null for none. */
  public InetSocketAddress ipv6() {
    return ipv6;
  }

  /** Connection ID to use there, of sequence number 1. */
  public ConnectionId connectionId() {
    return connectionId;
  }

  /** The token that goes with the connection ID, 16 bytes. */
  public byte[] statelessResetToken() {
    return statelessResetToken.clone();
  }
}
