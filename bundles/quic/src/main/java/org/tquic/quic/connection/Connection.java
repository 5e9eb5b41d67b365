package org.tquic.quic.connection;

import java.security.cert.X509Certificate;
import java.util.List;
import org.tquic.quic.QuicException;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;
import org.tquic.quic.crypto.CipherSuite;
import org.tquic.quic.path.ConnectionIdRoutes;
import org.tquic.quic.path.ConnectionIdSource;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.TransportParameters;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * A QUIC connection, RFC 9000, with DATAGRAM frames, RFC 9221, and several paths,
 * draft-ietf-quic-multipath. It has no socket and no clock: its driver hands it datagrams and the
 * time, and after each call sends what {@link #poll} gives until that is nothing, and comes back at
 * {@link #nextTimeoutNs}. One thread at a time. Times are nanoseconds of one monotonic clock.
 *
 * <p>A long file, for it is all that users of the package see: each method hands on to its part.
 */
public final class Connection {
  private final Core core;
  private final PacketReceiver receiver;
  private final Transmitter transmitter;
  private final ClosePacket closePacket;
  private final PreviousKeys previousKeys;
  private final OutgoingDatagrams datagrams;
  private final ConnectionTimers timers;

  private Connection(Core core) {
    this.core = core;
    receiver = new PacketReceiver(core);
    transmitter = new Transmitter(core);
    closePacket = new ClosePacket(core, transmitter.packet());
    previousKeys = new PreviousKeys(core);
    datagrams = new OutgoingDatagrams(core);
    timers = new ConnectionTimers(core, transmitter, previousKeys);
  }

  /**
   * Opens a connection to a server.
   *
   * @param source of own connection IDs; all of one length
   * @param routes learns which connection IDs lead here
   * @param token of an earlier connection to the same server. If the settings allow its version,
   *     the first packet is of that, which the server is known to speak; else it is of no use
   */
  public static Connection open(
      ConnectionSettings settings,
      ConnectionIdSource source,
      ConnectionIdRoutes routes,
      NetworkPath network,
      AddressToken token,
      ConnectionEvents events,
      long nowNs) {
    ConnectionId local = source.newId();
    ConnectionId destination = HandshakeIds.unpredictable(settings.random());
    boolean useful = token.isPresent() && settings.versions().available().contains(token.version());
    routes.add(local);
    Connection connection =
        new Connection(
            new Core(
                Role.CLIENT,
                settings,
                HandshakeIds.of(local, destination),
                useful ? token.version() : settings.versions().original(),
                source,
                routes,
                network,
                true,
                events,
                nowNs));
    if (useful) {
      connection.core.handshake.useToken(token.bytes());
    }
    connection.core.handshake.start();
    return connection;
  }

  /**
   * Accepts a connection from a client, whose first datagram is then given to {@link #onDatagram}.
   *
   * @param local own connection ID for the handshake; its route is the caller's to add
   * @param clientDestination destination of the client's Initial packet
   * @param retriedDestination destination of the client's first Initial packet, if this one answers
   *     a Retry; null for none
   * @param version of that packet, one that the settings allow
   * @param addressValidated whether a token has proven the client's address; a Retry always has
   */
  public static Connection accept(
      ConnectionSettings settings,
      ConnectionIdSource source,
      ConnectionIdRoutes routes,
      NetworkPath network,
      ConnectionId local,
      ConnectionId clientDestination,
      ConnectionId retriedDestination,
      int version,
      boolean addressValidated,
      ConnectionEvents events,
      long nowNs) {
    Connection connection =
        new Connection(
            new Core(
                Role.SERVER,
                settings,
                HandshakeIds.ofServer(local, clientDestination, retriedDestination),
                version,
                source,
                routes,
                network,
                retriedDestination != null || addressValidated,
                events,
                nowNs));
    connection.core.handshake.start();
    return connection;
  }

  // Input.

  /**
   * A datagram came; its bytes are opened in place.
   *
   * @param network own address first
   * @param ecn codepoint of its IP header
   */
  public void onDatagram(
      long nowNs, NetworkPath network, int ecn, byte[] array, int offset, int length) {
    if (isTerminated()) {
      return;
    }
    core.evidence.at(nowNs);
    try {
      core.streams.onTime(nowNs);
      receiver.onDatagram(network, ecn, array, offset, length, nowNs);
      previousKeys.onReceived(nowNs);
    } catch (QuicException offence) {
      core.ending.fail(offence, nowNs);
    }
  }

  /** The time of {@link #nextTimeoutNs} has come. */
  public void onTimeout(long nowNs) {
    core.evidence.at(nowNs);
    try {
      timers.onTimeout(nowNs);
    } catch (QuicException offence) {
      core.ending.fail(offence, nowNs);
    }
  }

  // Output.

  /** Writes the next datagram; false when there is none now. */
  public boolean poll(long nowNs, Transmit out) {
    CloseState closing = core.ending.state();
    core.evidence.at(nowNs);
    if (closing.isOpen()) {
      try {
        boolean written = transmitter.poll(nowNs, out);
        datagrams.tellWritable();
        if (written) {
          return true;
        }
      } catch (QuicException exhausted) {
        core.ending.fail(exhausted, nowNs);
      }
    }
    if (closing.phase() == CloseState.Phase.CLOSING && closing.packetOwed()) {
      closing.onPacketSent();
      return closePacket.write(nowNs, out);
    }
    return false;
  }

  /**
   * When {@link #onTimeout} or, for pacing, {@link #poll} is due; {@link Long#MAX_VALUE}: never.
   */
  public long nextTimeoutNs(long nowNs) {
    return timers.nextNs(nowNs);
  }

  // Streams.

  /** Opens a stream; -1 when the peer's limit is reached, {@code onStreamsAvailable} follows. */
  public long openStream(boolean bidirectional) {
    return core.streams.open(bidirectional);
  }

  /** Takes bytes to send, as many as its buffer holds; returns how many. */
  public int write(long streamId, byte[] array, int offset, int length, boolean fin) {
    return core.streams.write(streamId, array, offset, length, fin);
  }

  /** Copies received bytes out; returns how many, 0 for none now, -1 at the end. */
  public int read(long streamId, byte[] array, int offset, int length) {
    return core.streams.read(streamId, array, offset, length);
  }

  /** Bytes that {@link #read} would give. */
  public int readable(long streamId) {
    return core.streams.readable(streamId);
  }

  /** Bytes that {@link #write} would take. */
  public long writable(long streamId) {
    return core.streams.writable(streamId);
  }

  /** Gives up sending on a stream. */
  public void reset(long streamId, long errorCode) {
    core.streams.reset(streamId, errorCode);
  }

  /** Asks the peer to give up sending on a stream. */
  public void stopSending(long streamId, long errorCode) {
    core.streams.stopSending(streamId, errorCode);
  }

  /** Streams of a kind that the peer lets be opened now. */
  public long openableStreams(boolean bidirectional) {
    return core.streams.openable(bidirectional);
  }

  /**
   * Sets the order of sending, RFC 9218 section 4. Streams start with urgency 3 and as incremental.
   *
   * @param urgency 0, most urgent, to 7
   * @param incremental whether it takes turns with others of its urgency
   */
  public void setPriority(long streamId, int urgency, boolean incremental) {
    core.streams.setPriority(streamId, urgency, incremental);
  }

  // Datagrams.

  /**
   * Sends bytes in a DATAGRAM frame, once and perhaps in vain.
   *
   * @return false when the queue is full, {@code onDatagramsWritable} follows then, or the peer
   *     takes no frame of that size
   */
  public boolean sendDatagram(byte[] array, int offset, int length, int flowHash, long nowNs) {
    return datagrams.offer(array, offset, length, flowHash, nowNs);
  }

  /**
   * Sends bytes in a DATAGRAM frame on one path, whatever the scheduler would choose.
   *
   * @return false when there is no such path, its queue is full or it takes no frame of that size
   */
  public boolean sendDatagram(long pathId, byte[] array, int offset, int length, long nowNs) {
    return datagrams.offer(pathId, array, offset, length, nowNs);
  }

  /**
   * Largest payload of a DATAGRAM frame that the peer takes and every usable path carries, or 0.
   */
  public int maxDatagramBytes() {
    return datagrams.maxBytes();
  }

  /**
   * Bytes of datagrams that a path takes now, 0 for none: what its window has free and a little
   * more, so that the path never waits for its sender; what waits leaves within milliseconds.
   */
  public long datagramRoom(long pathId) {
    return datagrams.room(pathId);
  }

  /** Largest payload of a DATAGRAM frame that the peer takes and one path carries, or 0. */
  public int maxDatagramBytes(long pathId) {
    return datagrams.maxBytes(pathId);
  }

  // Paths.

  /**
   * Opens another path, as a client.
   *
   * @return its ID, or -1 while the handshake is not confirmed or the peer lets none be opened
   *     there
   */
  public long openPath(NetworkPath network, long nowNs) {
    core.evidence.at(nowNs);
    return core.paths.open(network, nowNs);
  }

  /**
   * Closes a path. Unless the client opens another within three probe timeouts, the connection ends
   * with its last one.
   *
   * @return false when there is no such path, or the peer does not use several
   */
  public boolean closePath(long pathId, long nowNs) {
    core.evidence.at(nowNs);
    return core.paths.get(pathId) != null
        && core.paths.abandon(pathId, TransportError.APPLICATION_ABANDON_PATH, nowNs);
  }

  /**
   * Tells the peer whether to send on a path, or only when no other is left.
   *
   * @return false when there is no such path, be it that the peer has just closed it, or one only
   */
  public boolean preferPath(long pathId, boolean available) {
    Path path = core.paths.get(pathId);
    if (path == null || !path.state.maySend() || !core.pathIds.isMultipath()) {
      return false;
    }
    core.pathStatus.prefer(pathId, available);
    return true;
  }

  /** Shows what the application makes of a path, and why, one word each, to the observer. */
  public void notePath(long pathId, String state, String reason, long nowNs) {
    core.evidence.at(nowNs);
    core.evidence.pathState(pathId, state, reason);
  }

  /**
   * Goes on from another own address on a path, with another connection ID.
   *
   * @return false when there is no such path, the peer has given no connection ID for it yet, or
   *     wants no one to come from elsewhere
   */
  public boolean migrate(long pathId, NetworkPath network, long nowNs) {
    Path path = core.paths.get(pathId);
    if (path == null
        || !core.handshake.confirmed()
        || !core.paths.moves().isPossible(path, network)) {
      return false;
    }
    core.evidence.at(nowNs);
    core.paths.moves().move(path, network, false, nowNs);
    return true;
  }

  /**
   * Notes whether the socket of a link, by its {@link NetworkPath#link}, takes datagrams. While
   * not, nothing is written for its paths; losses, round-trip times and windows do not know of it.
   */
  public void setLinkBlocked(int link, boolean blocked) {
    core.paths.setLinkBlocked(link, blocked);
  }

  /** What is known of all paths, in the order of their IDs. */
  public List<PathSnapshot> paths() {
    return PathSnapshot.of(core.paths);
  }

  /** What is known of a path, or null. */
  public PathSnapshot path(long pathId) {
    Path path = core.paths.get(pathId);
    return path == null ? null : PathSnapshot.of(path);
  }

  // Plug-ins.

  /** Puts another congestion controller in place on all paths that have none of their own. */
  public void swapCongestion(CongestionControllerFactory factory, long nowNs) {
    core.evidence.at(nowNs);
    core.paths.controllers().swapAll(factory, nowNs);
  }

  /**
   * Gives one path a controller of its own, or with null that of all; false without such a path.
   */
  public boolean swapCongestion(long pathId, CongestionControllerFactory factory, long nowNs) {
    core.evidence.at(nowNs);
    return core.paths.controllers().swap(pathId, factory, nowNs);
  }

  /** Puts another scheduler in place, with hand-over. */
  public void swapScheduler(PathSchedulerFactory factory, long nowNs) {
    core.scheduling.swap(factory, nowNs);
  }

  // Evidence.

  /**
   * Shows what the connection does to an observer, in place of the one before, from now on.
   *
   * @param observer null for none
   */
  public void observe(ConnectionObserver observer, long nowNs) {
    core.evidence.at(nowNs);
    core.evidence.observe(observer);
  }

  /** What the connection has done so far. */
  public ConnectionCounters counters() {
    return core.evidence.counters();
  }

  // The whole.

  /** Sends the client a token for its next connection, RFC 9000 section 8.1.3; a server's only. */
  public void giveToken(byte[] token) {
    core.handshake.serverFrames().giveToken(token);
  }

  /**
   * Updates the keys of 1-RTT packets with the next packet for which RFC 9001 section 6.1 allows
   * it; requests until then count as one.
   *
   * @return false while the handshake is not confirmed
   */
  public boolean updateKeys() {
    if (!core.handshake.confirmed()) {
      return false;
    }
    core.keys.oneRtt().requestUpdate();
    return true;
  }

  /** Closes the connection with a code of the application. */
  public void close(long errorCode, String reason, long nowNs) {
    core.evidence.at(nowNs);
    core.ending.close(errorCode, reason, nowNs);
  }

  /** Closes the connection with a code of {@link TransportError}. */
  public void closeTransport(long errorCode, String reason, long nowNs) {
    core.ending.fail(errorCode, reason, nowNs);
  }

  /**
   * Closes the connection with INTERNAL_ERROR, RFC 9000 section 20.1: something on this side threw
   * an exception, and the state it left cannot be trusted.
   */
  public void fail(long nowNs) {
    core.ending.fail(TransportError.INTERNAL_ERROR, "an exception on this side", nowNs);
  }

  /** Ends the connection at once, without a word to the peer: {@link #fail} has failed as well. */
  public void abort() {
    core.ending.end(CloseReason.Kind.LOCAL_TRANSPORT, "exceptions on this side");
  }

  /** Whether the handshake is complete and the connection not closed. */
  public boolean isEstablished() {
    return core.handshake.complete() && core.ending.state().isOpen();
  }

  /** Whether nothing is left to do. */
  public boolean isTerminated() {
    return core.ending.state().phase() == CloseState.Phase.CLOSED;
  }

  /** Whether several paths can be used. */
  public boolean isMultipath() {
    return core.pathIds.isMultipath();
  }

  /** The version in use: until the server has chosen, that of the client's first packet. */
  public int version() {
    return core.handshake.version().inUse();
  }

  /** The application protocol agreed on, or null before that. */
  public String applicationProtocol() {
    return core.handshake.tls().applicationProtocol();
  }

  /** The cipher suite agreed on, or null before that. */
  public CipherSuite cipherSuite() {
    return core.handshake.tls().cipherSuite();
  }

  /** The peer's chain, its own certificate first; empty when it has sent none. */
  public X509Certificate[] peerCertificates() {
    return core.handshake.tls().peerCertificates();
  }

  /** The peer's transport parameters, or null before they came. */
  public TransportParameters peerParameters() {
    return core.handshake.peer();
  }

  /** Destination of the client's first packet, before any Retry; the same at both ends. */
  public ConnectionId originalDestination() {
    return core.handshake.ids().originalDestination();
  }

  /** Own connection ID of the handshake. */
  public ConnectionId localId() {
    return core.handshake.localId();
  }

  /** The peer's connection ID of the handshake, or null before it is known. */
  public ConnectionId peerId() {
    return core.handshake.peerSource();
  }
}
