package org.tquic.quic.endpoint;

import org.tquic.quic.PacketType;
import org.tquic.quic.connection.AddressToken;
import org.tquic.quic.connection.Connection;
import org.tquic.quic.connection.ConnectionEvents;
import org.tquic.quic.connection.ConnectionSettings;
import org.tquic.quic.connection.Transmit;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.wire.PacketHeader;
import org.tquic.quic.wire.QuicVersion;

/**
 * Everything that shares one or more UDP sockets: connections of both roles, found by their
 * connection IDs, and the answers that need no connection. It has no socket and no clock: its
 * driver hands it datagrams and the time, and after each call sends what {@link #poll} gives until
 * that is nothing, and comes back at {@link #nextTimeoutNs}. One thread at a time.
 *
 * <p>What strangers can cause is limited by {@link EndpointSettings}.
 */
public final class Endpoint {
  /** RFC 9000 section 14.1. */
  private static final int MIN_INITIAL_DATAGRAM_BYTES = 1200;

  /** RFC 9000 section 7.2. */
  private static final int MIN_CLIENT_DESTINATION_BYTES = 8;

  private final EndpointSettings settings;
  private final EndpointConnectionIds ids;
  private final AnswerQueue queue;
  private final StatelessAnswers answers;
  private final Hosting hosting;
  private final RateLimit resetSearches;
  private final PacketHeader header = new PacketHeader();
  private Listener listener;
  private boolean closed;
  private long dropped;

  /** An endpoint without connections. */
  public Endpoint(EndpointSettings settings) {
    this.settings = settings;
    ids =
        new EndpointConnectionIds(
            settings.connectionIdBytes(), settings.resetKey(), settings.random());
    queue = new AnswerQueue(settings.answersPerSecond());
    answers = new StatelessAnswers(queue, ids, settings.random());
    hosting = new Hosting(ids, settings);
    resetSearches = new RateLimit(settings.answersPerSecond());
  }

  /**
   * Lets clients connect, in the versions that the acceptor's settings have now.
   *
   * @throws IllegalStateException when it does already, or is closed
   */
  public void listen(ServerAcceptor acceptor) {
    checkOpen();
    if (listener != null) {
      throw new IllegalStateException("the endpoint listens already");
    }
    listener = new Listener(settings, ids, hosting, answers, acceptor);
  }

  /**
   * Opens a connection to a server; {@link #poll} then gives its first datagram.
   *
   * @param network own address, the server's, and the link
   * @param token of an earlier connection to the same server; to be used once
   * @throws IllegalStateException when the endpoint is closed
   */
  public Connection connect(
      ConnectionSettings connectionSettings,
      NetworkPath network,
      AddressToken token,
      ConnectionEvents events,
      long nowNs) {
    checkOpen();
    HostedConnection host = hosting.prepare(null);
    Connection connection;
    try {
      connection = Connection.open(connectionSettings, ids, host, network, token, events, nowNs);
    } catch (RuntimeException unusable) {
      hosting.cancel(host);
      throw unusable;
    }
    hosting.begin(host, connection, nowNs + settings.handshakeTimeoutNs());
    return connection;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the endpoint is closed");
    }
  }

  /**
   * A datagram came; its bytes are opened in place.
   *
   * @param network own address first
   * @param ecn codepoint of its IP header, see {@link org.tquic.quic.Ecn}
   */
  public void onDatagram(
      long nowNs, NetworkPath network, int ecn, byte[] array, int offset, int length) {
    if (!header.parse(array, offset, offset + length, ids.length())) {
      dropped++;
      return;
    }
    HostedConnection host = header.type() == null ? null : hosting.route(header, array);
    if (host == null && isOfUnknownVersion()) {
      countUnless(
          listener != null
              && length >= MIN_INITIAL_DATAGRAM_BYTES
              && answers.versions(nowNs, network, array, header, listener.versions()));
      return;
    }
    boolean runtInitial =
        header.type() == PacketType.INITIAL && length < MIN_INITIAL_DATAGRAM_BYTES;
    if (host != null && !(runtInitial && host.listener != null)) {
      hosting.deliver(host, nowNs, network, ecn, array, offset, length);
    } else if (host == null && header.type() == PacketType.ONE_RTT) {
      onUnknownShort(nowNs, network, ecn, array, offset, length);
    } else if (host == null && header.type() == PacketType.INITIAL && !runtInitial) {
      onFirstInitial(nowNs, network, ecn, array, offset, length);
    } else {
      dropped++;
    }
  }

  /** Whether a version is in the header that the engine does not speak, or the listener may not. */
  private boolean isOfUnknownVersion() {
    return header.type() == null
        || header.version() != QuicVersion.NEGOTIATION
            && listener != null
            && !listener.versions().contains(header.version());
  }

  private void onFirstInitial(
      long nowNs, NetworkPath network, int ecn, byte[] array, int offset, int length) {
    if (listener == null
        || !header.fixedBit()
        || header.dcidLength() < MIN_CLIENT_DESTINATION_BYTES) {
      dropped++;
      return;
    }
    HostedConnection host = listener.onInitial(nowNs, network, array, header);
    if (host != null) {
      hosting.deliver(host, nowNs, network, ecn, array, offset, length);
    }
  }

  /** Nobody's packet: a stateless reset, or to be answered with one. */
  private void onUnknownShort(
      long nowNs, NetworkPath network, int ecn, byte[] array, int offset, int length) {
    boolean mayBeReset = hosting.hasPeer(network) && resetSearches.take(nowNs);
    if (mayBeReset && hosting.isReset(nowNs, network, ecn, array, offset, length)) {
      return;
    }
    countUnless(header.fixedBit() && answers.reset(nowNs, network, array, header));
  }

  private void countUnless(boolean answered) {
    if (!answered) {
      dropped++;
    }
  }

  /** The application has written to a connection, closed it, or done anything else with it. */
  public void wake(Connection connection) {
    hosting.wake(connection);
  }

  /**
   * When {@link #onTimeout} is due, {@link Long#MAX_VALUE} for never; valid after {@link #poll}
   * gave nothing.
   */
  public long nextTimeoutNs() {
    return hosting.nextTimeoutNs();
  }

  /** The time of {@link #nextTimeoutNs} has come. */
  public void onTimeout(long nowNs) {
    hosting.onTimeout(nowNs);
  }

  /**
   * Writes the next datagram: answers without a connection first, then of each connection in turn.
   *
   * @return false when there is none now
   */
  public boolean poll(long nowNs, Transmit out) {
    return queue.poll(out) || hosting.poll(nowNs, out);
  }

  /**
   * Closes all connections with a code of the application, and refuses new ones from now on. The
   * endpoint is to be driven until {@link #isTerminated}.
   */
  public void close(long errorCode, String reason, long nowNs) {
    closed = true;
    if (listener != null) {
      listener.close();
    }
    hosting.close(errorCode, reason, nowNs);
  }

  /** Whether it was closed and no connection is left. */
  public boolean isTerminated() {
    return closed && hosting.size() == 0;
  }

  /** What has happened so far. */
  public EndpointCounters counters() {
    boolean listens = listener != null;
    return new EndpointCounters(
        hosting.size(),
        listens ? listener.halfOpen() : 0,
        listens ? listener.accepted() : 0,
        listens ? listener.refused() : 0,
        queue.count(AnswerKind.RETRY),
        listens ? listener.invalidTokens() : 0,
        queue.count(AnswerKind.VERSION_NEGOTIATION),
        queue.count(AnswerKind.RESET),
        hosting.faults(),
        listens ? dropped + listener.dropped() : dropped);
  }
}
