package org.tquic.quic.endpoint;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tquic.quic.path.NetworkPath;

/**
 * Which connections send to an address. A stateless reset has no connection ID that leads anywhere,
 * so it is shown to those that could get one from its sender, RFC 9000 section 10.3.1.
 */
final class RemoteAddresses {
  /** Connections with one address that are found; more would make each lookup dear. */
  static final int MAX_PER_ADDRESS = 32;

  private final Map<InetSocketAddress, List<HostedConnection>> byAddress = new HashMap<>();

  /** A connection sends there; called for each datagram. */
  void note(HostedConnection host, NetworkPath network) {
    for (int i = 0; i < host.networkCount; i++) {
      if (host.networks[i] == network) {
        return;
      }
    }
    noteNew(host, network);
  }

  private void noteNew(HostedConnection host, NetworkPath network) {
    int index = 0;
    while (index < host.networkCount && !host.networks[index].equals(network)) {
      index++;
    }
    if (index == host.networkCount) {
      index = place(host);
    }
    host.networks[index] = network;
    if (!at(network).contains(host)) {
      index(host, network);
    }
  }

  /** A free place, or that of the one that was noted first. */
  private int place(HostedConnection host) {
    if (host.networkCount < HostedConnection.MAX_NETWORKS) {
      return host.networkCount++;
    }
    int index = host.nextReplaced;
    host.nextReplaced = (index + 1) % HostedConnection.MAX_NETWORKS;
    NetworkPath replaced = host.networks[index];
    boolean shared = false;
    for (int i = 0; i < host.networkCount; i++) {
      shared |= i != index && host.networks[i].samePeerAddress(replaced);
    }
    if (!shared) {
      unindex(host, replaced);
    }
    return index;
  }

  private void index(HostedConnection host, NetworkPath network) {
    List<HostedConnection> hosts =
        byAddress.computeIfAbsent(network.remote(), address -> new ArrayList<>(1));
    if (hosts.size() < MAX_PER_ADDRESS) {
      hosts.add(host);
    }
  }

  private void unindex(HostedConnection host, NetworkPath network) {
    List<HostedConnection> hosts = byAddress.get(network.remote());
    if (hosts != null) {
      hosts.remove(host);
      if (hosts.isEmpty()) {
        byAddress.remove(network.remote());
      }
    }
  }

  /** Connections that send to the peer's address of this path. */
  List<HostedConnection> at(NetworkPath network) {
    return byAddress.getOrDefault(network.remote(), List.of());
  }

  void forget(HostedConnection host) {
    for (int i = 0; i < host.networkCount; i++) {
      unindex(host, host.networks[i]);
    }
    host.networkCount = 0;
  }

  /** Addresses that are remembered. */
  int size() {
    return byAddress.size();
  }
}
