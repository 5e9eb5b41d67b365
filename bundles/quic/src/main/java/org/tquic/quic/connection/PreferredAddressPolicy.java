package org.tquic.quic.connection;

import java.net.InetSocketAddress;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.wire.PreferredAddress;

/**
 * What becomes of preferred addresses, RFC 9000 section 9.6: a server may accept clients at one
 * address and serve them at another.
 *
 * @param follow whether a client moves to the address that its server prefers
 * @param ipv4 address and port that a server prefers for IPv4, null for none
 * @param ipv6 address and port that a server prefers for IPv6, null for none
 */
public record PreferredAddressPolicy(
    boolean follow, InetSocketAddress ipv4, InetSocketAddress ipv6) {
  /** Neither offers any nor follows one. */
  public static final PreferredAddressPolicy NONE = new PreferredAddressPolicy(false, null, null);

  /** Clients follow their server. */
  public static final PreferredAddressPolicy FOLLOW = new PreferredAddressPolicy(true, null, null);

  /** Servers offer addresses, either of which may be null. */
  public static PreferredAddressPolicy offer(InetSocketAddress ipv4, InetSocketAddress ipv6) {
    return new PreferredAddressPolicy(false, ipv4, ipv6);
  }

  boolean offers() {
    return ipv4 != null || ipv6 != null;
  }

  /** The way to a preferred address from where a client is, null when it has none of its family. */
  static NetworkPath towards(PreferredAddress preferred, NetworkPath now) {
    boolean ipv4 = now.remote().getAddress().getAddress().length == 4;
    InetSocketAddress remote = ipv4 ? preferred.ipv4() : preferred.ipv6();
    return remote == null ? null : new NetworkPath(now.local(), remote, now.link());
  }
}
