package org.tquic.quic.connection;

import org.tquic.quic.Role;
import org.tquic.quic.path.ConnectionIdRoutes;
import org.tquic.quic.path.ConnectionIdSource;
import org.tquic.quic.path.LocalConnectionIds;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.path.PathFrames;
import org.tquic.quic.path.PathIds;
import org.tquic.quic.path.PathLifecycle;
import org.tquic.quic.path.PathStatus;
import org.tquic.quic.path.RemoteConnectionIds;
import org.tquic.quic.recovery.SentPacketPool;
import org.tquic.quic.stream.DatagramLimits;
import org.tquic.quic.stream.DatagramQueue;
import org.tquic.quic.stream.LocalLimits;
import org.tquic.quic.stream.StreamSet;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.TransportParameters;

/** The parts of one connection, which know each other through it. */
final class Core {
  private static final int POOLED_PACKETS = 4096;
  private static final int MAX_DATAGRAMS = 4096;
  private static final long MAX_DATAGRAM_AGE_NS = 10_000_000_000L;

  /** Connection IDs to have out per path: the one in use, and one to move to. */
  private static final int IDS_PER_PATH = 2;

  private static final int MAX_SEND_BUFFER_BYTES = 1 << 22;
  private static final long MAX_CONNECTION_WINDOW_BYTES = 1 << 26;
  private static final long MAX_STREAM_WINDOW_BYTES = 1 << 25;

  private final ConnectionIdSource source;
  private final ConnectionIdRoutes routes;
  final Role role;
  final ConnectionSettings settings;
  final ConnectionEvents events;
  final Evidence evidence = new Evidence(this);
  final KeyRing keys;
  final PathIds pathIds;
  final LocalConnectionIds localIds;
  final RemoteConnectionIds remoteIds;
  final PathStatus pathStatus;
  final PathLifecycle lifecycle;
  final PathFrames pathFrames;
  final StreamSet streams;
  final DatagramQueue datagrams;
  final SentPacketPool packets = new SentPacketPool(POOLED_PACKETS);
  final IdleTimer idle;
  final Ending ending;
  final Paths paths;
  final PacketFates fates;
  final Scheduling scheduling;
  final HandshakeFlow handshake;
  final PreferredAddressMove preferredMove;

  Core(
      Role role,
      ConnectionSettings settings,
      HandshakeIds ids,
      int version,
      ConnectionIdSource source,
      ConnectionIdRoutes routes,
      NetworkPath network,
      boolean addressValidated,
      ConnectionEvents events,
      long nowNs) {
    this.role = role;
    this.source = source;
    this.routes = routes;
    this.settings = settings;
    this.events = events;
    TransportParameters offered = settings.parameters();
    keys = new KeyRing(role);
    pathIds = new PathIds(role, (int) offered.initialMaxPathId());
    localIds = new LocalConnectionIds(pathIds, source, routes, ids.local(), IDS_PER_PATH);
    remoteIds = new RemoteConnectionIds(pathIds, offered.activeConnectionIdLimit());
    pathStatus = new PathStatus(pathIds);
    lifecycle = new PathLifecycle(role, pathIds, localIds, remoteIds, pathStatus);
    pathFrames = new PathFrames(pathIds, localIds, remoteIds, pathStatus, lifecycle);
    streams = new StreamSet(role, limits(offered), new StreamEventRelay(events));
    datagrams = newDatagramQueue();
    idle = new IdleTimer(settings.keepAliveNs(), nowNs);
    idle.agree(offered.maxIdleTimeoutMillis(), 0);
    ending = new Ending(this);
    paths = new Paths(this, network, addressValidated, nowNs);
    fates = new PacketFates(this);
    scheduling = new Scheduling(this, nowNs);
    handshake =
        new HandshakeFlow(this, ids, new ConnectionVersion(role, settings.versions(), version));
    preferredMove = new PreferredAddressMove(this);
  }

  private static LocalLimits limits(TransportParameters offered) {
    return new LocalLimits(
        offered.initialMaxData(),
        offered.initialMaxStreamDataBidiLocal(),
        offered.initialMaxStreamDataBidiRemote(),
        offered.initialMaxStreamDataUni(),
        offered.initialMaxStreamsBidi(),
        offered.initialMaxStreamsUni(),
        MAX_SEND_BUFFER_BYTES,
        Math.max(MAX_CONNECTION_WINDOW_BYTES, offered.initialMaxData()),
        MAX_STREAM_WINDOW_BYTES);
  }

  DatagramQueue newDatagramQueue() {
    return new DatagramQueue(
        new DatagramLimits(
            MAX_DATAGRAMS, settings.datagramQueueBytes(), MAX_DATAGRAM_AGE_NS, false));
  }

  /** A new connection ID for the preferred address, sequence number 1 of path ID 0. */
  ConnectionId newPreferredId() {
    ConnectionId id = source.newId();
    while (!routes.add(id)) {
      id = source.newId();
    }
    localIds.addPreferred(id);
    return id;
  }

  byte[] resetToken(ConnectionId id) {
    return source.resetToken(id);
  }

  /** Where packets of a path go, or null while the peer gave no connection ID for it. */
  ConnectionId destination(Path path) {
    return remoteIds.active(path.id());
  }
}
