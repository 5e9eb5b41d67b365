package org.tquic.quic.netty;

import io.netty.handler.codec.quic.QuicPathEvent;
import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tquic.api.engine.LinkBinding;
import org.tquic.api.engine.PathChanged;
import org.tquic.api.engine.PathInfo;
import org.tquic.quic.connection.PathChange;
import org.tquic.quic.connection.PathCounters;
import org.tquic.quic.connection.PathSnapshot;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.path.PathState;

/** The paths of one connection: opens and closes them, and tells what happens to them. */
final class ConnectionPaths {
  private static final PathOpening[] NONE = {};

  private final MultipathQuicChannel channel;
  private final EndpointDriver driver;

  /** Paths whose validation is awaited, by their IDs. */
  private final LongObjectHashMap<PathOpening> openings = new LongObjectHashMap<>();

  /** Attempts that the peer's limits hold back. */
  private final List<PathOpening> waiting = new ArrayList<>();

  private volatile NetworkPath main;

  ConnectionPaths(MultipathQuicChannel channel, EndpointDriver driver) {
    this.channel = channel;
    this.driver = driver;
  }

  // Opening.

  /** Opens a path with a socket of its own. */
  Future<Long> open(LinkBinding link, InetSocketAddress remote) {
    Promise<Long> promise = channel.eventLoop().newPromise();
    PathOpening opening = new PathOpening(this, channel, driver, link, remote, promise);
    // Never within a handler that a change of another path has called.
    channel.eventLoop().execute(opening::start);
    return promise;
  }

  /** The peer's limits let no path be opened now. */
  void await(PathOpening opening) {
    waiting.add(opening);
  }

  /** The connection has opened the path. */
  void started(PathOpening opening, long pathId) {
    waiting.remove(opening);
    openings.put(pathId, opening);
  }

  void ended(PathOpening opening) {
    waiting.remove(opening);
    if (opening.pathId() >= 0) {
      openings.remove(opening.pathId());
    }
  }

  /** Something came from the peer, which may have given connection IDs for more paths. */
  void onProgress() {
    for (int i = waiting.size() - 1; i >= 0; i--) {
      waiting.get(i).retry();
    }
  }

  /** The kernel reported an error of a socket; false unless it is that of a path being opened. */
  boolean onSocketError(PathSocket socket, IOException error) {
    for (PathOpening opening : openings.values().toArray(NONE)) {
      if (opening.socket() == socket) {
        opening.onSocketError(error);
        return true;
      }
    }
    return false;
  }

  void onConnectionClosed() {
    for (PathOpening opening : openings.values().toArray(NONE)) {
      opening.onConnectionClosed();
    }
    for (PathOpening opening : waiting.toArray(NONE)) {
      opening.onConnectionClosed();
    }
  }

  // Closing.

  /** Closes a path unless it is the last one. */
  boolean close(long pathId) {
    List<PathSnapshot> usable = usable();
    boolean closed =
        usable.size() > 1
            && usable.stream().anyMatch(path -> path.id() == pathId)
            && channel.connection().closePath(pathId, System.nanoTime());
    channel.wake();
    return closed;
  }

  /** What the application makes of a path, for the logs. */
  void note(long pathId, Enum<?> state, Enum<?> reason) {
    channel.connection().notePath(pathId, word(state), word(reason), System.nanoTime());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  // What is known.

  List<PathInfo> all() {
    return usable().stream().map(this::info).toList();
  }

  /** The paths that neither side has closed, in the order of their IDs. */
  List<PathSnapshot> usable() {
    return channel.connection().paths().stream().filter(ConnectionPaths::isUsable).toList();
  }

  PathInfo get(long pathId) {
    PathSnapshot path = channel.connection().path(pathId);
    return path == null || !isUsable(path) ? null : info(path);
  }

  Map<String, Long> counters(long pathId) {
    PathSnapshot path = channel.connection().path(pathId);
    if (path == null) {
      return Map.of();
    }
    PathCounters counted = path.counters();
    Map<String, Long> counters = new LinkedHashMap<>();
    counters.put("packetsSent", counted.packetsSent());
    counters.put("packetsReceived", counted.packetsReceived());
    counters.put("packetsLost", counted.packetsLost());
    counters.put("spuriousLosses", counted.spuriousLosses());
    counters.put("probeTimeouts", counted.probeTimeouts());
    counters.put("ecnMarksReceived", counted.ecnMarksReceived());
    counters.put("ecnMarksReported", counted.ecnMarksReported());
    counters.put("datagramsDropped", counted.datagramsDropped());
    return counters;
  }

  private static boolean isUsable(PathSnapshot path) {
    return path.phase() == PathState.Phase.VALIDATING || path.phase() == PathState.Phase.ACTIVE;
  }

  private PathInfo info(PathSnapshot path) {
    PathSocket socket = driver.socket(path.network().link());
    boolean bound = socket != null && socket.binding() != null;
    return new PathInfo(
        path.id(),
        bound ? socket.binding().device() : "",
        path.network().local(),
        path.network().remote(),
        path.phase() == PathState.Phase.ACTIVE,
        path.suspect(),
        path.mtuBytes(),
        path.smoothedRttNs(),
        path.minRttNs(),
        path.congestionWindowBytes(),
        path.bytesInFlight(),
        path.queuedBytes(),
        path.deliveryRateBps(),
        path.lossRate(),
        path.controller());
  }

  /** Addresses of the first path that is left, or was last; for all threads. */
  NetworkPath main() {
    return main;
  }

  /** The connection is there, or its paths have changed. */
  void refresh() {
    List<PathSnapshot> usable = usable();
    if (!usable.isEmpty()) {
      main = usable.get(0).network();
    }
  }

  // What happens.

  void onChange(PathChange change, long pathId, NetworkPath network) {
    refresh();
    if (change == PathChange.REMOVED) {
      onRemoved(network);
      return;
    }
    tell(change, pathId, network);
    PathOpening opening = openings.get(pathId);
    if (opening != null) {
      opening.onChange(change);
    }
  }

  /** Nothing of the path is left, so that its socket is of no more use to anybody. */
  private void onRemoved(NetworkPath network) {
    PathSocket socket = driver.socket(network.link());
    if (socket != null && socket.binding() != null && !isInUse(network.link())) {
      driver.close(socket);
    }
  }

  private boolean isInUse(int link) {
    return channel.connection().paths().stream().anyMatch(path -> path.network().link() == link);
  }

  private void tell(PathChange change, long pathId, NetworkPath network) {
    if (!channel.isActive()) {
      return;
    }
    InetSocketAddress local = network.local();
    InetSocketAddress remote = network.remote();
    channel.pipeline().fireUserEventTriggered(new PathChanged(pathId, kind(change), local, remote));
    QuicPathEvent standard =
        switch (change) {
          case OPENED -> new QuicPathEvent.New(local, remote);
          case VALIDATED -> new QuicPathEvent.Validated(local, remote);
          case VALIDATION_FAILED -> new QuicPathEvent.FailedValidation(local, remote);
          case MIGRATED -> new QuicPathEvent.PeerMigrated(local, remote);
          case ABANDONED -> new QuicPathEvent.Closed(local, remote);
          default -> null;
        };
    if (standard != null) {
      channel.pipeline().fireUserEventTriggered(standard);
    }
  }

  private static PathChanged.Change kind(PathChange change) {
    return switch (change) {
      case OPENED -> PathChanged.Change.OPENED;
      case VALIDATED -> PathChanged.Change.VALIDATED;
      case VALIDATION_FAILED -> PathChanged.Change.VALIDATION_FAILED;
      case SUSPECTED -> PathChanged.Change.SILENT;
      case RETURNED -> PathChanged.Change.RETURNED;
      case MIGRATED -> PathChanged.Change.MIGRATED;
      case PEER_BACKUP -> PathChanged.Change.PEER_BACKUP;
      case PEER_AVAILABLE -> PathChanged.Change.PEER_AVAILABLE;
      case ABANDONED, REMOVED -> PathChanged.Change.CLOSED;
    };
  }
}
