package org.tquic.quic.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.tquic.quic.path.NetworkPath;

class RemoteAddressesTest {
  private final RemoteAddresses addresses = new RemoteAddresses();

  private static NetworkPath path(int localPort, int remotePort) {
    return new NetworkPath(
        new InetSocketAddress("192.0.2.1", localPort),
        new InetSocketAddress("192.0.2.2", remotePort),
        0);
  }

  private static HostedConnection host() {
    return new HostedConnection(null, null);
  }

  @Test
  void connectionIsFoundOnceByThePeersAddressWhateverTheOwn() {
    HostedConnection host = host();
    addresses.note(host, path(1, 10));
    addresses.note(host, path(2, 10));
    addresses.note(host, path(1, 10));
    assertThat(addresses.at(path(3, 10))).containsExactly(host);
    assertThat(addresses.at(path(1, 11))).isEmpty();
    addresses.forget(host);
    assertThat(addresses.size()).isZero();
  }

  @Test
  void onlyTheLatestAddressesOfAConnectionAreRemembered() {
    HostedConnection host = host();
    for (int port = 1; port <= 100; port++) {
      addresses.note(host, path(1, port));
    }
    assertThat(addresses.size()).isEqualTo(HostedConnection.MAX_NETWORKS);
    assertThat(addresses.at(path(1, 92))).isEmpty();
    assertThat(addresses.at(path(1, 93))).containsExactly(host);
    addresses.forget(host);
    assertThat(addresses.size()).isZero();
  }

  @Test
  void addressStaysWhileAnotherPathHasIt() {
    HostedConnection host = host();
    addresses.note(host, path(1, 10));
    addresses.note(host, path(2, 10));
    for (int port = 11; port < 10 + HostedConnection.MAX_NETWORKS; port++) {
      addresses.note(host, path(1, port));
    }
    assertThat(addresses.at(path(1, 10))).containsExactly(host);
    addresses.note(host, path(1, 99));
    assertThat(addresses.at(path(1, 10))).isEmpty();
  }

  @Test
  void connectionsOfOneAddressAreBounded() {
    for (int i = 0; i < 100; i++) {
      addresses.note(host(), path(i, 10));
    }
    assertThat(addresses.at(path(1, 10))).hasSize(RemoteAddresses.MAX_PER_ADDRESS);
  }
}
