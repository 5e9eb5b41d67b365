package org.tquic.quic.path;

import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * Where packets go: a 4-tuple of addresses and ports, and the link below it.
 *
 * @param local own address, resolved
 * @param remote the peer's address, resolved
 * @param link the caller's tag of the link that carries the packets
 */
public record NetworkPath(InetSocketAddress local, InetSocketAddress remote, int link) {
  /** Checks that both addresses are resolved. */
  public NetworkPath {
    if (Objects.requireNonNull(local).isUnresolved()
        || Objects.requireNonNull(remote).isUnresolved()) {
      throw new IllegalArgumentException("addresses must be resolved: " + local + ", " + remote);
    }
  }

  /** Whether the peer's address and port are the same. */
  public boolean samePeerAddress(NetworkPath other) {
    return remote.equals(other.remote);
  }

  /** Whether the peer's IP address is the same, whatever its port. */
  public boolean samePeerIp(NetworkPath other) {
    return remote.getAddress().equals(other.remote.getAddress());
  }

  /**
   * Whether nothing but the peer's port differs. This is most likely a NAT that rebound, so what is
   * known of the path may still hold, RFC 9000 section 9.4.
   */
  public boolean onlyPeerPortChanged(NetworkPath other) {
    return link == other.link
        && local.equals(other.local)
        && samePeerIp(other)
        && remote.getPort() != other.remote.getPort();
  }
}
