package org.tquic.quic.netty.udp;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.tquic.quic.path.NetworkPath;

/** The network paths of a socket that does not tell which own address a datagram was sent to. */
final class RemotePaths {
  /** Peers remembered; any number of source addresses can be made up. */
  private static final int MOST = 256;

  private final InetSocketAddress local;
  private final int link;
  private final Map<InetSocketAddress, NetworkPath> known = new HashMap<>();
  private NetworkPath last;

  RemotePaths(InetSocketAddress local, int link) {
    this.local = local;
    this.link = link;
  }

  /** The path from a peer. */
  NetworkPath from(InetSocketAddress remote) {
    NetworkPath path = last;
    if (path == null || !path.remote().equals(remote)) {
      path = known.get(remote);
      if (path == null) {
        if (known.size() == MOST) {
          known.clear();
        }
        path = new NetworkPath(local, remote, link);
        known.put(remote, path);
      }
      last = path;
    }
    return path;
  }
}
