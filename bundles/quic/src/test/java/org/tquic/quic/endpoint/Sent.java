package org.tquic.quic.endpoint;

import org.tquic.quic.path.NetworkPath;

/** A datagram under way; the path is as its sender sees it. */
public record Sent(byte[] bytes, NetworkPath network, int ecn) {
  /** The path as its receiver sees it. */
  public NetworkPath arrival() {
    return new NetworkPath(network.remote(), network.local(), network.link());
  }
}
