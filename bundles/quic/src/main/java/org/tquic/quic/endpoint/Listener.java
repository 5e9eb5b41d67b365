package org.tquic.quic.endpoint;

import java.net.InetAddress;
import java.util.List;
import org.tquic.quic.TransportError;
import org.tquic.quic.connection.Connection;
import org.tquic.quic.connection.ConnectionEvents;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.PacketHeader;

/** Lets clients in, or has them prove their address first, or refuses them. */
final class Listener {
  private final EndpointSettings settings;
  private final EndpointConnectionIds ids;
  private final Hosting hosting;
  private final StatelessAnswers answers;
  private final ServerAcceptor acceptor;
  private final AddressTokens tokens;
  private final HalfOpenLimits halfOpen;
  private final List<Integer> versions;
  private boolean closed;
  private int hosted;
  private long accepted;
  private long refused;
  private long invalidTokens;
  private long dropped;

  Listener(
      EndpointSettings settings,
      EndpointConnectionIds ids,
      Hosting hosting,
      StatelessAnswers answers,
      ServerAcceptor acceptor) {
    this.settings = settings;
    this.ids = ids;
    this.hosting = hosting;
    this.answers = answers;
    this.acceptor = acceptor;
    tokens =
        new AddressTokens(
            settings.random(), settings.retryTokenLifetimeNs(), settings.newTokenLifetimeNs());
    versions = acceptor.settings().versions().available();
    halfOpen = new HalfOpenLimits(settings.maxHalfOpen(), settings.maxHalfOpenPerPrefix());
  }

  /** What is spoken here, in descending preference. */
  List<Integer> versions() {
    return versions;
  }

  /** From now on all clients are refused. */
  void close() {
    closed = true;
  }

  /**
   * An Initial packet came that is no connection's, of one of {@link #versions}.
   *
   * @return where the datagram is to be delivered, or null when there is no connection
   */
  HostedConnection onInitial(long nowNs, NetworkPath network, byte[] array, PacketHeader header) {
    ConnectionId destination = ConnectionId.of(array, header.dcidOffset(), header.dcidLength());
    ConnectionId source = ConnectionId.of(array, header.scidOffset(), header.scidLength());
    int version = header.version();
    ConnectionId original = null;
    boolean validated = false;
    int token = header.tokenOffset();
    int tokenLength = header.tokenLength();
    if (AddressTokens.isOfRetry(array, token, tokenLength)) {
      original =
          tokens.openRetry(
              nowNs, version, network.remote(), destination, array, token, tokenLength);
      if (original == null) {
        // The client takes no second Retry, so there is no use in one, RFC 9000 section 8.1.2.
        invalidTokens++;
        return none(
            answers.close(
                nowNs, network, version, destination, source, TransportError.INVALID_TOKEN));
      }
      validated = true;
    } else if (tokenLength > 0) {
      InetAddress client = network.remote().getAddress();
      validated = tokens.useNew(nowNs, version, client, array, token, tokenLength);
    }
    long key = HalfOpenLimits.key(network.remote().getAddress(), validated);
    if (!closed && !validated && mustProveAddress(key)) {
      return none(answers.retry(nowNs, network, version, destination, source, tokens));
    }
    if (closed || hosted >= settings.maxConnections() || !halfOpen.admits(key)) {
      return refuse(nowNs, network, version, destination, source);
    }
    if (!FirstInitial.opens(array, header, destination)) {
      return none(false);
    }
    try {
      ConnectionEvents events = acceptor.accept(network, validated);
      return events == null
          ? refuse(nowNs, network, version, destination, source)
          : accept(nowNs, network, version, destination, original, validated, key, events);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError fault) {
      hosting.containment().onFault(fault);
      return refuse(nowNs, network, version, destination, source);
    }
  }

  private boolean mustProveAddress(long key) {
    return halfOpen.total() >= settings.retryAboveHalfOpen() || !halfOpen.admits(key);
  }

  private HostedConnection refuse(
      long nowNs, NetworkPath network, int version, ConnectionId destination, ConnectionId source) {
    refused++;
    return none(
        answers.close(
            nowNs, network, version, destination, source, TransportError.CONNECTION_REFUSED));
  }

  private HostedConnection none(boolean answered) {
    if (!answered) {
      dropped++;
    }
    return null;
  }

  private HostedConnection accept(
      long nowNs,
      NetworkPath network,
      int version,
      ConnectionId destination,
      ConnectionId original,
      boolean validated,
      long key,
      ConnectionEvents events) {
    HostedConnection host = hosting.prepare(this);
    Connection connection;
    try {
      connection =
          Connection.accept(
              acceptor.settings(),
              ids,
              host,
              network,
              hosting.newRoute(host),
              destination,
              original,
              version,
              validated,
              events,
              nowNs);
    } catch (RuntimeException unusable) {
      hosting.cancel(host);
      throw unusable;
    }
    host.clientDestination = destination;
    host.halfOpenKey = key;
    host.clientNetwork = network;
    halfOpen.begin(key);
    hosted++;
    accepted++;
    hosting.begin(host, connection, nowNs + settings.handshakeTimeoutNs());
    try {
      acceptor.onConnection(connection, events);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError fault) {
      hosting.containment().onFault(host, fault, nowNs);
    }
    return host;
  }

  /** The handshake is complete, and with it confirmed. */
  void onEstablished(HostedConnection host, long nowNs) {
    halfOpen.end(host.halfOpenKey);
    InetAddress client = host.clientNetwork.remote().getAddress();
    host.connection.giveToken(tokens.newToken(nowNs, host.connection.version(), client));
  }

  /** The connection is forgotten. */
  void onEnded(HostedConnection host) {
    hosted--;
    if (!host.established) {
      halfOpen.end(host.halfOpenKey);
    }
  }

  int halfOpen() {
    return halfOpen.total();
  }

  long accepted() {
    return accepted;
  }

  long refused() {
    return refused;
  }

  long invalidTokens() {
    return invalidTokens;
  }

  /** Packets that no connection and no answer came of. */
  long dropped() {
    return dropped;
  }
}
